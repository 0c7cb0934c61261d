package polku.server.demo.simulator;

import java.time.Instant;

/** What an owner would note about the shop's days: it explains what the charts show from there on. */
public record Happening(Instant at, String text) {}

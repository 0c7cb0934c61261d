package polku.storage.control;

import java.time.Instant;

/**
 * Something that happened, written on the charts.
 *
 * @param at to the millisecond
 */
public record Note(String id, String siteId, Instant at, String text, Instant createdAt) {}

package polku.storage.session;

/** A visitor of one site. */
public record Visitor(int siteId, long visitorId) {}

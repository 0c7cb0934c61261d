package polku.storage.control;

import java.time.Instant;

/**
 * Pages that the owner wants to see as one.
 *
 * @param name what the group is called in reports
 * @param pattern of pages: {@code *} inside one segment, {@code **} any
 */
public record UrlGroup(String id, String siteId, String name, String pattern, Instant createdAt) {}

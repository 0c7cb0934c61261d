package polku.collector.rows;

import polku.storage.control.Site;
import polku.storage.write.Client;

/**
 * What all rows of a beacon have in common.
 *
 * @param visitor the id under which events and interactions count
 * @param person the id of a consenting visitor, the same in every session; the same as {@code visitor} for others
 * @param receivedAt milliseconds since the epoch
 */
public record Origin(
        Site site, long visitor, long person, long receivedAt, int viewportWidth, int viewportHeight, Client client) {}

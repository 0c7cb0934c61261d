package polku.storage.control;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A web site that is measured.
 *
 * @param id public: in the snippet, in URLs and in the API; 12 lower-case letters and digits
 * @param number the site in ClickHouse's tables (UInt32); never reused
 * @param domain the main domain, without scheme, port and "www."
 * @param aliases further domains whose pages belong to the site
 * @param currency ISO 4217, in which the site reports revenue
 * @param excludedAddresses IP addresses and networks whose visitors are not counted
 * @param name what the site is called; its domain where the owner said nothing
 * @param queryParameters names of those that stay part of a page's address
 * @param snapshots what may be recorded of how its pages look
 */
public record Site(
        String id,
        int number,
        String domain,
        List<String> aliases,
        ZoneId timezone,
        String currency,
        Instant createdAt,
        List<String> excludedAddresses,
        String name,
        List<String> queryParameters,
        SnapshotRules snapshots,
        ReplayRules replay) {

    /** A site whose pages are told apart by their path alone. */
    public Site(
            String id,
            int number,
            String domain,
            List<String> aliases,
            ZoneId timezone,
            String currency,
            Instant createdAt,
            List<String> excludedAddresses) {
        this(
                id,
                number,
                domain,
                aliases,
                timezone,
                currency,
                createdAt,
                excludedAddresses,
                domain,
                List.of(),
                SnapshotRules.STANDARD,
                ReplayRules.STANDARD);
    }

    /** A site that counts everybody. */
    public Site(
            String id,
            int number,
            String domain,
            List<String> aliases,
            ZoneId timezone,
            String currency,
            Instant createdAt) {
        this(id, number, domain, aliases, timezone, currency, createdAt, List.of());
    }
}

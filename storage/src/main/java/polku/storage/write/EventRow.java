package polku.storage.write;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of table {@code events}: a pageview or a custom event. Session and batch are 0 until the writer stamps them.
 *
 * @param siteId the site's number (not its public id)
 * @param at when it happened, milliseconds since the epoch
 * @param receivedAt when the server got it
 * @param eventId unique in the site; for events with an id of the sender's, derived from it, so that a resend is known
 * @param pageviewId the pageview it belongs to; its own for a pageview; 0 where there is none
 * @param name {@link #PAGEVIEW} or the custom event's name
 * @param hostname lower case, without port
 * @param page the page's identity: the path on the site's main domain, host + path elsewhere
 * @param revenue in {@code currency}, null where the event has none
 * @param currency ISO 4217, "" without revenue
 */
public record EventRow(
        int siteId,
        long visitorId,
        long at,
        long receivedAt,
        long eventId,
        long pageviewId,
        String name,
        String hostname,
        String page,
        String title,
        Map<String, String> props,
        @Nullable BigDecimal revenue,
        String currency,
        Attribution attribution,
        Client client) {

    public static final String PAGEVIEW = "pageview";

    public void encode(RowWriter row) {
        row.int32(siteId).int64(visitorId).int64(0).int64(0).int64(at).int64(receivedAt);
        row.int64(eventId)
                .int64(pageviewId)
                .text(name)
                .text(hostname)
                .text(page)
                .text(title);
        row.map(props).decimal4(revenue).text(currency);
        attribution.encode(row);
        client.encode(row);
    }

    public static EventRow decode(RowReader row) {
        int siteId = row.int32();
        long visitorId = row.int64();
        row.int64(); // session: stamped later
        row.int64(); // batch: stamped later
        return new EventRow(
                siteId,
                visitorId,
                row.int64(),
                row.int64(),
                row.int64(),
                row.int64(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.map(),
                row.decimal4(),
                row.text(),
                Attribution.decode(row),
                Client.decode(row));
    }
}

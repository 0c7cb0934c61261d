package polku.storage.write;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of table {@code events}: a pageview or a custom event, complete but for session and batch, which the writer
 * stamps in ({@link BatchFormer}). Strings are never null; empty where nothing is known. Times are milliseconds since the
 * epoch, of {@code receivedAt} the second is kept.
 *
 * @param visitorId 64 bits, unsigned in the table
 * @param eventId told by the sender's own id of the event; 0 where it gave none
 * @param pageviewId tells the pageviews of a visitor apart; 0 for an event that happened on no page
 * @param name {@value #PAGEVIEW} or the custom event's name
 * @param hostname lower case, without port
 * @param page the page's identity: the path on the site's main domain, host + path elsewhere
 * @param revenue in {@code currency}, null where the event has none
 * @param currency ISO 4217, "" without revenue
 * @param items the products of an e-commerce event
 */
public record EventRow(
        int siteId,
        long visitorId,
        long at,
        long receivedAt,
        long eventId,
        int pageviewId,
        String name,
        String hostname,
        String page,
        String title,
        Map<String, String> props,
        @Nullable BigDecimal revenue,
        String currency,
        List<Product> items,
        Attribution attribution,
        Client client) {

    public static final String PAGEVIEW = "pageview";
    /** Of an encoded row: site (4), visitor (8), session (8) and batch (8) come first. */
    public static final int AT_OFFSET = 28;
    /** After {@code at} (8) and the second of receipt (4). */
    private static final int EVENT_ID_OFFSET = AT_OFFSET + 12;
    /** After the event's id (8) and the pageview's (4). */
    public static final int NAME_OFFSET = EVENT_ID_OFFSET + 12;

    public void encode(RowWriter row) {
        row.int32(siteId).int64(visitorId).int64(0).int64(0).int64(at).seconds(receivedAt);
        row.int64(eventId)
                .int32(pageviewId)
                .text(name)
                .text(hostname)
                .text(page)
                .text(title);
        row.map(props).decimal4(revenue).text(currency).products(items);
        attribution.encode(row);
        client.encode(row);
    }

    /** Of an encoded row, without decoding it. */
    static int siteIdOf(SpooledRow row) {
        return row.int32(0);
    }

    /** Of an encoded row, without decoding it. */
    static long eventIdOf(SpooledRow row) {
        return row.int64(EVENT_ID_OFFSET);
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
                row.seconds(),
                row.int64(),
                row.int32(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.map(),
                row.decimal4(),
                row.text(),
                row.products(),
                Attribution.decode(row),
                Client.decode(row));
    }
}

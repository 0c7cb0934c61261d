package polku.query;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.clickhouse.UInt64;
import polku.storage.control.Site;
import polku.storage.write.ReplayRow;
import polku.storage.write.RowWriter;

/** Writes recorded sessions into the tables as the batch writer would. */
final class RecordedReplays {
    static final Instant VISIT = Instant.parse("2026-10-10T12:00:00Z");

    private final HttpClickHouse clickHouse;
    private int inserts;

    RecordedReplays(HttpClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** A chunk, at seconds after the visit. */
    static ReplayRow chunk(Site site, long visitor, long document, int sequence, int seconds, String... events) {
        return new ReplayRow(
                site.number(),
                visitor,
                VISIT.plusSeconds(seconds).toEpochMilli(),
                VISIT.plusSeconds(seconds + 5).toEpochMilli(),
                document,
                sequence,
                0,
                1,
                4_000,
                1_000,
                events.length,
                String.join("", events).contains("\"type\":2"),
                "[" + String.join(",", events) + "]");
    }

    /** An event, at milliseconds after the visit by the server's clock; the browser's is a second late. */
    static String event(int type, long millis, String data) {
        return "{\"type\":" + type + ",\"timestamp\":" + (VISIT.toEpochMilli() + millis - 1_000) + ",\"data\":"
                + data.replace('\'', '"') + "}";
    }

    void store(long session, List<ReplayRow> rows) {
        RowWriter writer = new RowWriter();
        for (ReplayRow row : rows) {
            int start = writer.length();
            row.encode(writer);
            ByteBuffer.wrap(writer.array()).order(ByteOrder.LITTLE_ENDIAN).putLong(start + 12, session);
        }
        clickHouse.insert("replay_chunks", writer.array(), 0, writer.length(), "replay-" + session + "-" + inserts++);
    }

    /** A session of a visitor of the same id, from seconds after the visit on. */
    void session(Site site, long id, int seconds, int lasts, int pageviews, String source) {
        clickHouse.execute(
                """
                INSERT INTO sessions (site_id, visitor_id, session_id, sign, version, started_at, ended_at, events,
                                      pageviews, engaged_ms, entry_page, exit_page, source, country, browser, device)
                SELECT {site:UInt32}, {id:UInt64}, {id:UInt64}, 1, 1, fromUnixTimestamp64Milli({at:Int64}, 'UTC'),
                       fromUnixTimestamp64Milli({end:Int64}, 'UTC'), {views:UInt32}, {views:UInt32}, 20000, '/', '/cart',
                       {source:String}, 'FI', 'Firefox', 'desktop'
                """,
                Map.of(
                        "site",
                        site.number(),
                        "id",
                        UInt64.of(id),
                        "at",
                        VISIT.plusSeconds(seconds).toEpochMilli(),
                        "end",
                        VISIT.plusSeconds(seconds + lasts).toEpochMilli(),
                        "views",
                        pageviews,
                        "source",
                        source));
    }

    void event(Site site, long session, int seconds, String name, String page, String revenue) {
        clickHouse.execute(
                """
                INSERT INTO events (site_id, visitor_id, session_id, at, name, page, title, device, browser, country, revenue, currency)
                SELECT {site:UInt32}, {id:UInt64}, {id:UInt64}, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {name:String},
                       {page:String}, 'Title', 'desktop', 'Firefox', 'FI', {revenue:Decimal(18, 4)}, 'EUR'
                """,
                Map.of(
                        "site",
                        site.number(),
                        "id",
                        UInt64.of(session),
                        "at",
                        VISIT.plusSeconds(seconds).toEpochMilli(),
                        "name",
                        name,
                        "page",
                        page,
                        "revenue",
                        new BigDecimal(revenue)));
    }

    /** @param about the element's selector and text, or the message, or the address */
    void interaction(Site site, long session, int seconds, String kind, String page, String about) {
        boolean click = kind.endsWith("lick");
        clickHouse.execute(
                """
                INSERT INTO interactions (site_id, visitor_id, session_id, at, kind, page, device, selector, tag, text, message,
                                          name, target, number)
                SELECT {site:UInt32}, {id:UInt64}, {id:UInt64}, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {kind:String},
                       {page:String}, 'desktop', {selector:String}, 'button', {text:String}, {message:String}, {method:String},
                       {target:String}, {status:UInt16}
                """,
                Map.ofEntries(
                        Map.entry("site", site.number()),
                        Map.entry("id", UInt64.of(session)),
                        Map.entry("at", VISIT.plusSeconds(seconds).toEpochMilli()),
                        Map.entry("kind", kind),
                        Map.entry("page", page),
                        Map.entry("selector", click ? "#" + about : ""),
                        Map.entry("text", click ? about : ""),
                        Map.entry("message", kind.equals("error") ? about : ""),
                        Map.entry("method", kind.equals("failedRequest") ? "GET" : ""),
                        Map.entry("target", kind.equals("failedRequest") ? about : ""),
                        Map.entry("status", kind.equals("failedRequest") ? 500 : 0)));
    }
}

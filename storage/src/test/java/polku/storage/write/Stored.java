package polku.storage.write;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;

/** What lies in ClickHouse, and what should. */
final class Stored {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final String SUMS =
            "SELECT concat(site_id, ' ', visitor_id, ' ', sum(%1$s), ' ', sum(%1$s * events), ' ', sum(%1$s * pageviews), ' ',"
                    + " sum(%1$s * engaged_ms), ' ', sum(%1$s * toUnixTimestamp64Milli(ended_at))) FROM sessions %2$s"
                    + " GROUP BY site_id, visitor_id ORDER BY site_id, visitor_id";

    private Stored() {}

    record Session(
            int site,
            String visitor,
            long from,
            long to,
            long events,
            long pageviews,
            long engaged,
            String entry,
            String exit,
            String source) {}

    static List<Session> sessions(ClickHouse clickHouse) {
        return clickHouse.query(
                "SELECT site_id, visitor_id, toUnixTimestamp64Milli(active_from), toUnixTimestamp64Milli(active_to), events,"
                        + " pageviews, engaged_ms, entry_page, exit_page, source FROM sessions FINAL",
                Map.of(),
                QueryLimit.SCREEN,
                row -> new Session(
                        row.getInt(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10)));
    }

    /** Told from the rows by brute force. */
    static List<Session> expected(List<Object> rows) {
        Map<String, List<Object>> byVisitor = rows.stream()
                .sorted(Comparator.comparingLong(Rows::at))
                .collect(Collectors.groupingBy(row -> row instanceof EventRow event
                        ? event.siteId() + "/" + Long.toUnsignedString(event.visitorId())
                        : ((InteractionRow) row).siteId() + "/"
                                + Long.toUnsignedString(((InteractionRow) row).visitorId())));
        List<Session> sessions = new ArrayList<>();
        byVisitor.forEach((visitor, own) -> {
            List<Object> open = new ArrayList<>();
            for (Object row : own) {
                if (!open.isEmpty()
                        && (Rows.at(row) - Rows.at(open.get(open.size() - 1)) >= 30 * MINUTE
                                || Rows.at(row) - Rows.at(open.get(0)) >= 24 * 60 * MINUTE)) {
                    sessions.add(told(visitor, open));
                    open = new ArrayList<>();
                }
                open.add(row);
            }
            sessions.add(told(visitor, open));
        });
        return sessions;
    }

    private static Session told(String visitor, List<Object> rows) {
        List<EventRow> events = rows.stream()
                .filter(EventRow.class::isInstance)
                .map(EventRow.class::cast)
                .toList();
        List<EventRow> pages =
                events.stream().filter(event -> event.name().equals("pageview")).toList();
        String[] parts = visitor.split("/");
        return new Session(
                Integer.parseInt(parts[0]),
                parts[1],
                Rows.at(rows.get(0)),
                Rows.at(rows.get(rows.size() - 1)),
                events.size(),
                pages.size(),
                1000L * (rows.size() - events.size()),
                pages.isEmpty() ? "" : pages.get(0).page(),
                pages.isEmpty() ? "" : pages.get(pages.size() - 1).page(),
                events.isEmpty() ? "" : events.get(0).attribution().source());
    }

    /** Per visitor, over all rows, weighed with their sign. */
    static List<String> signedSums(ClickHouse clickHouse) {
        return clickHouse.query(SUMS.formatted("sign", ""), Map.of(), QueryLimit.SCREEN, row -> row.getString(1));
    }

    /** The same of the rows that are left when states and their cancellations have met. */
    static List<String> finalSums(ClickHouse clickHouse) {
        return clickHouse.query(SUMS.formatted("1", "FINAL"), Map.of(), QueryLimit.SCREEN, row -> row.getString(1));
    }

    /** What the view added up of the sessions' rows as they came. */
    static List<String> slotSums(ClickHouse clickHouse) {
        String sums =
                "SELECT toString(tuple(sum(sessions), sum(entered), sum(bounced), sum(pageviews), sum(duration_ms),"
                        + " sum(engaged_ms))) FROM session_slots WHERE began = 1";
        return clickHouse.query(sums, Map.of(), QueryLimit.SCREEN, row -> row.getString(1));
    }

    /** The same of the sessions that stand. */
    static List<String> finalSlotSums(ClickHouse clickHouse) {
        String sums =
                "SELECT toString(tuple(count(), countIf(pageviews >= 1), countIf(pageviews = 1 AND events = 1), sum(pageviews),"
                        + " sum(toUnixTimestamp64Milli(ended_at) - toUnixTimestamp64Milli(started_at)), sum(engaged_ms)))"
                        + " FROM sessions FINAL WHERE events > 0";
        return clickHouse.query(sums, Map.of(), QueryLimit.SCREEN, row -> row.getString(1));
    }

    static long rowsOutsideTheirSession(ClickHouse clickHouse) {
        String outside = "SELECT count() FROM %s AS row LEFT JOIN (SELECT * FROM sessions FINAL) AS session"
                + " ON row.session_id = session.session_id AND row.visitor_id = session.visitor_id"
                + " AND row.site_id = session.site_id"
                + " WHERE NOT (row.at BETWEEN session.active_from AND session.active_to)";
        return count(clickHouse, outside.formatted("events"))
                + count(
                        clickHouse,
                        outside.formatted("interactions") + " AND kind NOT IN ('error', 'failedRequest', 'vital')");
    }

    static long count(ClickHouse clickHouse, String sql) {
        return clickHouse
                .query(sql, Map.of(), QueryLimit.SCREEN, row -> row.getLong(1))
                .get(0);
    }
}

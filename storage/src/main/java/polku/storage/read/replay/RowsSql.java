package polku.storage.read.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.UInt64;
import polku.storage.control.Goal;
import polku.storage.read.Bindings;
import polku.storage.read.KeptSessions;
import polku.storage.read.Period;
import polku.storage.read.SqlText;
import polku.storage.read.Tables;

/** The reads that tell what a few sessions are made of, each by the sessions' ids and in the time in which they lie. */
final class RowsSql {
    /** A visit to a page that ends where it began, in less than this, was to the wrong page. */
    private static final long QUICK_BACK_MS = 10_000;

    private static final int LONGEST_LABEL = 200;
    private static final List<String> LABELLED =
            List.of("click", "rageClick", "deadClick", "errorClick", "error", "failedRequest");

    private final int site;
    private final List<Long> sessions;
    private final Period reach;

    /** @param span holds an event of each of the sessions, or the begin of one of their chunks */
    RowsSql(int site, List<Long> sessions, Period span) {
        this.site = site;
        this.sessions = sessions;
        reach = new Period(
                span.from().minusMillis(ReplaySql.REACH_MS), span.to().plusMillis(ReplaySql.REACH_MS));
    }

    private final class Read {
        final Bindings bindings = new Bindings();

        Read() {
            bindings.named("site", "UInt32", Integer.toUnsignedLong(site));
        }

        List<String> conditions(String alias, String time, String... others) {
            List<String> conditions = new ArrayList<>(List.of(
                    time + " >= " + ReplaySql.time(bindings.named("from", "Int64", reach.fromMillis())),
                    time + " < " + ReplaySql.time(bindings.named("to", "Int64", reach.toMillis())),
                    alias + ".session_id IN " + ids()));
            conditions.addAll(List.of(others));
            return conditions;
        }

        String ids() {
            return bindings.named(
                    "sessions",
                    "Array(UInt64)",
                    sessions.stream().map(UInt64::of).toList());
        }

        ClickHouse.Select select(String sql) {
            return new ClickHouse.Select(sql + ReplaySql.SETTINGS, bindings.values());
        }
    }

    /** Rows of {@link ChunkPart}. */
    ClickHouse.Select chunks() {
        Read read = new Read();
        return read.select(
                named(ChunkPart.COLUMNS, "r", Tables.replayChunks(ChunkPart.COLUMNS, read.conditions("r", "r.at"))));
    }

    /** Likewise of sessions of which nothing is known but their ids. */
    ClickHouse.Select chunksAtAnyTime() {
        Read read = new Read();
        return read.select(named(
                ChunkPart.COLUMNS,
                "r",
                Tables.replayChunks(ChunkPart.COLUMNS, List.of("r.session_id IN " + read.ids()))));
    }

    /** Nothing but the columns, in their order. */
    private static String named(List<String> columns, String alias, String read) {
        return columns.stream()
                        .map(column -> alias + "." + column.substring(column.lastIndexOf(' ') + 1))
                        .collect(Collectors.joining(", ", "SELECT ", "\nFROM (\n"))
                + SqlText.indented(read) + ") AS " + alias;
    }

    /** The columns of the sessions, see {@link ReplayRows}. */
    ClickHouse.Select sessions() {
        Read read = new Read();
        List<String> columns = List.of(
                "session_id",
                "visitor_id",
                "toUnixTimestamp64Milli(s.started_at) AS began",
                "toUnixTimestamp64Milli(s.ended_at) AS over",
                "toUInt64(s.pageviews) AS views",
                "engaged_ms",
                "entry_page",
                "exit_page",
                "toString(s.country) AS land",
                "city",
                "toString(s.device) AS device_class",
                "toString(s.browser) AS program",
                "toString(s.os) AS system",
                "screen_class",
                "language",
                "toString(s.source) AS origin",
                "toString(s.channel) AS way",
                "utm_campaign");
        return read.select(named(columns, "s", Tables.sessions(columns, read.conditions("s", "s.started_at"))));
    }

    /** Rows of session, kind, count (UInt64) and what it was about most often. */
    ClickHouse.Select interactions() {
        Read read = new Read();
        String label = "substringUTF8(multiIf(i.kind = 'error', i.message,"
                + " i.kind = 'failedRequest', concat(toString(i.number), ' ', i.name, ' ', i.target),"
                + " i.text != '', i.text, i.selector), 1, " + LONGEST_LABEL + ") AS label";
        String kinds = LABELLED.stream().collect(Collectors.joining("', '", "i.kind IN ('", "')"));
        String all = Tables.interactions(
                List.of("session_id", "toString(i.kind) AS what", label), read.conditions("i", "i.at", kinds));
        return read.select("SELECT c.session_id, c.what, sum(c.times), argMax(c.label, (c.times, c.label))\nFROM (\n"
                + "SELECT i.session_id AS session_id, i.what AS what, i.label AS label, count() AS times\nFROM (\n"
                + SqlText.indented(all) + ") AS i\nGROUP BY session_id, what, label) AS c\n"
                + "GROUP BY c.session_id, c.what");
    }

    /**
     * Rows of session, purchases (UInt64), revenue (text), indexes of the goals that were reached (Array(UInt32)), quick ways back
     * (UInt64) and the page of the last one.
     */
    ClickHouse.Select events(List<Goal> goals, String currency) {
        Read read = new Read();
        KeptSessions terms = new KeptSessions(List.of(), reach, read.bindings);
        String reached = IntStream.range(0, goals.size())
                .mapToObj(k -> "if(" + terms.reaches(goals.get(k)) + ", " + (k + 1) + ", 0)")
                .collect(Collectors.joining(", ", "[", "]"));
        String own = "e.currency IN ('', " + read.bindings.named("currency", "String", currency) + ")";
        List<String> columns = List.of(
                "session_id",
                "e.name = 'purchase' AS bought",
                "if(" + own + ", toDecimal128(ifNull(e.revenue, toDecimal64(0, 4)), 4), toDecimal128(0, 4)) AS amount",
                (goals.isEmpty()
                                ? "emptyArrayUInt32()"
                                : "arrayMap(k -> toUInt32(k - 1), arrayFilter(k -> k > 0, " + reached + "))")
                        + " AS reached",
                "e.name = 'pageview' AS seen",
                "toUnixTimestamp64Milli(e.at) AS moment",
                "page");
        String views = "arraySort(groupArrayIf((e.moment, e.page), e.seen))";
        String back = "arrayFilter(k -> v[k].2 = v[k + 2].2 AND v[k + 1].2 != v[k].2 AND v[k + 2].1 - v[k + 1].1 < "
                + QUICK_BACK_MS + ", range(1, toUInt32(greatest(1, toInt64(length(v)) - 1))))";
        return read.select("SELECT q.session_id, q.purchases, q.revenue, q.goals, toUInt64(length(q.back)),"
                + " if(empty(q.back), '', q.v[q.back[-1] + 1].2)\nFROM (\n"
                + "SELECT e.session_id AS session_id, countIf(e.bought) AS purchases, toString(sum(e.amount)) AS revenue,"
                + " arraySort(groupUniqArrayArray(e.reached)) AS goals, " + views + " AS v, " + back
                + " AS back\nFROM (\n"
                + SqlText.indented(Tables.events(columns, read.conditions("e", "e.at")))
                + ") AS e\nGROUP BY e.session_id) AS q");
    }

    /** Rows of a visitor and the owner's id of the person that was told last. */
    static ClickHouse.Select users(int site, List<Long> visitors) {
        Bindings bindings = new Bindings();
        bindings.named("site", "UInt32", Integer.toUnsignedLong(site));
        return new ClickHouse.Select(
                "SELECT u.visitor_id, argMax(u.id, (u.at, u.id))\nFROM (\n"
                        + SqlText.indented(Tables.identities(
                                List.of("visitor_id", "id", "at"),
                                List.of("u.kind = 'user'", "u.visitor_id IN " + ids(visitors, bindings))))
                        + ") AS u\nGROUP BY u.visitor_id",
                bindings.values());
    }

    /** Rows of a visitor and when its first session began (ms). */
    static ClickHouse.Select firstSessions(int site, List<Long> visitors) {
        Bindings bindings = new Bindings();
        bindings.named("site", "UInt32", Integer.toUnsignedLong(site));
        return new ClickHouse.Select(
                "SELECT s.visitor_id, toUnixTimestamp64Milli(min(s.started_at))\nFROM (\n"
                        + SqlText.indented(Tables.sessions(
                                List.of("visitor_id", "started_at"),
                                List.of("s.visitor_id IN " + ids(visitors, bindings))))
                        + ") AS s\nGROUP BY s.visitor_id" + ReplaySql.SETTINGS,
                bindings.values());
    }

    private static String ids(List<Long> ids, Bindings bindings) {
        return bindings.value("Array(UInt64)", ids.stream().map(UInt64::of).toList());
    }

    /** The sites' goals by their index in {@link #events}. */
    static List<String> goals(int[] indexes, List<Goal> goals) {
        return IntStream.of(indexes).mapToObj(k -> goals.get(k).id()).toList();
    }
}

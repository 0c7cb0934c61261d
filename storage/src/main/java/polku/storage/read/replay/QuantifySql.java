package polku.storage.read.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.read.Bindings;
import polku.storage.read.KeptSessions;
import polku.storage.read.Period;
import polku.storage.read.SqlText;
import polku.storage.read.StepSql;
import polku.storage.read.Tables;

/** The reads of a period's sessions ({@code s}), and of those in which a signal happened in the period ({@code x}). */
final class QuantifySql {
    private static final int MOST_VALUES = 20;
    private static final long DAY_MS = 24 * 3_600_000L;

    private final QuantifyQuestion question;
    private final Period period;
    private final Bindings bindings = new Bindings();
    private final KeptSessions kept;
    private final String from;
    private final String to;

    QuantifySql(QuantifyQuestion question, Period period) {
        this.question = question;
        this.period = period;
        bindings.named("site", "UInt32", Integer.toUnsignedLong(question.site()));
        from = ReplaySql.time(bindings.named("from", "Int64", period.fromMillis()));
        to = ReplaySql.time(bindings.named("to", "Int64", period.toMillis()));
        kept = new KeptSessions(question.filters(), period, bindings);
    }

    /**
     * Rows of whether the signal happened (UInt8), sessions, those that converted, purchases (UInt64), revenue (text), occurrences,
     * visitors, and sessions that are recorded (UInt64).
     */
    ClickHouse.Select groups() {
        return select(
                "SELECT x.times > 0 AS has, count(), countIf(e.converted), sum(e.purchases), toString(sum(e.revenue)),"
                        + " sum(x.times), uniqExact(s.visitor_id), countIf(s.session_id IN (\n"
                        + SqlText.indented(Tables.replayChunks(List.of("session_id"), around("r.at"))) + "))\nFROM (\n"
                        + SqlText.indented(sessions()) + ") AS s\nLEFT JOIN (\n" + SqlText.indented(signals())
                        + ") AS x ON s.session_id = x.session_id\nLEFT JOIN (\n" + SqlText.indented(outcomes())
                        + ") AS e ON s.session_id = e.session_id\nGROUP BY has");
    }

    /** Rows of a step (Int64), sessions with the signal that began in it, and all (UInt64). */
    ClickHouse.Select trend() {
        String began = "greatest(toUnixTimestamp64Milli(s.started_at), "
                + bindings.named("first", "Int64", period.fromMillis()) + ")";
        return select("SELECT " + new StepSql(question.series(), "", bindings).of(began)
                + " AS step, countIf(x.times > 0), count()\nFROM (\n" + SqlText.indented(sessions())
                + ") AS s\nLEFT JOIN (\n" + SqlText.indented(signals())
                + ") AS x ON s.session_id = x.session_id\nGROUP BY step");
    }

    /** Rows of a page and the sessions in which it happened there. */
    ClickHouse.Select pages() {
        return select("SELECT x.page, uniqExact(x.session_id) AS sessions\nFROM (\n" + SqlText.indented(signal())
                + ") AS x\nWHERE x.session_id IN (\nSELECT s.session_id FROM (\n" + SqlText.indented(sessions())
                + ") AS s)\nGROUP BY x.page\nORDER BY sessions DESC, x.page\nLIMIT " + MOST_VALUES);
    }

    /** Rows of a value of the sessions' column and the sessions in which it happened. */
    ClickHouse.Select values(String column) {
        return select("SELECT toString(s." + column + ") AS value, count() AS sessions\nFROM (\n"
                + SqlText.indented(sessions()) + ") AS s\nINNER JOIN (\n" + SqlText.indented(signals())
                + ") AS x ON s.session_id = x.session_id\nGROUP BY value\nORDER BY sessions DESC, value\nLIMIT "
                + MOST_VALUES);
    }

    /** One row: the sessions in which it happened. */
    ClickHouse.Select count() {
        return select("SELECT count()\nFROM (\n" + SqlText.indented(sessions()) + ") AS s\nINNER JOIN (\n"
                + SqlText.indented(signals()) + ") AS x ON s.session_id = x.session_id");
    }

    private ClickHouse.Select select(String sql) {
        return new ClickHouse.Select(sql + ReplaySql.SETTINGS, bindings.values());
    }

    /** Those that overlap the period and that the filters keep. */
    private String sessions() {
        String lookBack = ReplaySql.time(bindings.named("lookBack", "Int64", period.fromMillis() - DAY_MS));
        String all = Tables.sessions(
                List.of("session_id", "visitor_id", "started_at", "browser", "device", "country"),
                List.of("s.started_at >= " + lookBack, "s.started_at < " + to, "s.ended_at >= " + from));
        return kept.areAll()
                ? all
                : "SELECT *\nFROM (\n" + SqlText.indented(all) + ") AS s\nWHERE s.session_id IN (\n"
                        + SqlText.indented(kept.ids()) + ")";
    }

    private String signals() {
        return "SELECT x.session_id AS session_id, count() AS times\nFROM (\n" + SqlText.indented(signal())
                + ") AS x\nGROUP BY session_id";
    }

    private String signal() {
        QuantifyQuestion.Signal signal = question.signal();
        boolean event = signal.kind().equals("event");
        String alias = event ? "e" : "i";
        List<String> conditions = new ArrayList<>(List.of(alias + ".at >= " + from, alias + ".at < " + to));
        if (event) {
            add(conditions, "e.name", signal.name());
        } else {
            conditions.add("i.kind = " + bindings.text(signal.kind()));
            add(conditions, signal.kind().equals("error") ? "i.message" : "i.text", signal.text());
            add(conditions, "i.selector", signal.selector());
            add(conditions, "i.target", signal.url());
            if (signal.status() != null) {
                conditions.add("i.number = " + bindings.value("UInt16", signal.status()));
            }
        }
        add(conditions, alias + ".page", signal.page());
        List<String> columns = List.of("session_id", "page");
        return event ? Tables.events(columns, conditions) : Tables.interactions(columns, conditions);
    }

    private void add(List<String> conditions, String column, @Nullable String value) {
        if (value != null) {
            conditions.add(column + " = " + bindings.text(value));
        }
    }

    /** What each session came to in the period. */
    private String outcomes() {
        String own = "e.currency IN ('', " + bindings.named("currency", "String", question.currency()) + ")";
        String converted = question.goals().isEmpty()
                ? "e.name = 'purchase'"
                : question.goals().stream().map(kept::reaches).collect(Collectors.joining(" OR ", "(", ")"));
        String events = Tables.events(
                List.of(
                        "session_id",
                        converted + " AS converts",
                        "e.name = 'purchase' AS bought",
                        "if(" + own + ", toDecimal128(ifNull(e.revenue, toDecimal64(0, 4)), 4), toDecimal128(0, 4))"
                                + " AS amount"),
                List.of("e.at >= " + from, "e.at < " + to));
        return "SELECT e.session_id AS session_id, max(e.converts) AS converted, countIf(e.bought) AS purchases,"
                + " sum(e.amount) AS revenue\nFROM (\n" + SqlText.indented(events) + ") AS e\nGROUP BY session_id";
    }

    private List<String> around(String column) {
        return List.of(
                column + " >= "
                        + ReplaySql.time(bindings.named("back", "Int64", period.fromMillis() - ReplaySql.REACH_MS)),
                column + " < "
                        + ReplaySql.time(bindings.named("ahead", "Int64", period.toMillis() + ReplaySql.REACH_MS)));
    }
}

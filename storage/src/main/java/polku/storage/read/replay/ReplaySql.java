package polku.storage.read.replay;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.UInt64;
import polku.storage.control.Goal;
import polku.storage.read.Bindings;
import polku.storage.read.KeptSessions;
import polku.storage.read.PagePattern;
import polku.storage.read.Period;
import polku.storage.read.SqlText;
import polku.storage.read.Tables;
import polku.storage.read.replay.ReplayQuestion.By;

/**
 * The statement that finds recorded sessions: those that overlap the period ({@code s}) and have chunks ({@code r}), with what they did
 * ({@code i} interactions, {@code e} events) only where it is asked about. Columns come from here, all values are bound.
 */
final class ReplaySql {
    /** A session's old state and the row that cancels it lie in the same partition, so partitions need no merging. */
    static final String SETTINGS = "\nSETTINGS do_not_merge_across_partitions_select_final = 1, join_use_nulls = 0";

    /** What a session may last, and an hour for pages that are slow to begin. */
    static final long REACH_MS = 25 * 3_600_000L;

    private final ReplayQuestion question;
    private final Bindings bindings = new Bindings();
    private final KeptSessions kept;
    private final List<String> inReach;

    ReplaySql(ReplayQuestion question) {
        this.question = question;
        Period period = question.period();
        bindings.named("site", "UInt32", Integer.toUnsignedLong(question.site()));
        String back = time(bindings.named("back", "Int64", period.fromMillis() - REACH_MS));
        String ahead = time(bindings.named("ahead", "Int64", period.toMillis() + REACH_MS));
        inReach = List.of(".at >= " + back, ".at < " + ahead);
        kept = new KeptSessions(question.filters(), period, bindings);
    }

    /** Rows of a session's id and how many sessions there are in all (both UInt64), in order. */
    ClickHouse.Select page() {
        List<String> conditions = conditions();
        StringBuilder sql = new StringBuilder("SELECT s.session_id, count() OVER ()\nFROM (\n"
                + SqlText.indented(sessions()) + ") AS s\nINNER JOIN (\n" + SqlText.indented(recorded())
                + ") AS r ON s.session_id = r.session_id");
        Set<By> by = EnumSet.noneOf(By.class);
        question.order().forEach(order -> by.add(order.by()));
        if (by.contains(By.CLICKS) || by.contains(By.FRUSTRATION) || by.contains(By.ERRORS)) {
            sql.append("\nLEFT JOIN (\n")
                    .append(SqlText.indented(interactions()))
                    .append(") AS i ON s.session_id = i.session_id");
        }
        if (by.contains(By.REVENUE)) {
            sql.append("\nLEFT JOIN (\n")
                    .append(SqlText.indented(revenue()))
                    .append(") AS e ON s.session_id = e.session_id");
        }
        if (!conditions.isEmpty()) {
            sql.append("\nWHERE ").append(String.join("\n  AND ", conditions));
        }
        sql.append("\nORDER BY ");
        question.order()
                .forEach(order -> sql.append(order.by().column())
                        .append(order.descending() ? " DESC" : "")
                        .append(", "));
        sql.append("s.started_at DESC, s.session_id\nLIMIT ")
                .append(bindings.named("limit", "UInt32", question.limit()))
                .append(" OFFSET ")
                .append(bindings.named("offset", "UInt32", question.offset()));
        return new ClickHouse.Select(sql + SETTINGS, bindings.values());
    }

    private String sessions() {
        Period period = question.period();
        return Tables.sessions(
                List.of("session_id", "visitor_id", "started_at", "pageviews", "engaged_ms"),
                List.of(
                        "s.started_at >= "
                                + time(bindings.named(
                                        "lookBack", "Int64", period.fromMillis() - (REACH_MS - 3_600_000L))),
                        "s.started_at < " + time(bindings.named("end", "Int64", period.toMillis())),
                        "s.ended_at >= " + time(bindings.named("begin", "Int64", period.fromMillis()))));
    }

    /** Their recordings, from the first event to the last in ms. */
    private String recorded() {
        List<String> columns =
                List.of("session_id", "at", "r.at + toIntervalMillisecond(r.length) AS till", "received_at");
        String long_ = "lasted >= " + bindings.named("leastMillis", "Int64", question.minimumSeconds() * 1000L);
        return "SELECT session_id, dateDiff('millisecond', min(at), max(till)) AS lasted\nFROM (\n"
                + SqlText.indented(Tables.replayChunks(columns, reach("r"))) + ")\nGROUP BY session_id\nHAVING ("
                + long_
                + " OR max(received_at) >= " + live() + ")" + lasting();
    }

    private String live() {
        return "fromUnixTimestamp("
                + bindings.named("liveSince", "Int64", question.now().getEpochSecond() - ReplayStore.LIVE.toSeconds())
                + ")";
    }

    private String lasting() {
        ReplayWhere.Range seconds = question.where().seconds();
        return seconds == null
                ? ""
                : range("lasted", scaled(seconds.from(), 0), scaled(seconds.to(), 999)).stream()
                        .map(condition -> " AND " + condition)
                        .collect(Collectors.joining());
    }

    private static @Nullable Long scaled(@Nullable Integer seconds, int rest) {
        return seconds == null ? null : (Long) (seconds * 1000L + rest);
    }

    private List<String> range(String column, @Nullable Long from, @Nullable Long to) {
        List<String> conditions = new ArrayList<>();
        if (from != null) {
            conditions.add(column + " >= " + bindings.value("Int64", from));
        }
        if (to != null) {
            conditions.add(column + " <= " + bindings.value("Int64", to));
        }
        return conditions;
    }

    private String interactions() {
        return "SELECT i.session_id AS session_id, countIf(i.kind = 'click') AS clicks,"
                + " countIf(i.kind = 'error') AS errors, " + Frustration.SQL + " AS frustration\nFROM (\n"
                + SqlText.indented(Tables.interactions(
                        List.of("session_id", "kind"), with("i", "(i.kind = 'click' OR " + Frustration.KINDS + ")")))
                + ") AS i\nGROUP BY session_id";
    }

    private String revenue() {
        String own = "e.currency IN ('', " + bindings.named("currency", "String", question.currency()) + ")";
        return "SELECT session_id, sum(amount) AS revenue\nFROM (\n"
                + SqlText.indented(Tables.events(
                        List.of("session_id", "toDecimal128(ifNull(e.revenue, toDecimal64(0, 4)), 4) AS amount"),
                        with("e", own)))
                + ")\nGROUP BY session_id";
    }

    private List<String> conditions() {
        ReplayWhere where = question.where();
        List<String> conditions = new ArrayList<>();
        if (!kept.areAll()) {
            conditions.add(isOf("s.session_id", kept.ids()));
        }
        ReplayWhere.Clicked clicked = where.clicked();
        if (clicked != null) {
            List<String> of = new ArrayList<>(List.of(
                    "i.kind = " + bindings.text(clicked.kind()), "i.selector = " + bindings.text(clicked.selector())));
            if (clicked.page() != null) {
                of.add("i.page = " + bindings.text(clicked.page()));
            }
            conditions.add(isOf("s.session_id", interactionsOf(of)));
        }
        if (where.errorText() != null) {
            conditions.add(isOf(
                    "s.session_id", interactionsOf(List.of("i.kind = 'error'", has("i.message", where.errorText())))));
        }
        if (where.requestText() != null) {
            String request = "concat(i.name, ' ', i.target, ' ', toString(i.number))";
            conditions.add(isOf(
                    "s.session_id",
                    interactionsOf(List.of("i.kind = 'failedRequest'", has(request, where.requestText())))));
        }
        if (where.frustration() != null && where.frustration() > 0) {
            conditions.add(isOf(
                    "s.session_id",
                    "SELECT i.session_id AS session_id\nFROM (\n"
                            + SqlText.indented(
                                    Tables.interactions(List.of("session_id", "kind"), with("i", Frustration.KINDS)))
                            + ") AS i\nGROUP BY session_id\nHAVING " + Frustration.SQL + " >= "
                            + bindings.value("Int64", where.frustration())));
        }
        ReplayWhere.Range pages = where.pages();
        if (pages != null) {
            conditions.addAll(range("s.pageviews", exact(pages.from()), exact(pages.to())));
        }
        if (where.visitedPage() != null) {
            conditions.add(isOf(
                    "s.session_id",
                    events("e.name = 'pageview'", PagePattern.condition("e.page", where.visitedPage(), bindings))));
        }
        if (where.purchased() != null) {
            conditions.add(not(where.purchased(), isOf("s.session_id", events("e.name = 'purchase'"))));
        }
        ReplayWhere.Converted converted = where.converted();
        if (converted != null) {
            conditions.add(not(converted.is(), isOf("s.session_id", events(reaches(converted.goal())))));
        }
        conditions.addAll(whose(where));
        return conditions;
    }

    private List<String> whose(ReplayWhere where) {
        List<String> conditions = new ArrayList<>();
        if (where.user() != null) {
            conditions.add(isOf(
                    "s.visitor_id",
                    Tables.identities(
                            List.of("visitor_id"),
                            List.of("u.kind = 'user'", "u.id = " + bindings.text(where.user())))));
        }
        if (where.visitor() != null) {
            conditions.add("s.visitor_id = " + bindings.value("UInt64", UInt64.of(where.visitor())));
        }
        if (where.sessions() != null) {
            conditions.add("s.session_id IN " + ids(where.sessions()));
        }
        if (where.excludedSessions() != null) {
            conditions.add("s.session_id NOT IN " + ids(where.excludedSessions()));
        }
        return conditions;
    }

    private String reaches(Goal goal) {
        return kept.reaches(goal);
    }

    private String ids(List<Long> ids) {
        return bindings.value("Array(UInt64)", ids.stream().map(UInt64::of).toList());
    }

    private String interactionsOf(List<String> conditions) {
        List<String> all = new ArrayList<>(reach("i"));
        all.addAll(conditions);
        return Tables.interactions(List.of("session_id"), all);
    }

    private String events(String... conditions) {
        List<String> all = new ArrayList<>(reach("e"));
        all.addAll(List.of(conditions));
        return Tables.events(List.of("session_id"), all);
    }

    private List<String> with(String alias, String condition) {
        List<String> all = new ArrayList<>(reach(alias));
        all.add(condition);
        return all;
    }

    private List<String> reach(String alias) {
        return inReach.stream().map(condition -> alias + condition).toList();
    }

    private String has(String column, String part) {
        return "positionCaseInsensitiveUTF8(" + column + ", " + bindings.text(part) + ") > 0";
    }

    private static @Nullable Long exact(@Nullable Integer number) {
        return number == null ? null : (Long) number.longValue();
    }

    private static String isOf(String column, String ids) {
        return column + " IN (\n" + SqlText.indented(ids) + ")";
    }

    private static String not(boolean is, String condition) {
        return is ? condition : "NOT " + condition;
    }

    static String time(String millis) {
        return "fromUnixTimestamp64Milli(" + millis + ", 'UTC')";
    }
}

package polku.storage.read;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Composes the SQL of the general query. The only class that does: dimensions, metrics and operators come from enums, every
 * value is bound, tables are read through {@link Tables}.
 *
 * <p>How. A period is read twice: the <em>events</em> in it (pageviews, revenue, …), and the <em>sessions</em> that overlap
 * it (visitors, bounces, durations, …). Both give one row per step of the series and values of the dimensions; the rows of
 * both, and of the period compared with, are then laid on top of each other:
 *
 * <pre>
 *   SELECT key…, metric… FROM (events UNION ALL sessions UNION ALL events compared UNION ALL sessions compared)
 *   GROUP BY key… ORDER BY … LIMIT …
 * </pre>
 *
 * <p>Which sessions a filter on events keeps, and in which values of an event's dimension they count, is decided by all of
 * a session's events, also by those outside the period; sessions last a day at most, so that far is read around it. The steps of
 * a series come as numbers ({@link Buckets}): {@code roundDown} finds a step's start by binary search, {@code transform} its
 * index.
 */
final class ReportSql {
    private static final long LONGEST_SESSION_MILLIS = 24 * 60 * 60 * 1000;
    private static final List<String> EVENT_COLUMNS =
            List.of("session_id", "at", "name", "page", "hostname", "props", "revenue", "currency");
    private static final List<String> SESSION_COLUMNS = Stream.concat(
                    Stream.of(
                            "session_id",
                            "visitor_id",
                            "started_at",
                            "ended_at",
                            "events",
                            "pageviews",
                            "engaged_ms",
                            "entry_hostname",
                            "exit_hostname"),
                    Stream.of(Dimension.OfSession.values()).map(Dimension.OfSession::column))
            .toList();

    private final ReportQuestion question;
    private final Bindings bindings = new Bindings();
    private final FilterSql filters;
    private final List<String> keys;
    private final List<Integer> eventKeys;
    private final List<String> ofEvents = new ArrayList<>();
    private final List<String> ofSessions = new ArrayList<>();
    private final List<String> ofBoth = new ArrayList<>();
    private final Measures measures;

    private ReportSql(ReportQuestion question, HostScope hostScope) {
        this.question = question;
        filters = new FilterSql(bindings, hostScope);
        bindings.named("site", "UInt32", Integer.toUnsignedLong(question.site()));
        keys = question.dimensions().stream().map(filters::column).toList();
        eventKeys = IntStream.range(0, keys.size())
                .filter(i -> !(question.dimensions().get(i) instanceof Dimension.OfSession))
                .boxed()
                .toList();
        List<String> entered = new ArrayList<>();
        for (Filter filter : question.filters()) {
            boolean event = filters.sides(filter).contains(FilterSql.Side.EVENT);
            boolean session = filters.sides(filter).contains(FilterSql.Side.SESSION);
            (event && session ? ofBoth : event ? ofEvents : ofSessions).add(filters.condition(filter));
            if (event && filters.isAboutPages(filter)) {
                entered.add(filters.entryCondition(filter));
            }
        }
        for (int i : eventKeys) {
            if (question.dimensions().get(i) == Dimension.OfEvent.PAGE) {
                entered.add("s.entry_page = s.d" + i);
            }
        }
        String currency = bindings.named("currency", "String", question.currency());
        measures = new Measures(question.metrics(), filters, String.join(" AND ", entered), currency);
    }

    /**
     * One row each: {@code b} (index of the step; 0 without series), {@code d0}… (dimensions), {@code a0}… (metrics), {@code
     * c0}… (metrics compared with; only with a comparison), {@code total} (rows before the limit).
     */
    static SqlStatement rows(ReportQuestion question) {
        return new ReportSql(question, HostScope.of(question.dimensions())).statement();
    }

    /** One row, as of {@link #rows} without dimensions. */
    static SqlStatement totals(ReportQuestion question) {
        return new ReportSql(question.total(), HostScope.of(question.dimensions())).statement();
    }

    /** Revenue in the period that is not in the site's currency: {@code currency}, {@code amount}. */
    static SqlStatement otherCurrencies(ReportQuestion question) {
        ReportSql composer = new ReportSql(question.total(), HostScope.of(question.dimensions()));
        Span span = composer.new Span(0, question.period(), null);
        String sql = "SELECT e.currency AS currency, sum(e.revenue) AS amount\n"
                + span.eventsWithSessions(
                        List.of("e.revenue IS NOT NULL", "e.currency NOT IN ('', {currency:String})"), false)
                + "\nGROUP BY currency ORDER BY currency" + settings();
        return new SqlStatement(sql, composer.bindings.values());
    }

    private SqlStatement statement() {
        List<String> parts = new ArrayList<>(new Span(0, question.period(), question.series()).parts());
        if (question.comparison() != null) {
            parts.addAll(new Span(1, question.comparison(), question.comparisonSeries()).parts());
        }
        List<String> columns = new ArrayList<>();
        List<String> groups = groups();
        groups.forEach(group -> columns.add("x." + group + " AS " + group));
        columns.addAll(numbered("a", measures.metrics(0)));
        if (question.comparison() != null) {
            columns.addAll(numbered("c", measures.metrics(1)));
        }
        columns.add("count() OVER () AS total");
        StringBuilder sql = new StringBuilder("SELECT " + String.join(",\n  ", columns))
                .append("\nFROM (\n")
                .append(String.join("\nUNION ALL\n", parts))
                .append("\n) AS x");
        if (!groups.isEmpty()) {
            sql.append("\nGROUP BY ").append(String.join(", ", groups));
            if (question.comparison() != null && !question.isPlainSeries()) {
                sql.append("\nHAVING min(x.compared) = 0");
            }
            sql.append("\nORDER BY ").append(String.join(", ", order()));
        }
        if (!question.isPlainSeries()) {
            sql.append("\nLIMIT ")
                    .append(bindings.named("limit", "UInt32", question.limit()))
                    .append(" OFFSET ")
                    .append(bindings.named("offset", "UInt32", question.offset()));
        }
        return new SqlStatement(sql.append(settings()).toString(), bindings.values());
    }

    /** A session's old state and the row that cancels it lie in the same partition, so partitions need no merging. */
    private static String settings() {
        return "\nSETTINGS do_not_merge_across_partitions_select_final = 1, join_use_nulls = 0";
    }

    private List<String> groups() {
        List<String> groups = new ArrayList<>();
        if (question.series() != null) {
            groups.add("b");
        }
        IntStream.range(0, keys.size()).forEach(i -> groups.add("d" + i));
        return groups;
    }

    private List<String> order() {
        List<String> order = new ArrayList<>();
        if (question.series() != null) {
            order.add("b");
        }
        for (ReportQuestion.Order by : question.order()) {
            String column = by instanceof ReportQuestion.Order.ByMetric metric
                    ? "a" + metric.index()
                    : "d" + ((ReportQuestion.Order.ByDimension) by).index();
            order.add(column + (by.descending() ? " DESC" : " ASC") + " NULLS LAST");
        }
        IntStream.range(0, keys.size()).forEach(i -> order.add("d" + i));
        return order;
    }

    private static List<String> numbered(String prefix, List<String> expressions) {
        return IntStream.range(0, expressions.size())
                .mapToObj(i -> expressions.get(i) + " AS " + prefix + i)
                .toList();
    }

    private static String indented(String sql) {
        return sql.indent(2).stripTrailing();
    }

    /** The reads of one period: the one asked for (0) or the one it is compared with (1). */
    private final class Span {
        private final int compared;
        private final @Nullable Buckets series;
        private final String from;
        private final String to;
        private final String lookBack;
        private final String lookAhead;
        private final String starts;

        Span(int compared, Period period, @Nullable Buckets series) {
            this.compared = compared;
            this.series = series;
            from = time("from", period.fromMillis());
            to = time("to", period.toMillis());
            lookBack = time("lookBack", period.fromMillis() - LONGEST_SESSION_MILLIS);
            lookAhead = time("lookAhead", period.toMillis() + LONGEST_SESSION_MILLIS);
            starts = series == null ? "" : starts(series);
        }

        List<String> parts() {
            List<String> parts = new ArrayList<>();
            if (measures.needEvents()) {
                parts.add(eventPart());
            }
            if (measures.needSessions()) {
                parts.add(sessionPart());
            }
            return parts;
        }

        private String eventPart() {
            List<String> columns = new ArrayList<>(List.of(compared + " AS compared"));
            if (series != null) {
                columns.add(step("toUnixTimestamp64Milli(e.at)") + " AS b");
            }
            columns.addAll(numbered("d", keys));
            measures.all()
                    .forEach(measure -> columns.add((measure.ofEvents().isEmpty() ? measure.zero() : measure.ofEvents())
                            + " AS " + measure.name()));
            boolean sessionKeys = eventKeys.size() < keys.size();
            return select(columns) + eventsWithSessions(List.of(), sessionKeys) + groupBy();
        }

        /** FROM and WHERE over the period's events that match the filters, joined to their sessions where need be. */
        String eventsWithSessions(List<String> further, boolean needSessions) {
            List<String> conditions = new ArrayList<>(List.of("e.at >= " + from, "e.at < " + to));
            conditions.addAll(further);
            return matching(conditions, needSessions);
        }

        private String matching(List<String> window, boolean needSessions) {
            List<String> conditions = new ArrayList<>(window);
            conditions.addAll(ofEvents);
            boolean join = needSessions || !ofBoth.isEmpty();
            if (!join && !ofSessions.isEmpty()) {
                conditions.add("e.session_id IN (\n" + indented(sessions(List.of("session_id"), List.of())) + ")");
            }
            StringBuilder sql =
                    new StringBuilder("FROM (\n" + indented(Tables.events(EVENT_COLUMNS, conditions)) + ") AS e");
            if (join) {
                sql.append("\nINNER JOIN (\n")
                        .append(indented(sessions(SESSION_COLUMNS, List.of())))
                        .append(") AS s ON e.session_id = s.session_id");
            }
            if (!ofBoth.isEmpty()) {
                sql.append("\nWHERE ").append(String.join(" AND ", ofBoth));
            }
            return sql.toString();
        }

        /** Sessions that overlap the period and meet the filters on sessions. */
        private String sessions(List<String> columns, List<String> further) {
            List<String> conditions = new ArrayList<>(
                    List.of("s.started_at >= " + lookBack, "s.started_at < " + to, "s.ended_at >= " + from));
            conditions.addAll(ofSessions);
            conditions.addAll(further);
            return Tables.sessions(columns, conditions);
        }

        private String sessionPart() {
            List<String> columns = new ArrayList<>(List.of(compared + " AS compared"));
            if (series != null) {
                columns.add("s.b AS b");
            }
            IntStream.range(0, keys.size()).forEach(i -> columns.add("s.d" + i + " AS d" + i));
            measures.all()
                    .forEach(measure ->
                            columns.add((measure.ofSessions().isEmpty() ? measure.zero() : measure.ofSessions())
                                    + " AS " + measure.name()));
            return select(columns) + "FROM (\n" + indented(sessionRows()) + ") AS s" + conversions() + groupBy();
        }

        /** One row per session, step that it overlaps and value of the events' dimensions that it contains. */
        private String sessionRows() {
            List<String> columns = new ArrayList<>(SESSION_COLUMNS.stream()
                    .map(column -> "s." + column + " AS " + column)
                    .toList());
            if (series != null) {
                String first = step("toUnixTimestamp64Milli(greatest(s.started_at, " + from + "))");
                String last = step("least(toUnixTimestamp64Milli(s.ended_at), {to" + compared + ":Int64} - 1)");
                columns.add("arrayJoin(range(" + first + ", " + last + " + 1)) AS b");
            }
            boolean byEvent = !eventKeys.isEmpty();
            if (byEvent) {
                columns.add("arrayJoin(f.found) AS found");
            }
            for (int i = 0; i < keys.size(); i++) {
                int position = eventKeys.indexOf(i);
                columns.add(
                        position < 0
                                ? keys.get(i) + " AS d" + i
                                : (eventKeys.size() == 1 ? "found" : "found." + (position + 1)) + " AS d" + i);
            }
            boolean byFilter = !ofEvents.isEmpty() || !ofBoth.isEmpty();
            List<String> further = new ArrayList<>();
            if (byFilter && !byEvent) {
                further.add("s.session_id IN (\nSELECT e.session_id AS session_id\n" + around() + ")");
            }
            String sessions = sessions(SESSION_COLUMNS, further);
            if (!byEvent) {
                return select(columns) + "FROM (\n" + indented(sessions) + ") AS s";
            }
            String found = eventKeys.stream().map(keys::get).collect(Collectors.joining(", "));
            String values = eventKeys.size() == 1 ? found : "tuple(" + found + ")";
            return select(columns)
                    + "FROM (\nSELECT e.session_id AS session_id, groupUniqArray(" + values + ") AS found\n"
                    + around() + "\nGROUP BY session_id) AS f\nINNER JOIN (\n" + indented(sessions)
                    + ") AS s ON f.session_id = s.session_id";
        }

        /** The matching events of the period's sessions, wherever in the session they are. */
        private String around() {
            return matching(List.of("e.at >= " + lookBack, "e.at < " + lookAhead), false);
        }

        /** For each conversion rate, whether a session converted in the period, or in the step of the series. */
        private String conversions() {
            List<String> reached = measures.reached();
            if (reached.isEmpty()) {
                return "";
            }
            List<String> columns = new ArrayList<>(List.of("e.session_id AS session_id"));
            if (series != null) {
                columns.add(step("toUnixTimestamp64Milli(e.at)") + " AS b");
            }
            IntStream.range(0, reached.size()).forEach(i -> columns.add("max(" + reached.get(i) + ") AS reached" + i));
            String events = Tables.events(
                    EVENT_COLUMNS,
                    List.of("e.at >= " + from, "e.at < " + to, "(" + String.join(" OR ", reached) + ")"));
            return "\nLEFT JOIN (\n"
                    + indented(select(columns) + "FROM (\n" + indented(events) + ") AS e\nGROUP BY session_id"
                            + (series == null ? "" : ", b"))
                    + ") AS r ON s.session_id = r.session_id" + (series == null ? "" : " AND s.b = r.b");
        }

        private String step(String millis) {
            return "transform(roundDown(" + millis + ", " + starts + "), " + starts + ", range(toInt64(length(" + starts
                    + "))))";
        }

        private String starts(Buckets buckets) {
            Buckets.Runs runs = buckets.runs();
            return "arrayCumSum(arrayConcat(["
                    + bindings.named(
                            "start" + compared, "Int64", buckets.starts().get(0))
                    + "], arrayFlatten(arrayMap((l, n) -> arrayWithConstant(n, l), "
                    + bindings.named("lengths" + compared, "Array(Int64)", runs.lengths()) + ", "
                    + bindings.named("repeats" + compared, "Array(UInt32)", runs.repeats()) + "))))";
        }

        private String time(String name, long millis) {
            return "fromUnixTimestamp64Milli(" + bindings.named(name + compared, "Int64", millis) + ", 'UTC')";
        }

        private String groupBy() {
            List<String> groups = groups();
            return groups.isEmpty() ? "" : "\nGROUP BY " + String.join(", ", groups);
        }

        private static String select(List<String> columns) {
            return "SELECT " + String.join(", ", columns) + "\n";
        }
    }
}

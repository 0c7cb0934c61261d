package polku.storage.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import polku.storage.read.Measures.Measure;

/**
 * The reads of one period, the one asked for (0) or the one it is compared with (1): of its events, and of the sessions
 * that overlap it.
 *
 * <p>Which sessions a filter on events keeps, and in which values of an event's dimension they count, is decided by all of
 * a session's events, also by those outside the period; sessions last a day at most, so that far is read around it. The steps of
 * a series come as numbers ({@link Buckets}): {@code roundDown} finds a step's start by binary search, {@code transform} its
 * index.
 */
final class PeriodSql {
    private static final long LONGEST_SESSION_MILLIS = 24 * 60 * 60 * 1000;
    private static final List<String> EVENT_COLUMNS = List.of(
            "session_id", "visitor_id", "at", "name", "page", "title", "hostname", "props", "revenue", "currency");
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

    /**
     * What rows are told apart by.
     *
     * @param columns of the dimensions
     * @param ofEvents which of them are of events, not of sessions
     * @param ofTime whether some tell when an event happened, so that only those of the period have a place
     */
    record Keys(List<String> columns, List<Integer> ofEvents, boolean ofTime) {
        boolean areOfEventsOnly() {
            return ofEvents.size() == columns.size();
        }

        List<String> groups(boolean series) {
            List<String> groups = new ArrayList<>(series ? List.of("b") : List.of());
            IntStream.range(0, columns.size()).forEach(i -> groups.add("d" + i));
            return groups;
        }
    }

    /** The filters, by what they look at. */
    record Conditions(List<String> ofEvents, List<String> ofSessions, List<String> ofBoth) {}

    private final Keys keys;
    private final Conditions conditions;
    private final Measures measures;
    private final GroupColumns groups;
    private final Bindings bindings;
    private final int compared;
    private final String label;
    private final Period period;
    private final @Nullable Buckets series;
    private final String from;
    private final String to;
    private final String lookBack;
    private final String lookAhead;
    private final String lastDay;
    private final String starts;

    PeriodSql(
            int compared,
            Period period,
            @Nullable Buckets series,
            Keys keys,
            Conditions conditions,
            Measures measures,
            GroupColumns groups,
            Bindings bindings) {
        this(compared, "" + compared, period, series, keys, conditions, measures, groups, bindings);
    }

    /** @param label tells the names of its bound values from those of other reads */
    private PeriodSql(
            int compared,
            String label,
            Period period,
            @Nullable Buckets series,
            Keys keys,
            Conditions conditions,
            Measures measures,
            GroupColumns groups,
            Bindings bindings) {
        this.label = label;
        this.period = period;
        this.keys = keys;
        this.conditions = conditions;
        this.measures = measures;
        this.groups = groups;
        this.bindings = bindings;
        this.compared = compared;
        this.series = series;
        from = time("from", period.fromMillis());
        to = time("to", period.toMillis());
        lookBack = time("lookBack", period.fromMillis() - LONGEST_SESSION_MILLIS);
        lookAhead = time("lookAhead", period.toMillis() + LONGEST_SESSION_MILLIS);
        lastDay = time("lastDay", period.toMillis() - LONGEST_SESSION_MILLIS);
        starts = series == null ? "" : starts(series);
    }

    /** From the first to the last moment that the question's reads look at. */
    static Period span(ReportQuestion question) {
        Period other = question.comparison() == null ? question.period() : question.comparison();
        return new Period(
                Instant.ofEpochMilli(
                        Math.min(question.period().fromMillis(), other.fromMillis()) - LONGEST_SESSION_MILLIS),
                Instant.ofEpochMilli(
                        Math.max(question.period().toMillis(), other.toMillis()) + LONGEST_SESSION_MILLIS));
    }

    List<String> parts() {
        SlotSql slots = slots();
        return slots == null ? parts(measures.all(), List.of()) : partsWith(slots);
    }

    /** @param further conditions on the sessions */
    private List<String> parts(List<Measure> counted, List<String> further) {
        List<String> parts = new ArrayList<>();
        if (counted.stream().anyMatch(measure -> !measure.ofEvents().isEmpty())) {
            parts.add(eventPart(counted));
        }
        if (counted.stream().anyMatch(measure -> !measure.ofSessions().isEmpty())) {
            parts.add(eventsTellSessions() ? sessionPartFromEvents() : sessionPart(counted, further));
        }
        return parts;
    }

    /** Null where they do not tell it. */
    private @Nullable SlotSql slots() {
        boolean plain = keys.columns().isEmpty()
                && conditions.ofEvents().isEmpty()
                && conditions.ofSessions().isEmpty()
                && conditions.ofBoth().isEmpty();
        return plain ? SlotSql.of(period, series, label, bindings) : null;
    }

    /** Whole slots are added up; what lies before the first and behind the last is read as it came. */
    private List<String> partsWith(SlotSql slots) {
        List<Measure> inSlots = measures.all().stream()
                .filter(measure -> !measure.ofSlots().isEmpty())
                .toList();
        List<String> parts = new ArrayList<>();
        if (inSlots.stream().anyMatch(measure -> !measure.ofEvents().isEmpty())) {
            parts.add(part(ofSlots(inSlots, Measure::ofEvents), "e.millis", slots.events()));
        }
        if (inSlots.stream().anyMatch(measure -> !measure.ofSessions().isEmpty())) {
            parts.add(part(ofSlots(inSlots, Measure::ofSessions), "s.millis", slots.sessions()));
        }
        if (slots.before() != null) {
            parts.addAll(part("before", slots.before()).parts(inSlots, List.of()));
        }
        if (slots.after() != null) {
            PeriodSql after = part("after", slots.after());
            parts.addAll(after.parts(inSlots, List.of("s.started_at >= " + after.from)));
        }
        if (!measures.reaching().isEmpty()) {
            String reaching = "(" + String.join(" OR ", measures.reaching()) + ")";
            List<String> where = List.of("e.at >= " + from, "e.at < " + to, reaching);
            parts.add(part(
                    Measure::ofReaching,
                    "toUnixTimestamp64Milli(e.at)",
                    "FROM (\n" + SqlText.indented(events(where)) + ") AS e"));
        }
        List<Measure> others = measures.all().stream()
                .filter(measure ->
                        measure.ofSlots().isEmpty() && measure.ofReaching().isEmpty())
                .toList();
        parts.addAll(parts(others, List.of()));
        return parts;
    }

    /** Revenue that is not in the site's currency, as {@code currency} and {@code amount}, several rows of each. */
    List<String> otherCurrencies() {
        String other = "e.currency NOT IN ('', {currency:String})";
        SlotSql slots = slots();
        if (slots == null) {
            String amounts = "SELECT e.currency AS currency, toDecimal128(assumeNotNull(e.revenue), 4) AS amount\n";
            return List.of(
                    amounts + eventsWithSessions(List.of("e.revenue IS NOT NULL", "e.revenue != 0", other), false));
        }
        List<String> parts = new ArrayList<>();
        parts.add("SELECT e.currency AS currency, e.revenue AS amount\n" + slots.events()
                + "\nWHERE e.revenue != 0 AND " + other);
        if (slots.before() != null) {
            parts.addAll(part("before", slots.before()).otherCurrencies());
        }
        if (slots.after() != null) {
            parts.addAll(part("after", slots.after()).otherCurrencies());
        }
        return parts;
    }

    private static Function<Measure, String> ofSlots(List<Measure> counted, Function<Measure, String> side) {
        return measure -> counted.contains(measure) && !side.apply(measure).isEmpty() ? measure.ofSlots() : "";
    }

    private PeriodSql part(String name, Period part) {
        return new PeriodSql(compared, label + name, part, series, keys, conditions, measures, groups, bindings);
    }

    private String part(Function<Measure, String> counted, String millis, String source) {
        List<String> columns = new ArrayList<>(List.of(compared + " AS compared"));
        if (series != null) {
            columns.add(step(millis) + " AS b");
        }
        columns.addAll(counts(counted));
        return select(columns) + source + groupBy();
    }

    /** All measures, 0 where {@code counted} has no expression. */
    private List<String> counts(Function<Measure, String> counted) {
        return measures.all().stream()
                .map(measure -> {
                    String sql = counted.apply(measure);
                    return (sql.isEmpty() ? measure.zero() : sql) + " AS " + measure.name();
                })
                .toList();
    }

    private String eventPart(List<Measure> counted) {
        List<String> columns = new ArrayList<>(List.of(compared + " AS compared"));
        if (series != null) {
            columns.add(step("toUnixTimestamp64Milli(e.at)") + " AS b");
        }
        columns.addAll(SqlText.numbered("d", keys.columns()));
        columns.addAll(counts(measure -> counted.contains(measure) ? measure.ofEvents() : ""));
        boolean sessionKeys = !keys.areOfEventsOnly();
        return select(columns) + eventsWithSessions(List.of(), sessionKeys) + groupBy();
    }

    /** FROM and WHERE over the period's events that match the filters, joined to their sessions where need be. */
    String eventsWithSessions(List<String> further, boolean needSessions) {
        List<String> where = new ArrayList<>(List.of("e.at >= " + from, "e.at < " + to));
        where.addAll(further);
        return matching(where, needSessions);
    }

    private String matching(List<String> window, boolean needSessions) {
        List<String> where = new ArrayList<>(window);
        where.addAll(conditions.ofEvents());
        boolean join = needSessions || !conditions.ofBoth().isEmpty();
        if (!join && !conditions.ofSessions().isEmpty()) {
            where.add("e.session_id IN (\n" + SqlText.indented(sessions(List.of("session_id"), List.of())) + ")");
        }
        StringBuilder sql = new StringBuilder("FROM (\n" + SqlText.indented(events(where)) + ") AS e");
        if (join) {
            sql.append("\nINNER JOIN (\n")
                    .append(SqlText.indented(wholeSessions(List.of())))
                    .append(") AS s ON e.session_id = s.session_id");
        }
        if (!conditions.ofBoth().isEmpty()) {
            sql.append("\nWHERE ").append(String.join(" AND ", conditions.ofBoth()));
        }
        return sql.toString();
    }

    private String events(List<String> where) {
        return Tables.events(
                Stream.concat(EVENT_COLUMNS.stream(), groups.events().stream()).toList(), where);
    }

    private String wholeSessions(List<String> further) {
        return sessions(
                Stream.concat(SESSION_COLUMNS.stream(), groups.sessions().stream())
                        .toList(),
                further);
    }

    /** Sessions that overlap the period and meet the filters on sessions. */
    private String sessions(List<String> columns, List<String> further) {
        List<String> where = new ArrayList<>(
                List.of("s.started_at >= " + lookBack, "s.started_at < " + to, "s.ended_at >= " + from));
        where.addAll(conditions.ofSessions());
        where.addAll(further);
        return Tables.sessions(columns, where);
    }

    /** In a breakdown by events' dimensions alone, who visited is in the events: several times as fast as a join. */
    private boolean eventsTellSessions() {
        return series == null
                && !keys.columns().isEmpty()
                && keys.areOfEventsOnly()
                && conditions.ofBoth().isEmpty()
                && measures.eventsTellSessions();
    }

    private String sessionPartFromEvents() {
        List<String> columns = new ArrayList<>(List.of(compared + " AS compared"));
        columns.addAll(SqlText.numbered("d", keys.columns()));
        columns.addAll(counts(measure -> measure.ofSessions().isEmpty() ? "" : measure.ofTheirEvents()));
        return select(columns) + theirEvents() + groupBy();
    }

    /** The matching events of the sessions that overlap the period; by time, those in the period. */
    private String theirEvents() {
        if (keys.ofTime() || !conditions.ofSessions().isEmpty()) {
            return matching(window(), false);
        }
        // An event in the period is of a session that overlaps it; of the others only those at its edges are, and as no
        // session lasts longer than a day, those lie near.
        String edges = sessions(
                List.of("session_id"),
                List.of("(s.started_at < " + from + " OR s.started_at >= " + lastDay + " AND s.ended_at >= " + to
                        + ")"));
        List<String> inside = new ArrayList<>(List.of("e.at >= " + from, "e.at < " + to));
        List<String> outside = new ArrayList<>(List.of(
                "(e.at >= " + lookBack + " AND e.at < " + from + " OR e.at >= " + to + " AND e.at < " + lookAhead + ")",
                "e.session_id IN (\n" + SqlText.indented(edges) + ")"));
        inside.addAll(conditions.ofEvents());
        outside.addAll(conditions.ofEvents());
        return "FROM (\n" + SqlText.indented(events(inside) + "\nUNION ALL\n" + events(outside)) + ") AS e";
    }

    private String sessionPart(List<Measure> counted, List<String> conditionsOfSessions) {
        List<String> columns = new ArrayList<>(List.of(compared + " AS compared"));
        if (series != null) {
            columns.add("s.b AS b");
        }
        IntStream.range(0, keys.columns().size()).forEach(i -> columns.add("s.d" + i + " AS d" + i));
        columns.addAll(counts(measure -> counted.contains(measure) ? measure.ofSessions() : ""));
        boolean converts = counted.stream().anyMatch(Measure::isOfConversions);
        return select(columns) + "FROM (\n" + SqlText.indented(sessionRows(conditionsOfSessions)) + ") AS s"
                + (converts ? conversions() : "") + groupBy();
    }

    /** One row per session, step that it overlaps and value of the events' dimensions that it contains. */
    private String sessionRows(List<String> conditionsOfSessions) {
        List<String> columns = new ArrayList<>(Stream.concat(SESSION_COLUMNS.stream(), groups.sessionNames().stream())
                .map(column -> "s." + column + " AS " + column)
                .toList());
        if (series != null) {
            String first = step("toUnixTimestamp64Milli(greatest(s.started_at, " + from + "))");
            String last = step("least(toUnixTimestamp64Milli(s.ended_at), {to" + label + ":Int64} - 1)");
            columns.add("arrayJoin(range(" + first + ", " + last + " + 1)) AS b");
        }
        boolean byEvent = !keys.ofEvents().isEmpty();
        if (byEvent) {
            columns.add("arrayJoin(f.found) AS found");
        }
        for (int i = 0; i < keys.columns().size(); i++) {
            int position = keys.ofEvents().indexOf(i);
            columns.add(
                    position < 0
                            ? keys.columns().get(i) + " AS d" + i
                            : (keys.ofEvents().size() == 1 ? "found" : "found." + (position + 1)) + " AS d" + i);
        }
        boolean byFilter =
                !conditions.ofEvents().isEmpty() || !conditions.ofBoth().isEmpty();
        List<String> further = new ArrayList<>(conditionsOfSessions);
        if (byFilter && !byEvent) {
            further.add("s.session_id IN (\nSELECT e.session_id AS session_id\n" + around() + ")");
        }
        String sessions = wholeSessions(further);
        if (!byEvent) {
            return select(columns) + "FROM (\n" + SqlText.indented(sessions) + ") AS s";
        }
        String found = keys.ofEvents().stream().map(keys.columns()::get).collect(Collectors.joining(", "));
        String values = keys.ofEvents().size() == 1 ? found : "tuple(" + found + ")";
        return select(columns)
                + "FROM (\nSELECT e.session_id AS session_id, groupUniqArray(" + values + ") AS found\n"
                + around() + "\nGROUP BY session_id) AS f\nINNER JOIN (\n" + SqlText.indented(sessions)
                + ") AS s ON f.session_id = s.session_id";
    }

    /** The matching events that tell which sessions count, and where. */
    private String around() {
        return matching(window(), false);
    }

    /** Wherever in the period's sessions they are; by time, those in the period. */
    private List<String> window() {
        return keys.ofTime()
                ? List.of("e.at >= " + from, "e.at < " + to)
                : List.of("e.at >= " + lookBack, "e.at < " + lookAhead);
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
        String events = events(List.of("e.at >= " + from, "e.at < " + to, "(" + String.join(" OR ", reached) + ")"));
        return "\nLEFT JOIN (\n"
                + SqlText.indented(select(columns) + "FROM (\n" + SqlText.indented(events)
                        + ") AS e\nGROUP BY session_id" + (series == null ? "" : ", b"))
                + ") AS r ON s.session_id = r.session_id" + (series == null ? "" : " AND s.b = r.b");
    }

    private String step(String millis) {
        return "transform(roundDown(" + millis + ", " + starts + "), " + starts + ", range(toInt64(length(" + starts
                + "))))";
    }

    private String starts(Buckets buckets) {
        Buckets.Runs runs = buckets.runs();
        return "arrayCumSum(arrayConcat(["
                + bindings.named("start" + label, "Int64", buckets.starts().get(0))
                + "], arrayFlatten(arrayMap((l, n) -> arrayWithConstant(n, l), "
                + bindings.named("lengths" + label, "Array(Int64)", runs.lengths()) + ", "
                + bindings.named("repeats" + label, "Array(UInt32)", runs.repeats()) + "))))";
    }

    private String time(String name, long millis) {
        return "fromUnixTimestamp64Milli(" + bindings.named(name + label, "Int64", millis) + ", 'UTC')";
    }

    private String groupBy() {
        List<String> groups = keys.groups(series != null);
        return groups.isEmpty() ? "" : "\nGROUP BY " + String.join(", ", groups);
    }

    private static String select(List<String> columns) {
        return "SELECT " + String.join(", ", columns) + "\n";
    }
}

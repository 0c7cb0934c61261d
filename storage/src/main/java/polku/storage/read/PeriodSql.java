package polku.storage.read;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import polku.storage.read.Measures.Measure;
import polku.storage.read.Measures.Source;

/**
 * The reads of one period, the one asked for (0) or the one it is compared with (1): of its events, and of the sessions
 * that overlap it.
 */
final class PeriodSql {
    private static final String AT = "toUnixTimestamp64Milli(e.at)";
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

    private final Keys keys;
    private final MatchingSql.Conditions conditions;
    private final Measures measures;
    private final GroupColumns groups;
    private final Bindings bindings;
    private final int compared;
    private final String label;
    private final Period period;
    private final @Nullable Buckets series;
    private final TimesSql times;
    private final MatchingSql matching;
    private final @Nullable StepSql steps;

    PeriodSql(
            int compared,
            Period period,
            @Nullable Buckets series,
            Keys keys,
            MatchingSql.Conditions conditions,
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
            MatchingSql.Conditions conditions,
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
        times = new TimesSql(period, label, bindings);
        matching = new MatchingSql(times, conditions, groups, keys.ofTime());
        steps = series == null ? null : new StepSql(series, label, bindings);
    }

    /** From the first to the last moment that the question's reads look at. */
    static Period span(ReportQuestion question) {
        Period period = question.period();
        Period other = question.comparison() == null ? period : question.comparison();
        return TimesSql.around(new Period(
                period.from().isBefore(other.from()) ? period.from() : other.from(),
                period.to().isAfter(other.to()) ? period.to() : other.to()));
    }

    /** Each counts some of the measures, all of them together every measure that is asked for once. */
    List<String> parts() {
        List<Measure> asked = measures.all();
        if (conditions.areNone() && keys.columns().isEmpty()) {
            SlotSql slots = SlotSql.of(period, series, label, bindings);
            return slots == null ? allParts(asked) : partsWith(slots, asked);
        }
        boolean bySessions = conditions.areOfSessionsOnly()
                && series == null
                && keys.ofEvents().isEmpty();
        return bySessions ? partsOfSessions(asked) : allParts(asked);
    }

    /** Of any question. */
    private List<String> allParts(List<Measure> counted) {
        List<Measure> ofEvents = toldBy(Source.EVENTS, counted);
        List<Measure> ofSessions = toldBy(Source.SESSIONS, counted);
        List<String> parts = new ArrayList<>();
        if (!ofSessions.isEmpty() && eventsTellSessions()) {
            parts.add(part(counted, AT, matching.theirEvents(), Source.EVENTS, Source.EVENTS_OF_SESSIONS));
            return parts;
        }
        if (!ofEvents.isEmpty()) {
            parts.add(eventPart(ofEvents));
        }
        if (!ofSessions.isEmpty()) {
            parts.add(sessionPart(ofSessions, List.of(), Source.SESSIONS));
        }
        return parts;
    }

    /** Whole slots are added up; what lies before the first and behind the last is read as it came. */
    private List<String> partsWith(SlotSql slots, List<Measure> asked) {
        List<Measure> rest = new ArrayList<>(asked);
        List<String> parts = new ArrayList<>();
        List<Measure> ofEvents = take(Source.EVENT_SLOTS, rest);
        if (!ofEvents.isEmpty()) {
            parts.add(part(ofEvents, "e.millis", slots.events(), Source.EVENT_SLOTS));
        }
        List<Measure> ofSessions = take(Source.SESSION_SLOTS, rest);
        if (!ofSessions.isEmpty()) {
            parts.add(part(ofSessions, "s.millis", slots.sessions(), Source.SESSION_SLOTS));
        }
        List<Measure> inSlots =
                Stream.concat(ofEvents.stream(), ofSessions.stream()).toList();
        if (slots.before() != null) {
            parts.addAll(part("before", slots.before()).allParts(inSlots));
        }
        if (slots.after() != null) {
            PeriodSql after = part("after", slots.after());
            if (!ofEvents.isEmpty()) {
                parts.add(after.eventPart(ofEvents));
            }
            if (!ofSessions.isEmpty()) {
                // who came earlier is in the slots
                parts.add(after.sessionPart(
                        ofSessions, List.of("s.started_at >= " + after.times.from()), Source.SESSIONS));
            }
        }
        parts.addAll(fewEvents(take(Source.FEW_EVENTS, rest)));
        parts.addAll(allParts(rest));
        return parts;
    }

    /**
     * Where sessions alone decide what counts, they also tell the numbers of their events, but for those that reach beyond
     * the period; and of the events few are left to read.
     */
    private List<String> partsOfSessions(List<Measure> asked) {
        List<Measure> rest = new ArrayList<>(asked);
        List<String> parts = new ArrayList<>();
        List<Measure> ofWhole = take(Source.WHOLE_SESSIONS, rest);
        if (!ofWhole.isEmpty()) {
            parts.add(part(ofWhole, AT, matching.eventsAtTheEdges(), Source.EVENTS));
        }
        parts.addAll(fewEvents(take(Source.FEW_EVENTS, rest)));
        List<Measure> ofSessions = Stream.concat(ofWhole.stream(), take(Source.SESSIONS, rest).stream())
                .toList();
        parts.add(sessionPart(ofSessions, List.of(), Source.WHOLE_SESSIONS, Source.SESSIONS));
        return parts;
    }

    /** Of the events that matter to these measures alone. */
    private List<String> fewEvents(List<Measure> counted) {
        if (counted.isEmpty()) {
            return List.of();
        }
        String few = counted.stream().map(Measure::few).distinct().collect(Collectors.joining(" OR ", "(", ")"));
        String source = matching.events(List.of(few), !keys.columns().isEmpty());
        return List.of(part(counted, AT, source, Source.FEW_EVENTS));
    }

    private static List<Measure> toldBy(Source source, List<Measure> measures) {
        return measures.stream().filter(measure -> measure.isToldBy(source)).toList();
    }

    /** Those that the source tells, which are no more among the rest then. */
    private static List<Measure> take(Source source, List<Measure> rest) {
        List<Measure> told = toldBy(source, rest);
        rest.removeAll(told);
        return told;
    }

    /** Revenue that is not in the site's currency, as {@code currency} and {@code amount}, several rows of each. */
    List<String> otherCurrencies() {
        String other = "e.currency NOT IN ('', {currency:String})";
        SlotSql slots = conditions.areNone() ? SlotSql.of(period, series, label, bindings) : null;
        if (slots == null) {
            String amounts = "SELECT e.currency AS currency, toDecimal128(assumeNotNull(e.revenue), 4) AS amount\n";
            return List.of(amounts + matching.events(List.of("e.revenue != 0", other), false));
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

    private PeriodSql part(String name, Period part) {
        return new PeriodSql(compared, label + name, part, series, keys, conditions, measures, groups, bindings);
    }

    private String part(List<Measure> counted, String millis, String from, Source... sources) {
        List<String> columns = new ArrayList<>(List.of(compared + " AS compared"));
        if (steps != null) {
            columns.add(steps.of(millis) + " AS b");
        }
        columns.addAll(SqlText.numbered("d", keys.columns()));
        columns.addAll(columns(counted, sources));
        return select(columns) + from + groupBy();
    }

    /** All measures: by the first of the sources that tells it, and 0 where they are not counted here. */
    private List<String> columns(List<Measure> counted, Source... sources) {
        return measures.all().stream()
                .map(measure -> counted.contains(measure) ? measure.column(sources) : measure.none())
                .toList();
    }

    private String eventPart(List<Measure> counted) {
        String source = matching.events(List.of(), !keys.areOfEventsOnly());
        return part(counted, AT, source, Source.EVENTS);
    }

    /** In a breakdown by events' dimensions alone, who visited is in the events: several times as fast as a join. */
    private boolean eventsTellSessions() {
        return series == null
                && !keys.columns().isEmpty()
                && keys.areOfEventsOnly()
                && conditions.ofBoth().isEmpty()
                && toldBy(Source.SESSIONS, measures.all()).stream()
                        .allMatch(measure -> measure.isToldBy(Source.EVENTS_OF_SESSIONS));
    }

    private String sessionPart(List<Measure> counted, List<String> conditionsOfSessions, Source... sources) {
        List<String> columns = new ArrayList<>(List.of(compared + " AS compared"));
        if (steps != null) {
            columns.add("s.b AS b");
        }
        IntStream.range(0, keys.columns().size()).forEach(i -> columns.add("s.d" + i + " AS d" + i));
        columns.addAll(columns(counted, sources));
        boolean converts = counted.stream().anyMatch(measure -> !measure.few().isEmpty());
        return select(columns) + "FROM (\n" + SqlText.indented(sessionRows(conditionsOfSessions)) + ") AS s"
                + (converts ? conversions() : "") + groupBy();
    }

    /** One row per session, step that it overlaps and value of the events' dimensions that it contains. */
    private String sessionRows(List<String> conditionsOfSessions) {
        List<String> columns = new ArrayList<>(matching.sessionNames().stream()
                .map(column -> "s." + column + " AS " + column)
                .toList());
        columns.add(times.isWhole() + " AS whole");
        if (steps != null) {
            String first = steps.of("toUnixTimestamp64Milli(greatest(s.started_at, " + times.from() + "))");
            String last = steps.of("least(toUnixTimestamp64Milli(s.ended_at), " + times.toMillis() + " - 1)");
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
        List<String> where = new ArrayList<>(conditionsOfSessions);
        if (!byEvent && !conditions.areOfSessionsOnly()) {
            where.add("s.session_id IN (\nSELECT e.session_id AS session_id\n" + matching.around() + ")");
        }
        String filter = where.isEmpty() ? "" : "\nWHERE " + String.join(" AND ", where);
        String sessions = SqlText.indented(matching.sessions()) + ") AS s";
        if (!byEvent) {
            return select(columns) + "FROM (\n" + sessions + filter;
        }
        String found = keys.ofEvents().stream().map(keys.columns()::get).collect(Collectors.joining(", "));
        String values = keys.ofEvents().size() == 1 ? found : "tuple(" + found + ")";
        return select(columns)
                + "FROM (\nSELECT e.session_id AS session_id, groupUniqArray(" + values + ") AS found\n"
                + matching.around() + "\nGROUP BY session_id) AS f\nINNER JOIN (\n" + sessions
                + " ON f.session_id = s.session_id" + filter;
    }

    /** For each conversion rate, whether a session converted in the period, or in the step of the series. */
    private String conversions() {
        List<String> reached = measures.reached();
        List<String> columns = new ArrayList<>(List.of("e.session_id AS session_id"));
        if (steps != null) {
            columns.add(steps.of(AT) + " AS b");
        }
        IntStream.range(0, reached.size()).forEach(i -> columns.add("max(" + reached.get(i) + ") AS reached" + i));
        String events = matching.anyEvents("(" + String.join(" OR ", reached) + ")");
        return "\nLEFT JOIN (\n"
                + SqlText.indented(select(columns) + "FROM (\n" + SqlText.indented(events)
                        + ") AS e\nGROUP BY session_id" + (series == null ? "" : ", b"))
                + ") AS r ON s.session_id = r.session_id" + (series == null ? "" : " AND s.b = r.b");
    }

    private String groupBy() {
        List<String> groups = keys.groups(series != null);
        return groups.isEmpty() ? "" : "\nGROUP BY " + String.join(", ", groups);
    }

    private static String select(List<String> columns) {
        return "SELECT " + String.join(", ", columns) + "\n";
    }
}

package polku.storage.read;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import polku.storage.control.Goal;

/**
 * The sums and counts that the metrics are made of. Those of events and those of sessions are counted in two reads, since an event
 * counts where it occurred, a session wherever it was; a metric is then a number of the one, or a ratio.
 */
final class Measures {
    /** What a measure can be counted over. */
    enum Source {
        /** {@code e}: the events that count, which are {@code inside} the period. */
        EVENTS,
        /** {@code e}: those of them that meet the measure's own condition, {@link Measure#few}. */
        FEW_EVENTS,
        /** {@code e}: the events of the sessions that count, which may also be outside. */
        EVENTS_OF_SESSIONS,
        /** {@code s}: the sessions that count; {@code r} tells which reached a goal. */
        SESSIONS,
        /** {@code s} likewise: what those tell of their events that are {@code whole}, all of them within the period. */
        WHOLE_SESSIONS,
        /** {@code e}: slots of events ({@link SlotSql}). */
        EVENT_SLOTS,
        /** {@code s}: slots of sessions. */
        SESSION_SLOTS
    }

    /**
     * @param zero in a read that does not count it
     * @param by the expression over each source that can tell it
     * @param few a condition that only few events meet, and all that count for this measure; "" where there is none
     */
    record Measure(String name, String zero, Map<Source, String> by, String few) {
        Measure(String name, Map<Source, String> by) {
            this(name, "toUInt64(0)", by, "");
        }

        boolean isToldBy(Source source) {
            return by.containsKey(source);
        }

        /** As a column, by the first of the sources that tells it. */
        String column(Source... sources) {
            return Stream.of(sources)
                            .filter(this::isToldBy)
                            .map(by::get)
                            .findFirst()
                            .orElse(zero) + " AS " + name;
        }

        /** The same for a read that does not count it. */
        String none() {
            return zero + " AS " + name;
        }
    }

    private static final Measure PAGEVIEWS = new Measure(
            "pageviews",
            Map.of(
                    Source.EVENTS, "countIf(e.inside AND e.name = 'pageview')",
                    Source.EVENT_SLOTS, "sumIf(e.events, e.name = 'pageview')",
                    Source.WHOLE_SESSIONS, "sumIf(toUInt64(s.pageviews), s.whole)"));
    private static final Measure EVENTS = new Measure(
            "events",
            Map.of(
                    Source.EVENTS, "countIf(e.inside)",
                    Source.EVENT_SLOTS, "sum(e.events)",
                    Source.WHOLE_SESSIONS, "sumIf(toUInt64(s.events), s.whole)"));
    private static final Measure DURATION = ofSessions(
            "duration",
            "sum(toUInt64(toUnixTimestamp64Milli(s.ended_at) - toUnixTimestamp64Milli(s.started_at)))",
            "duration_ms");
    private static final Measure ENGAGED = ofSessions("engaged", "sum(s.engaged_ms)", "engaged_ms");

    private final Measure visitors;
    private final Measure sessions;
    private final Map<String, Measure> all = new LinkedHashMap<>();
    private final List<String> metrics = new ArrayList<>();
    private final List<String> moments = new ArrayList<>();
    private final List<String> reached = new ArrayList<>();
    private final Map<List<Goal>, Measure> reaching = new HashMap<>();

    private Measures(Distinct distinct) {
        visitors = new Measure(
                "visitors",
                Map.of(
                        Source.SESSIONS, distinct.of("s.visitor_id"),
                        Source.EVENTS_OF_SESSIONS, distinct.of("e.visitor_id")));
        sessions = new Measure(
                "sessions",
                Map.of(
                        Source.SESSIONS, "count()",
                        Source.EVENTS_OF_SESSIONS, distinct.of("e.session_id"),
                        Source.SESSION_SLOTS, slots("sessions")));
    }

    /**
     * @param entered condition for the sessions among which bounces are counted, "" for all of them
     * @param currency placeholder of the site's currency
     */
    Measures(List<Metric> asked, FilterSql filters, String entered, String currency, Distinct distinct) {
        this(distinct);
        for (Metric metric : asked) {
            metrics.add(
                    switch (metric.kind()) {
                        case VISITORS -> sum(visitors);
                        case SESSIONS -> sum(sessions);
                        case PAGEVIEWS -> sum(PAGEVIEWS);
                        case EVENTS -> sum(EVENTS);
                        case BOUNCE_RATE -> ratio(sum(bounced(entered)), sum(entered(entered)));
                        case SESSION_DURATION -> ratio(sum(DURATION), sum(sessions) + " * 1000");
                        case ENGAGED_TIME -> ratio(sum(ENGAGED), sum(sessions) + " * 1000");
                        case VIEWS_PER_SESSION -> ratio(sum(PAGEVIEWS), sum(sessions));
                        case REVENUE -> sum(revenue("e.currency IN ('', " + currency + ")"));
                        case CONVERSIONS -> sum(conversions(metric.goals(), filters));
                        case CONVERSION_RATE -> ratio(sum(reached(metric.goals(), filters)), sum(sessions));
                    });
        }
    }

    /**
     * Adds what is needed to compare rates and means with others: for each metric of that kind, in the order asked for, how many
     * values there are, their sum and the sum of their squares (of whole sessions; durations in seconds).
     *
     * @param entered as above
     */
    void addMoments(List<Metric> asked, FilterSql filters, String entered) {
        for (Metric metric : asked) {
            switch (metric.kind()) {
                case BOUNCE_RATE -> {
                    String bounced = sum(bounced(entered));
                    moments.add(sum(entered(entered)));
                    moments.add(bounced);
                    moments.add(bounced);
                }
                case CONVERSION_RATE -> {
                    String converted = sum(reached(metric.goals(), filters));
                    moments.add(sum(sessions));
                    moments.add(converted);
                    moments.add(converted);
                }
                case SESSION_DURATION ->
                    addMoments(
                            "duration_ms",
                            "toUnixTimestamp64Milli(s.ended_at) - toUnixTimestamp64Milli(s.started_at)",
                            1000);
                case ENGAGED_TIME -> addMoments("engaged_ms", "s.engaged_ms", 1000);
                case VIEWS_PER_SESSION -> addMoments("pageviews", "s.pageviews", 1);
                case VISITORS, SESSIONS, PAGEVIEWS, EVENTS, REVENUE, CONVERSIONS -> {}
            }
        }
    }

    /** @param name of the columns in the slots, the second with a 2 behind */
    private void addMoments(String name, String value, int unit) {
        moments.add(sum(sessions));
        moments.add(sum(moment(name, "toFloat64(" + value + ")", unit)));
        moments.add(sum(moment(name + "2", "pow(" + value + ", 2)", unit * unit)));
    }

    private static Measure moment(String name, String value, int unit) {
        return new Measure(
                "moment_" + name,
                "toFloat64(0)",
                Map.of(
                        Source.SESSIONS, "sum(" + value + ") / " + unit,
                        Source.SESSION_SLOTS, "toFloat64(sum(s." + name + ")) / " + unit),
                "");
    }

    List<Measure> all() {
        return List.copyOf(all.values());
    }

    /** The metrics in the order asked for, over the measures of one side of the comparison ({@code compared} 0 or 1). */
    List<String> metrics(int compared) {
        return of(compared, metrics);
    }

    /** See {@link #addMoments}. */
    List<String> moments(int compared) {
        return of(compared, moments);
    }

    private static List<String> of(int compared, List<String> sums) {
        return sums.stream()
                .map(sum -> sum.replace("#", Integer.toString(compared)))
                .toList();
    }

    /** For each conversion rate the condition of an event that converts; the session's flag is {@code r.reached0}, …. */
    List<String> reached() {
        return reached;
    }

    private String sum(Measure measure) {
        all.putIfAbsent(measure.name(), measure);
        return "sumIf(x." + measure.name() + ", x.compared = #)";
    }

    private static String ratio(String part, String whole) {
        return "if(" + whole + " = 0, NULL, " + part + " / (" + whole + "))";
    }

    private static Measure ofSessions(String name, String sql, String column) {
        return new Measure(name, Map.of(Source.SESSIONS, sql, Source.SESSION_SLOTS, slots(column)));
    }

    private static Measure bounced(String among) {
        String condition = "s.pageviews = 1 AND s.events = 1" + (among.isEmpty() ? "" : " AND " + among);
        return ofSessions("bounced", "countIf(" + condition + ")", "bounced");
    }

    private static Measure entered(String among) {
        String condition = "s.pageviews >= 1" + (among.isEmpty() ? "" : " AND " + among);
        return ofSessions("entered", "countIf(" + condition + ")", "entered");
    }

    private static Measure revenue(String counted) {
        String ofEvents = "sumIf(ifNull(e.revenue, toDecimal64(0, 4)), e.inside AND " + counted + ")";
        return new Measure(
                "revenue",
                "toDecimal128(0, 4)",
                Map.of(
                        Source.EVENTS, ofEvents,
                        Source.FEW_EVENTS, ofEvents,
                        Source.EVENT_SLOTS, "sumIf(e.revenue, " + counted + ")"),
                "e.revenue != 0");
    }

    private Measure conversions(List<Goal> goals, FilterSql filters) {
        String reaches = filters.reaches(goals);
        String ofEvents = "countIf(e.inside AND " + reaches + ")";
        Map<Source, String> by = new EnumMap<>(Map.of(Source.EVENTS, ofEvents, Source.FEW_EVENTS, ofEvents));
        if (goals.stream().allMatch(goal -> goal.event() != null)) {
            by.put(Source.EVENT_SLOTS, "sumIf(e.events, " + reaches + ")");
        }
        return new Measure("conversions" + all.size(), "toUInt64(0)", by, reaches);
    }

    /** The sessions of which an event reaches one of the goals. */
    private Measure reached(List<Goal> goals, FilterSql filters) {
        return reaching.computeIfAbsent(goals, missing -> {
            String flag = "reached" + reached.size();
            String condition = filters.reaches(missing);
            reached.add(condition);
            return new Measure(
                    flag,
                    "toUInt64(0)",
                    Map.of(
                            Source.SESSIONS, "countIf(r." + flag + ")",
                            Source.FEW_EVENTS, "uniqExactIf(e.session_id, " + condition + ")"),
                    condition);
        });
    }

    /** A sum over the slots of sessions: what was taken back is in them with its sign. */
    private static String slots(String column) {
        return "toUInt64(sum(s." + column + "))";
    }
}

package polku.storage.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sums and counts that the metrics are made of. Those of events and those of sessions are counted in two reads, since an event
 * counts where it occurred, a session wherever it was; a metric is then a number of the one, or a ratio.
 */
final class Measures {
    /**
     * @param ofEvents over the events of the period, "" for a measure of sessions
     * @param ofSessions over sessions, "" for a measure of events
     * @param ofTheirEvents the same over the events of these sessions, "" where they do not tell it
     * @param ofSlots the same over the slots of the events, or of the sessions ({@link SlotSql}), "" where these do not tell it
     * @param ofReaching the same over the events that reach a goal, where nothing else decides what counts; "" for what is
     *     not about goals
     * @param zero in the read that does not count it
     */
    record Measure(
            String name,
            String ofEvents,
            String ofSessions,
            String ofTheirEvents,
            String ofSlots,
            String ofReaching,
            String zero) {
        /** True where it looks at the flags of sessions that reached a goal. */
        boolean isOfConversions() {
            return !ofReaching.isEmpty() && ofEvents.isEmpty();
        }
    }

    private static final String NONE = "";
    private static final Measure PAGEVIEWS =
            ofEvents("pageviews", "countIf(e.name = 'pageview')", "sumIf(e.events, e.name = 'pageview')");
    private static final Measure EVENTS = ofEvents("events", "count()", "sum(e.events)");
    private static final Measure DURATION = ofSessions(
            "duration",
            "sum(toUInt64(toUnixTimestamp64Milli(s.ended_at) - toUnixTimestamp64Milli(s.started_at)))",
            slots("duration_ms"));
    private static final Measure ENGAGED = ofSessions("engaged", "sum(s.engaged_ms)", slots("engaged_ms"));

    private final Measure visitors;
    private final Measure sessions;
    private final Map<String, Measure> all = new LinkedHashMap<>();
    private final List<String> metrics = new ArrayList<>();
    private final List<String> reached = new ArrayList<>();
    private final List<String> reaching = new ArrayList<>();

    private Measures(Distinct distinct) {
        visitors = new Measure(
                "visitors", NONE, distinct.of("s.visitor_id"), distinct.of("e.visitor_id"), NONE, NONE, "toUInt64(0)");
        sessions = new Measure(
                "sessions", NONE, "count()", distinct.of("e.session_id"), slots("sessions"), NONE, "toUInt64(0)");
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
                        case REVENUE ->
                            sum(new Measure(
                                    "revenue",
                                    "sumIf(ifNull(e.revenue, toDecimal64(0, 4)), e.currency IN ('', " + currency + "))",
                                    NONE,
                                    NONE,
                                    "sumIf(e.revenue, e.currency IN ('', " + currency + "))",
                                    NONE,
                                    "toDecimal128(0, 4)"));
                        case CONVERSIONS -> {
                            String reaches = filters.reaches(metric.goals());
                            boolean byName = metric.goals().stream().allMatch(goal -> goal.event() != null);
                            if (!byName) {
                                reaching.add(reaches);
                            }
                            yield sum(new Measure(
                                    "conversions" + all.size(),
                                    "countIf(" + reaches + ")",
                                    NONE,
                                    NONE,
                                    byName ? "sumIf(e.events, " + reaches + ")" : NONE,
                                    byName ? NONE : "countIf(" + reaches + ")",
                                    "toUInt64(0)"));
                        }
                        case CONVERSION_RATE -> ratio(sum(reached(filters.reaches(metric.goals()))), sum(sessions));
                    });
        }
    }

    /**
     * What is needed to compare rates and means with others: for each metric of that kind, in the order asked for, how many
     * values there are, their sum and the sum of their squares (of whole sessions; durations in seconds).
     *
     * @param entered as above
     */
    static Measures moments(List<Metric> asked, FilterSql filters, String entered) {
        return new Measures(asked, filters, entered);
    }

    private Measures(List<Metric> asked, FilterSql filters, String entered) {
        this(Distinct.EXACT);
        for (Metric metric : asked) {
            switch (metric.kind()) {
                case BOUNCE_RATE -> {
                    String bounced = sum(bounced(entered));
                    metrics.add(sum(entered(entered)));
                    metrics.add(bounced);
                    metrics.add(bounced);
                }
                case CONVERSION_RATE -> {
                    String converted = sum(reached(filters.reaches(metric.goals())));
                    metrics.add(sum(sessions));
                    metrics.add(converted);
                    metrics.add(converted);
                }
                case SESSION_DURATION ->
                    moments(
                            "duration_ms",
                            "toUnixTimestamp64Milli(s.ended_at) - toUnixTimestamp64Milli(s.started_at)",
                            1000);
                case ENGAGED_TIME -> moments("engaged_ms", "s.engaged_ms", 1000);
                case VIEWS_PER_SESSION -> moments("pageviews", "s.pageviews", 1);
                case VISITORS, SESSIONS, PAGEVIEWS, EVENTS, REVENUE, CONVERSIONS -> {}
            }
        }
    }

    /** @param name of the columns in the slots, the second with a 2 behind */
    private void moments(String name, String value, int unit) {
        metrics.add(sum(sessions));
        metrics.add(sum(moment(name, "toFloat64(" + value + ")", unit)));
        metrics.add(sum(moment(name + "2", "pow(" + value + ", 2)", unit * unit)));
    }

    private static Measure moment(String name, String value, int unit) {
        return new Measure(
                name,
                NONE,
                "sum(" + value + ") / " + unit,
                NONE,
                "toFloat64(sum(s." + name + ")) / " + unit,
                NONE,
                "toFloat64(0)");
    }

    List<Measure> all() {
        return List.copyOf(all.values());
    }

    /** The metrics in the order asked for, over the measures of one side of the comparison ({@code compared} 0 or 1). */
    List<String> metrics(int compared) {
        return metrics.stream()
                .map(metric -> metric.replace("#", Integer.toString(compared)))
                .toList();
    }

    /** For each conversion rate the condition of an event that converts; the session's flag is {@code r.reached0}, …. */
    List<String> reached() {
        return reached;
    }

    /** Conditions of the events that the measures of those that reach a goal look at. */
    List<String> reaching() {
        return reaching;
    }

    /** True where all that is asked of sessions can be told from their events alone. */
    boolean eventsTellSessions() {
        return all.values().stream()
                .allMatch(measure -> measure.ofSessions().isEmpty()
                        || !measure.ofTheirEvents().isEmpty());
    }

    private String sum(Measure measure) {
        all.putIfAbsent(measure.name(), measure);
        return "sumIf(x." + measure.name() + ", x.compared = #)";
    }

    private static String ratio(String part, String whole) {
        return "if(" + whole + " = 0, NULL, " + part + " / (" + whole + "))";
    }

    private static Measure ofEvents(String name, String sql, String ofSlots) {
        return new Measure(name, sql, NONE, NONE, ofSlots, NONE, "toUInt64(0)");
    }

    private static Measure ofSessions(String name, String sql, String ofSlots) {
        return new Measure(name, NONE, sql, NONE, ofSlots, NONE, "toUInt64(0)");
    }

    private static Measure bounced(String among) {
        String condition = "s.pageviews = 1 AND s.events = 1" + (among.isEmpty() ? "" : " AND " + among);
        return ofSessions("bounced", "countIf(" + condition + ")", slots("bounced"));
    }

    private static Measure entered(String among) {
        String condition = "s.pageviews >= 1" + (among.isEmpty() ? "" : " AND " + among);
        return ofSessions("entered", "countIf(" + condition + ")", slots("entered"));
    }

    /** The sessions of which an event meets the condition. */
    private Measure reached(String condition) {
        String flag = "reached" + reached.size();
        reached.add(condition);
        reaching.add(condition);
        String ofReaching = "uniqExactIf(e.session_id, " + condition + ")";
        return new Measure(flag, NONE, "countIf(r." + flag + ")", NONE, NONE, ofReaching, "toUInt64(0)");
    }

    /** A sum over the slots of sessions: what was taken back is in them with its sign. */
    private static String slots(String column) {
        return "toUInt64(sum(s." + column + "))";
    }
}

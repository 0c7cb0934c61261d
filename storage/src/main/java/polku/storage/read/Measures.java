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
     * @param zero in the read that does not count it
     */
    record Measure(String name, String ofEvents, String ofSessions, String ofTheirEvents, String zero) {}

    private static final String NONE = "";
    private static final Measure PAGEVIEWS = ofEvents("pageviews", "countIf(e.name = 'pageview')");
    private static final Measure EVENTS = ofEvents("events", "count()");
    private static final Measure VISITORS =
            new Measure("visitors", NONE, "uniq(s.visitor_id)", "uniq(e.visitor_id)", "toUInt64(0)");
    private static final Measure SESSIONS =
            new Measure("sessions", NONE, "count()", "uniqExact(e.session_id)", "toUInt64(0)");
    private static final Measure DURATION = ofSessions(
            "duration", "sum(toUInt64(toUnixTimestamp64Milli(s.ended_at) - toUnixTimestamp64Milli(s.started_at)))");
    private static final Measure ENGAGED = ofSessions("engaged", "sum(s.engaged_ms)");

    private final Map<String, Measure> all = new LinkedHashMap<>();
    private final List<String> metrics = new ArrayList<>();
    private final List<String> reached = new ArrayList<>();

    /**
     * @param entered condition for the sessions among which bounces are counted, "" for all of them
     * @param currency placeholder of the site's currency
     */
    Measures(List<Metric> asked, FilterSql filters, String entered, String currency) {
        for (Metric metric : asked) {
            metrics.add(
                    switch (metric.kind()) {
                        case VISITORS -> sum(VISITORS);
                        case SESSIONS -> sum(SESSIONS);
                        case PAGEVIEWS -> sum(PAGEVIEWS);
                        case EVENTS -> sum(EVENTS);
                        case BOUNCE_RATE -> {
                            String among = entered.isEmpty() ? "" : " AND " + entered;
                            yield ratio(
                                    sum(ofSessions(
                                            "bounced", "countIf(s.pageviews = 1 AND s.events = 1" + among + ")")),
                                    sum(ofSessions("entered", "countIf(s.pageviews >= 1" + among + ")")));
                        }
                        case SESSION_DURATION -> ratio(sum(DURATION), sum(SESSIONS) + " * 1000");
                        case ENGAGED_TIME -> ratio(sum(ENGAGED), sum(SESSIONS) + " * 1000");
                        case VIEWS_PER_SESSION -> ratio(sum(PAGEVIEWS), sum(SESSIONS));
                        case REVENUE ->
                            sum(new Measure(
                                    "revenue",
                                    "sumIf(ifNull(e.revenue, toDecimal64(0, 4)), e.currency IN ('', " + currency + "))",
                                    NONE,
                                    NONE,
                                    "toDecimal128(0, 4)"));
                        case CONVERSIONS ->
                            sum(ofEvents(
                                    "conversions" + all.size(), "countIf(" + filters.reaches(metric.goals()) + ")"));
                        case CONVERSION_RATE -> {
                            reached.add(filters.reaches(metric.goals()));
                            String flag = "reached" + (reached.size() - 1);
                            yield ratio(sum(ofSessions(flag, "countIf(r." + flag + ")")), sum(SESSIONS));
                        }
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
        String among = entered.isEmpty() ? "" : " AND " + entered;
        for (Metric metric : asked) {
            switch (metric.kind()) {
                case BOUNCE_RATE -> {
                    String bounced =
                            sum(ofSessions("bounced", "countIf(s.pageviews = 1 AND s.events = 1" + among + ")"));
                    metrics.add(sum(ofSessions("entered", "countIf(s.pageviews >= 1" + among + ")")));
                    metrics.add(bounced);
                    metrics.add(bounced);
                }
                case CONVERSION_RATE -> {
                    reached.add(filters.reaches(metric.goals()));
                    String flag = "reached" + (reached.size() - 1);
                    String converted = sum(ofSessions(flag, "countIf(r." + flag + ")"));
                    metrics.add(sum(SESSIONS));
                    metrics.add(converted);
                    metrics.add(converted);
                }
                case SESSION_DURATION ->
                    moments(
                            "duration",
                            "(toUnixTimestamp64Milli(s.ended_at) - toUnixTimestamp64Milli(s.started_at)) / 1000");
                case ENGAGED_TIME -> moments("engaged", "s.engaged_ms / 1000");
                case VIEWS_PER_SESSION -> moments("views", "toFloat64(s.pageviews)");
                case VISITORS, SESSIONS, PAGEVIEWS, EVENTS, REVENUE, CONVERSIONS -> {}
            }
        }
    }

    private void moments(String name, String value) {
        metrics.add(sum(SESSIONS));
        metrics.add(sum(new Measure(name, NONE, "sum(" + value + ")", NONE, "toFloat64(0)")));
        metrics.add(sum(
                new Measure(name + "Squared", NONE, "sum((" + value + ") * (" + value + "))", NONE, "toFloat64(0)")));
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

    boolean needEvents() {
        return all.values().stream().anyMatch(measure -> !measure.ofEvents().isEmpty());
    }

    boolean needSessions() {
        return all.values().stream().anyMatch(measure -> !measure.ofSessions().isEmpty());
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

    private static Measure ofEvents(String name, String sql) {
        return new Measure(name, sql, NONE, NONE, "toUInt64(0)");
    }

    private static Measure ofSessions(String name, String sql) {
        return new Measure(name, NONE, sql, NONE, "toUInt64(0)");
    }
}

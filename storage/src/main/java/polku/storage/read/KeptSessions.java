package polku.storage.read;

import java.util.List;
import polku.storage.control.Goal;

/**
 * The sessions that filters keep, as SELECTs for questions about something else than events: what happened inside pages, say. A
 * session is kept that contains an event which meets all filters, wherever in the session it is; so sessions and events are read
 * a day further than the period on either side, which is as long as a session may last.
 */
public final class KeptSessions {
    private final Bindings bindings;
    private final FilterSql filters;
    private final TimesSql around;
    private final MatchingSql.Conditions conditions = MatchingSql.Conditions.none();
    private final MatchingSql matching;

    /**
     * @param kept all must hold
     * @param period of what the question is about
     * @param bindings of the statement, with the site bound as {@code site}
     */
    public KeptSessions(List<Filter> kept, Period period, Bindings bindings) {
        this.bindings = bindings;
        Period read = TimesSql.around(period);
        filters = new FilterSql(bindings, HostScope.EVENT, TimesSql.around(read));
        kept.forEach(filter -> conditions.add(filter, filters));
        around = new TimesSql(read, "Around", bindings);
        matching = new MatchingSql(around, conditions, filters.groups(), false);
    }

    /** True where nothing is filtered, and so nothing need be read to tell which sessions are kept. */
    public boolean areAll() {
        return conditions.areNone();
    }

    /** Their {@code session_id}, each once or more. */
    public String ids() {
        return conditions.areOfSessionsOnly()
                ? "SELECT s.session_id AS session_id\nFROM (\n" + SqlText.indented(matching.sessions()) + ") AS s"
                : "SELECT e.session_id AS session_id\n" + matching.events(List.of(), false);
    }

    /** The {@code session_id} of each session of that time, kept or not, and its {@code value} of the dimension. */
    public String values(Dimension.OfSession dimension) {
        return union(around.sessions().stream()
                .map(when -> Tables.sessions(List.of("session_id", "s." + dimension.column() + " AS value"), when))
                .toList());
    }

    /**
     * The {@code session_id} of each session of that time, kept or not, and as {@code value} 1 where its visitor had come before, else
     * 0.
     */
    public String returning() {
        String sessions = union(around.sessions().stream()
                .map(when -> Tables.sessions(List.of("session_id", "visitor_id", "started_at"), when))
                .toList());
        String visitors = union(around.sessions().stream()
                .map(when -> Tables.sessions(List.of("visitor_id"), when))
                .toList());
        String all = Tables.sessions(
                List.of("visitor_id", "started_at"), List.of("s.visitor_id IN (\n" + SqlText.indented(visitors) + ")"));
        return "SELECT t.session_id AS session_id, toUInt64(t.started_at > f.first) AS value\nFROM (\n"
                + SqlText.indented(sessions)
                + ") AS t\nINNER JOIN (\nSELECT a.visitor_id AS visitor_id, min(a.started_at) AS first\nFROM (\n"
                + SqlText.indented(all) + ") AS a\nGROUP BY visitor_id) AS f ON t.visitor_id = f.visitor_id";
    }

    /** True for an event ({@code e}) that reaches the goal. */
    public String reaches(Goal goal) {
        return filters.reaches(List.of(goal));
    }

    /** The events of that time that reach any of the goals, whatever the filters: {@code session_id} and {@code at}. */
    public String reaching(List<Goal> goals) {
        return events(List.of("session_id", "at"), filters.reaches(goals));
    }

    /**
     * The purchases of that time, whatever the filters: {@code session_id}, {@code at} and {@code amount}, which is 0 in another
     * currency than the site's.
     */
    public String purchases(String currency) {
        String own = "e.currency IN ('', " + bindings.named("currency", "String", currency) + ")";
        String amount = "if(" + own + ", toDecimal128(ifNull(e.revenue, toDecimal64(0, 4)), 4), toDecimal128(0, 4))";
        return events(List.of("session_id", "at", amount + " AS amount"), "e.name = 'purchase'");
    }

    private String events(List<String> columns, String condition) {
        return union(around.events().stream()
                .map(when -> Tables.events(columns, MatchingSql.both(when, List.of(condition))))
                .toList());
    }

    private static String union(List<String> reads) {
        return String.join("\nUNION ALL\n", reads);
    }
}

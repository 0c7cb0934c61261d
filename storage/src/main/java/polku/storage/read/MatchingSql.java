package polku.storage.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events ({@code e}) and sessions ({@code s}) of one period that the filters keep, as FROM and WHERE.
 *
 * <p>Which sessions a filter on events keeps, and in which values of an event's dimension they count, is decided by all of
 * a session's events, also by those outside the period; sessions last a day at most, so that far is read around it.
 */
final class MatchingSql {
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

    /** The filters, by what they look at. */
    record Conditions(List<String> ofEvents, List<String> ofSessions, List<String> ofBoth) {
        static Conditions none() {
            return new Conditions(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(Filter filter, FilterSql filters) {
            Set<FilterSql.Side> sides = filters.sides(filter);
            List<String> theirs =
                    sides.size() == 2 ? ofBoth : sides.contains(FilterSql.Side.EVENT) ? ofEvents : ofSessions;
            theirs.add(filters.condition(filter));
        }

        boolean areNone() {
            return areOfSessionsOnly() && ofSessions.isEmpty();
        }

        boolean areOfSessionsOnly() {
            return ofEvents.isEmpty() && ofBoth.isEmpty();
        }
    }

    private final TimesSql times;
    private final Conditions conditions;
    private final GroupColumns groups;
    private final boolean ofTime;

    /** @param ofTime whether only the events in the period have a place among the rows */
    MatchingSql(TimesSql times, Conditions conditions, GroupColumns groups, boolean ofTime) {
        this.times = times;
        this.conditions = conditions;
        this.groups = groups;
        this.ofTime = ofTime;
    }

    /** FROM and WHERE over the period's events that match the filters, joined to their sessions where need be. */
    String events(List<String> further, boolean needSessions) {
        return matching(times.events(), further, needSessions);
    }

    private String matching(List<List<String>> when, List<String> further, boolean needSessions) {
        List<String> where = new ArrayList<>(further);
        where.addAll(conditions.ofEvents());
        StringBuilder sql = new StringBuilder("FROM (\n" + SqlText.indented(events(when, where, true)) + ") AS e");
        if (needSessions || !conditions.ofBoth().isEmpty()) {
            sql.append("\nINNER JOIN (\n")
                    .append(SqlText.indented(sessions()))
                    .append(") AS s ON e.session_id = s.session_id");
            if (!conditions.ofBoth().isEmpty()) {
                sql.append("\nWHERE ").append(String.join(" AND ", conditions.ofBoth()));
            }
        } else if (!conditions.ofSessions().isEmpty()) {
            sql.append("\nWHERE ").append(isOf(sessions(List.of("session_id"))));
        }
        return sql.toString();
    }

    private static String isOf(String sessions) {
        return "e.session_id IN (\n" + SqlText.indented(sessions) + ")";
    }

    /**
     * The column {@code inside} tells whether an event is in the period.
     *
     * @param when see {@link TimesSql}
     */
    private String events(List<List<String>> when, List<String> where, boolean inside) {
        List<String> columns = new ArrayList<>(EVENT_COLUMNS);
        columns.addAll(groups.events());
        columns.add(inside + " AS inside");
        return when.stream()
                .map(either -> Tables.events(columns, both(either, where)))
                .collect(Collectors.joining("\nUNION ALL\n"));
    }

    private List<String> sessionColumns() {
        return both(SESSION_COLUMNS, groups.sessions());
    }

    /** The columns of {@link #sessions()}. */
    List<String> sessionNames() {
        return both(SESSION_COLUMNS, groups.sessionNames());
    }

    /** Sessions that overlap the period and meet the filters on sessions, with all columns. */
    String sessions() {
        return sessions(sessionColumns());
    }

    /** The events in the period that meet a condition, whatever the filters. */
    String anyEvents(String condition) {
        return events(times.events(), List.of(condition), true);
    }

    /** Sessions that overlap the period and meet the filters on sessions. */
    private String sessions(List<String> columns) {
        return times.sessions().stream()
                .map(either -> Tables.sessions(columns, both(either, conditions.ofSessions())))
                .collect(Collectors.joining("\nUNION ALL\n"));
    }

    /** Those of them that reach beyond the period. */
    private String sessionsBeyond(List<String> columns) {
        return Tables.sessions(columns, both(times.sessionsBeyond(), conditions.ofSessions()));
    }

    static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** The events in the period of the sessions that reach beyond it. */
    String eventsAtTheEdges() {
        return "FROM (\n" + SqlText.indented(events(List.of(times.eventsAtTheEdges()), List.of(), true))
                + ") AS e\nINNER JOIN (\n" + SqlText.indented(sessionsBeyond(sessionColumns()))
                + ") AS s ON e.session_id = s.session_id";
    }

    /** The matching events of the sessions that overlap the period, and whether they are in it; by time, those that are. */
    String theirEvents() {
        String inside = matching(times.events(), List.of(), false);
        if (ofTime) {
            return inside;
        }
        // An event in the period is of a session that overlaps it; of those outside only few are, which lie near.
        String outside =
                "FROM (\n" + SqlText.indented(events(List.of(times.eventsOutside()), conditions.ofEvents(), false))
                        + ") AS e\nWHERE " + isOf(sessionsBeyond(List.of("session_id")));
        return "FROM (\nSELECT *\n" + inside + "\nUNION ALL\nSELECT *\n" + outside + ") AS e";
    }

    /** The matching events that tell which sessions count, and where: wherever in these they are; by time, those in the period. */
    String around() {
        return matching(ofTime ? times.events() : times.eventsAround(), List.of(), false);
    }
}

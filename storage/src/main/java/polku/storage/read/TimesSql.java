package polku.storage.read;

import java.util.ArrayList;
import java.util.List;
import polku.storage.session.SessionRule;

/**
 * Conditions that confine reads of events ({@code e}) and sessions ({@code s}) to a period.
 *
 * <p>Whole days (of UTC) are told by the column {@code day}, which hardly takes anything to read; only what lies before the first
 * and behind the last of them is told by its time, which costs as much as any other column does. So where a method gives several
 * lists of conditions, each row meets those of one list, or of none.
 */
final class TimesSql {
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000;

    private final Bindings bindings;
    private final String label;
    private final Period period;
    private final String from;
    private final String to;
    private final String toMillis;
    private final String lookBack;
    private final String lookAhead;
    private final String firstDayOver;
    private final String lastDay;
    /** The first whole day, and the first behind the last one, since 1970. */
    private final long first;

    private final long end;

    /** @param label tells the names of its bound values from those of other periods */
    TimesSql(Period period, String label, Bindings bindings) {
        this.period = period;
        this.label = label;
        this.bindings = bindings;
        from = time("from", period.fromMillis());
        toMillis = bindings.named("to" + label, "Int64", period.toMillis());
        to = time(toMillis);
        lookBack = time("lookBack", period.fromMillis() - SessionRule.MAX_MS);
        lookAhead = time("lookAhead", period.toMillis() + SessionRule.MAX_MS);
        firstDayOver = time("firstDayOver", period.fromMillis() + SessionRule.MAX_MS);
        lastDay = time("lastDay", period.toMillis() - SessionRule.MAX_MS);
        first = Math.floorDiv(period.fromMillis() + DAY_MILLIS - 1, DAY_MILLIS);
        end = Math.floorDiv(period.toMillis(), DAY_MILLIS);
    }

    /** The period, widened by what a session may last on either side. */
    static Period around(Period period) {
        return new Period(
                period.from().minusMillis(SessionRule.MAX_MS), period.to().plusMillis(SessionRule.MAX_MS));
    }

    /** The first moment of the period. */
    String from() {
        return from;
    }

    /** The first millisecond after it, as a number. */
    String toMillis() {
        return toMillis;
    }

    /** The events in it. */
    List<List<String>> events() {
        if (first >= end) {
            return List.of(List.of("e.at >= " + from, "e.at < " + to));
        }
        List<String> rest = new ArrayList<>();
        if (startsInADay()) {
            rest.add("e.at >= " + from + " AND e.at < " + midnight("first", first));
        }
        if (endsInADay()) {
            rest.add("e.at >= " + midnight("end", end) + " AND e.at < " + to);
        }
        List<String> whole = days("e.day", "first", first, "end", end);
        return rest.isEmpty() ? List.of(whole) : List.of(whole, List.of(either(rest)));
    }

    /** The events of the days that hold those of the sessions that overlap it, and others. */
    List<List<String>> eventsAround() {
        long back = Math.floorDiv(period.fromMillis() - SessionRule.MAX_MS, DAY_MILLIS);
        long ahead = Math.floorDiv(period.toMillis() + SessionRule.MAX_MS, DAY_MILLIS) + 1;
        return List.of(days("e.day", "back", back, "ahead", ahead));
    }

    /** Those in it that may be of a session that reaches beyond it. */
    List<String> eventsAtTheEdges() {
        return List.of("e.at >= " + from, "e.at < " + to, "(e.at < " + firstDayOver + " OR e.at >= " + lastDay + ")");
    }

    /** Those not in it that may be of a session that overlaps it. */
    List<String> eventsOutside() {
        return List.of(either(
                List.of("e.at >= " + lookBack + " AND e.at < " + from, "e.at >= " + to + " AND e.at < " + lookAhead)));
    }

    /** The sessions that overlap it. */
    List<List<String>> sessions() {
        if (first >= end) {
            return List.of(List.of("s.started_at >= " + lookBack, "s.started_at < " + to, "s.ended_at >= " + from));
        }
        List<String> rest = new ArrayList<>();
        rest.add("s.started_at >= " + lookBack + " AND s.started_at < "
                + (startsInADay() ? midnight("first", first) : from) + " AND s.ended_at >= " + from);
        if (endsInADay()) {
            rest.add("s.started_at >= " + midnight("end", end) + " AND s.started_at < " + to);
        }
        return List.of(days("s.day", "first", first, "end", end), List.of(either(rest)));
    }

    /** Those of them that reach beyond it. */
    List<String> sessionsBeyond() {
        return List.of(either(List.of(
                "s.started_at >= " + lookBack + " AND s.started_at < " + from + " AND s.ended_at >= " + from,
                "s.started_at >= " + lastDay + " AND s.started_at < " + to + " AND s.ended_at >= " + to)));
    }

    /** True for the sessions that do not, of those that overlap it. */
    String isWhole() {
        return "s.started_at >= " + from + " AND s.ended_at < " + to;
    }

    private boolean startsInADay() {
        return first * DAY_MILLIS != period.fromMillis();
    }

    private boolean endsInADay() {
        return end * DAY_MILLIS != period.toMillis();
    }

    private List<String> days(String column, String firstName, long firstDay, String endName, long endDay) {
        return List.of(column + " >= " + day(firstName, firstDay), column + " < " + day(endName, endDay));
    }

    private String day(String name, long day) {
        return "toDate(" + bindings.named(name + "Day" + label, "UInt16", day) + ")";
    }

    private String midnight(String name, long day) {
        return time(name + "Midnight", day * DAY_MILLIS);
    }

    private String time(String name, long millis) {
        return time(bindings.named(name + label, "Int64", millis));
    }

    private static String time(String millis) {
        return "fromUnixTimestamp64Milli(" + millis + ", 'UTC')";
    }

    private static String either(List<String> conditions) {
        return "(" + String.join(" OR ", conditions) + ")";
    }
}

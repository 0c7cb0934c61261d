package polku.load.queries;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** @param to exclusive */
record Range(Instant from, Instant to) {
    private static final long STEP_SECONDS = 5 * 60;

    /**
     * The ranges that the dashboard asks for (its {@code period.ts}).
     *
     * @param current so many days of the site, today's with what is still to come
     * @param previous as many days before
     * @param previousSoFar these up to the same time of day as now, in steps of five minutes
     */
    record Compared(Range current, Range previous, Range previousSoFar) {
        static Compared lastDays(int days, ZoneId zone, Instant now) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            Range current = new Range(start(today.minusDays(days - 1), zone), start(today.plusDays(1), zone));
            Range previous = new Range(start(today.minusDays(2L * days - 1), zone), current.from);
            Instant step = Instant.ofEpochSecond(now.getEpochSecond() / STEP_SECONDS * STEP_SECONDS);
            Instant soFar = start(today.minusDays(days), zone).plus(Duration.between(start(today, zone), step));
            return new Compared(current, previous, new Range(previous.from, soFar));
        }

        private static Instant start(LocalDate day, ZoneId zone) {
            return day.atStartOfDay(zone).toInstant();
        }
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("from", from.toString())
                .put("to", to.toString());
    }

    /** As a condition on the time of an event. */
    String condition() {
        return "at >= fromUnixTimestamp64Milli(" + from.toEpochMilli() + ", 'UTC') AND at < fromUnixTimestamp64Milli("
                + to.toEpochMilli() + ", 'UTC')";
    }
}

package polku.storage.read;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/** The steps of a time series, on the clock and calendar of the site's time zone. */
public enum Interval {
    MINUTE,
    HOUR,
    DAY,
    /** Monday to Sunday. */
    WEEK,
    MONTH;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Interval> of(String id) {
        for (Interval interval : values()) {
            if (interval.id().equals(id)) {
                return Optional.of(interval);
            }
        }
        return Optional.empty();
    }

    /** The start of the step that holds {@code time}. */
    ZonedDateTime startOf(ZonedDateTime time) {
        ZoneId zone = time.getZone();
        return switch (this) {
            case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
            case HOUR -> startOfHour(time);
            case DAY -> time.toLocalDate().atStartOfDay(zone);
            case WEEK ->
                time.toLocalDate()
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .atStartOfDay(zone);
            case MONTH -> time.toLocalDate().withDayOfMonth(1).atStartOfDay(zone);
        };
    }

    /** The start of the step after the one that starts at {@code start}: always later. */
    ZonedDateTime next(ZonedDateTime start) {
        ZoneId zone = start.getZone();
        return switch (this) {
            case MINUTE -> start.plusMinutes(1);
            case HOUR -> nextHour(start);
            case DAY -> start.toLocalDate().plusDays(1).atStartOfDay(zone);
            case WEEK -> start.toLocalDate().plusWeeks(1).atStartOfDay(zone);
            case MONTH -> start.toLocalDate().plusMonths(1).atStartOfDay(zone);
        };
    }

    /** The hour of the wall clock; where the clock is set by part of an hour, the piece on this side of the change. */
    private static ZonedDateTime startOfHour(ZonedDateTime time) {
        ZonedDateTime start = time.truncatedTo(ChronoUnit.HOURS);
        ZonedDateTime next = nextHour(start);
        return next.isAfter(time) ? start : next;
    }

    private static ZonedDateTime nextHour(ZonedDateTime start) {
        ZonedDateTime later = start.plusHours(1);
        ZonedDateTime whole = later.truncatedTo(ChronoUnit.HOURS);
        return whole.isAfter(start) ? whole : later;
    }
}

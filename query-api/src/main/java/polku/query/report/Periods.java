package polku.query.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import polku.query.web.QueryParameters;
import polku.storage.read.Period;

/** Reads date ranges, and finds the range to compare with on the calendar of the site's time zone. */
public final class Periods {
    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Periods() {}

    /** @throws polku.http.ProblemException 400, also where there is none */
    public static Period read(QueryRequest.@Nullable DateRange range, String pointer) {
        if (range == null) {
            throw InvalidQuery.at(pointer, "is missing");
        }
        return read(range.from(), range.to(), pointer);
    }

    /**
     * The period of the parameters {@code from} and {@code to}; without them the 30 days until now, so that those who ask at
     * the same time ask the same.
     */
    public static Period read(QueryParameters.Values parameters, Instant now) {
        String from = parameters.get("from");
        String to = parameters.get("to");
        if (from == null && to == null) {
            Instant end = now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
            return new Period(end.minus(Duration.ofDays(30)), end);
        }
        return read(from, to, "");
    }

    /** The range asked to compare with, or null where none is. */
    static @Nullable Period compared(@Nullable JsonNode compare, Period period, ZoneId zone) {
        if (compare == null || compare.isNull()) {
            return null;
        }
        if (compare.isTextual()) {
            return switch (compare.textValue()) {
                case "previousPeriod" -> previous(period, zone);
                case "previousYear" -> yearBefore(period, zone);
                default -> throw notComparable();
            };
        }
        if (!compare.isObject()) {
            throw notComparable();
        }
        for (Iterator<String> names = compare.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("from") && !name.equals("to")) {
                throw InvalidQuery.at(
                        "/compare/" + name.replace("~", "~0").replace("/", "~1"), "is not a field that is known here");
            }
        }
        return read(text(compare, "from"), text(compare, "to"), "/compare");
    }

    /**
     * The same length of time just before; whole days of the calendar are as many days before, however many hours those
     * have.
     */
    public static Period previous(Period period, ZoneId zone) {
        ZonedDateTime from = period.from().atZone(zone);
        ZonedDateTime to = period.to().atZone(zone);
        if (startsDay(from) && startsDay(to)) {
            long days = ChronoUnit.DAYS.between(from.toLocalDate(), to.toLocalDate());
            Instant start =
                    from.toLocalDate().minusDays(days).atStartOfDay(zone).toInstant();
            return new Period(start, period.from());
        }
        return new Period(period.from().minus(Duration.between(period.from(), period.to())), period.from());
    }

    /** The same dates a year earlier. 29 February becomes the 28th; a period to the end of the 29th ends with the 28th. */
    private static Period yearBefore(Period period, ZoneId zone) {
        ZonedDateTime end = period.to().atZone(zone);
        Instant from = period.from().atZone(zone).minusYears(1).toInstant();
        ZonedDateTime to = end.minusYears(1);
        if (startsDay(end) && to.getDayOfMonth() != end.getDayOfMonth()) {
            to = to.plusDays(1);
        }
        // A clock change a year ago can leave nothing of a short period.
        return from.isBefore(to.toInstant())
                ? new Period(from, to.toInstant())
                : new Period(from, from.plus(Duration.between(period.from(), period.to())));
    }

    private static boolean startsDay(ZonedDateTime time) {
        LocalDate date = time.toLocalDate();
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                || time.toInstant().equals(date.atStartOfDay(time.getZone()).toInstant());
    }

    private static Period read(@Nullable String from, @Nullable String to, String pointer) {
        Instant start = time(from, pointer + "/from");
        Instant end = time(to, pointer + "/to");
        if (!start.isBefore(end)) {
            throw InvalidQuery.at(pointer + "/to", "must be later than from");
        }
        return new Period(start, end);
    }

    private static Instant time(@Nullable String text, String pointer) {
        if (text == null) {
            throw InvalidQuery.at(pointer, "is missing");
        }
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw InvalidQuery.at(pointer, "must be a time with a zone, such as 2026-10-01T00:00:00Z");
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw InvalidQuery.at(pointer, "must be from 1970-01-02 to 2200-01-01");
        }
        return time;
    }

    private static @Nullable String text(JsonNode range, String name) {
        JsonNode value = range.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw InvalidQuery.at("/compare/" + name, "must be a text");
        }
        return value.textValue();
    }

    private static RuntimeException notComparable() {
        return InvalidQuery.at("/compare", "must be previousPeriod, previousYear or an object with from and to");
    }
}

package polku.storage.read;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Weekdays and hours of a time zone in SQL. The zone's offsets are computed here and handed over as numbers, as in {@link
 * Buckets}: ClickHouse need not know the zone.
 */
final class OfWeekSql {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    /** 1970-01-01 was a Thursday; some weeks on top keep what is counted positive in every zone. */
    private static final long TO_MONDAY = 3 * DAY + 4 * 7 * DAY;

    private OfWeekSql() {}

    /**
     * @param time an expression of type DateTime64(3) between the bounds
     * @return an expression of a whole number, which {@link #text} writes
     */
    static String number(Dimension.OfWeek dimension, String time, Instant first, Instant last, Bindings bindings) {
        String millis = "toUnixTimestamp64Milli(" + time + ")";
        String local = "(" + millis + " + " + offset(dimension.zone(), millis, first, last, bindings) + " + "
                + TO_MONDAY + ")";
        return switch (dimension.part()) {
            case WEEKDAY -> "toUInt8(intDiv(" + local + ", " + DAY + ") % 7 + 1)";
            case HOUR -> "toUInt8(intDiv(" + local + ", " + HOUR + ") % 24)";
        };
    }

    /** The value of the dimension, see {@link Dimension.OfWeek.Part}. */
    static String text(Dimension.OfWeek dimension, String number) {
        return switch (dimension.part()) {
            case WEEKDAY -> "toString(" + number + ")";
            case HOUR -> "leftPad(toString(" + number + "), 2, '0')";
        };
    }

    private static String offset(ZoneId zone, String millis, Instant first, Instant last, Bindings bindings) {
        ZoneRules rules = zone.getRules();
        List<Long> starts = new ArrayList<>(List.of(first.toEpochMilli()));
        List<Long> offsets = new ArrayList<>(List.of(millis(rules, first)));
        ZoneOffsetTransition next = rules.nextTransition(first);
        while (next != null && !next.getInstant().isAfter(last)) {
            starts.add(next.getInstant().toEpochMilli());
            offsets.add(millis(rules, next.getInstant()));
            next = rules.nextTransition(next.getInstant());
        }
        if (starts.size() == 1) {
            return bindings.value("Int64", offsets.get(0));
        }
        String bound = bindings.value("Array(Int64)", starts);
        return "transform(roundDown(" + millis + ", " + bound + "), " + bound + ", "
                + bindings.value("Array(Int64)", offsets) + ")";
    }

    private static long millis(ZoneRules rules, Instant at) {
        return Duration.ofSeconds(rules.getOffset(at).getTotalSeconds()).toMillis();
    }
}

package polku.storage.read;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a time series over a period. The first starts where its calendar step does, so perhaps before the period;
 * only what lies in the period is counted. They are computed here alone and handed to ClickHouse as numbers, so the two
 * need not agree on time zone data.
 *
 * @param starts ascending, milliseconds since the epoch; at least one
 */
public record Buckets(ZoneId zone, List<Long> starts) {
    /** More steps than any screen draws: a longer series is refused. */
    public static final int MOST = 5000;

    public Buckets {
        starts = List.copyOf(starts);
    }

    /** @throws IllegalArgumentException where there are more than {@link #MOST} */
    public static Buckets of(Period period, Interval interval, ZoneId zone) {
        List<Long> starts = new ArrayList<>();
        ZonedDateTime start = interval.startOf(period.from().atZone(zone));
        while (start.toInstant().isBefore(period.to())) {
            if (starts.size() == MOST) {
                throw new IllegalArgumentException("more than " + MOST + " steps");
            }
            starts.add(start.toInstant().toEpochMilli());
            start = interval.next(start);
        }
        return new Buckets(zone, starts);
    }

    public int size() {
        return starts.size();
    }

    public ZonedDateTime start(int index) {
        return Instant.ofEpochMilli(starts.get(index)).atZone(zone);
    }

    /** The lengths of all steps but the last, run-length encoded: a year of days is five runs at most, not 365 numbers. */
    Runs runs() {
        List<Long> lengths = new ArrayList<>();
        List<Long> repeats = new ArrayList<>();
        for (int i = 1; i < starts.size(); i++) {
            long length = starts.get(i) - starts.get(i - 1);
            int last = lengths.size() - 1;
            if (last >= 0 && lengths.get(last) == length) {
                repeats.set(last, repeats.get(last) + 1);
            } else {
                lengths.add(length);
                repeats.add(1L);
            }
        }
        return new Runs(lengths, repeats);
    }

    record Runs(List<Long> lengths, List<Long> repeats) {}
}

package polku.query.report;

import org.jspecify.annotations.Nullable;
import polku.storage.control.Site;
import polku.storage.read.Buckets;
import polku.storage.read.Interval;
import polku.storage.read.Period;

/** Reads the interval of a time series. Whatever is wrong is a 400 that points at it. */
public final class SeriesReader {
    private static final String POINTER = "/interval";

    private SeriesReader() {}

    /** Null where none is given. */
    public static @Nullable Interval interval(@Nullable String given) {
        if (given == null) {
            return null;
        }
        return Interval.of(given)
                .orElseThrow(() -> InvalidQuery.at(POINTER, "must be minute, hour, day, week or month"));
    }

    /** The steps of a period in the site's time zone. */
    public static Buckets buckets(Period period, Interval interval, Site site) {
        try {
            return Buckets.of(period, interval, site.timezone());
        } catch (IllegalArgumentException e) {
            throw InvalidQuery.at(
                    POINTER, "would give more than " + Buckets.MOST + " rows; take a longer one or a shorter period");
        }
    }
}

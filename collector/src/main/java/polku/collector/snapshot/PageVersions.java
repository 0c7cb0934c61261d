package polku.collector.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import polku.storage.control.Site;

/**
 * Which versions of pages this server has stored, so that each is recorded once; what is forgotten (the longest unused of
 * 50,000, and all with a restart) is recorded again. Of a page and kind of device at most 20 new ones are wanted a UTC day:
 * one that never looks the same must not fill the disk. Safe for use by several threads; some 8 MB.
 */
public final class PageVersions {
    static final int MOST_A_DAY = 20;
    private static final int MOST_VERSIONS = 50_000;
    private static final int MOST_PAGES = 20_000;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    /** Whoever was asked for it needs so long at most. */
    private static final long PATIENCE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final InstantSource clock;
    /** Until when it is not wanted. */
    private final Cache<Long, Long> known =
            Caffeine.newBuilder().maximumSize(MOST_VERSIONS).build();

    private final Cache<Long, Today> today =
            Caffeine.newBuilder().maximumSize(MOST_PAGES).build();

    /** @param stored new versions on that UTC day */
    private record Today(long day, int stored) {}

    public PageVersions(InstantSource clock) {
        this.clock = clock;
    }

    /** A version of a page. */
    public record Version(Site site, String page, String device, long skeleton) {
        private long pageKey() {
            return PageKeys.of(site, page, device);
        }

        private long key() {
            return PageKeys.of(pageKey(), skeleton);
        }
    }

    /** Whether to ask for a recording. Where it is true, others are told no for a minute. */
    public boolean ask(Version version) {
        long now = clock.millis();
        Long until = known.getIfPresent(version.key());
        if (until != null && now < until || isEnough(version)) {
            return false;
        }
        known.put(version.key(), now + PATIENCE_MILLIS);
        return true;
    }

    /** Whether a recording is taken now that it has come. */
    public boolean isWanted(Version version) {
        Long until = known.getIfPresent(version.key());
        return (until == null || until != Long.MAX_VALUE) && !isEnough(version);
    }

    /** A recording was stored. */
    public void stored(Version version) {
        known.put(version.key(), Long.MAX_VALUE);
        long day = day();
        today.asMap()
                .merge(
                        version.pageKey(),
                        new Today(day, 1),
                        (before, one) -> before.day == day ? new Today(day, before.stored + 1) : one);
    }

    private boolean isEnough(Version version) {
        Today stored = today.getIfPresent(version.pageKey());
        return stored != null && stored.day == day() && stored.stored >= MOST_A_DAY;
    }

    private long day() {
        return Math.floorDiv(clock.millis(), DAY_MILLIS);
    }
}

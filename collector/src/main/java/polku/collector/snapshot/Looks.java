package polku.collector.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import polku.storage.control.Site;

/**
 * When it is time to ask a tracker to look at its page: once in an interval for each page and kind of device, however many
 * visit it. Asked by every pageview. Safe for use by several threads; remembers 20,000 pages (some 2 MB).
 */
public final class Looks {
    private static final int MOST = 20_000;

    private final boolean always;
    private final Cache<Long, Boolean> lately;

    public Looks(Duration interval, InstantSource clock) {
        this.always = interval.isZero();
        this.lately = Caffeine.newBuilder()
                .ticker((Ticker) () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(interval)
                .maximumSize(MOST)
                .build();
    }

    /** True for the first to ask in an interval. */
    public boolean isDue(Site site, String page, String device) {
        return always || lately.asMap().putIfAbsent(PageKeys.of(site, page, device), true) == null;
    }
}

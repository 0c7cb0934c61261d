package polku.query.site;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.storage.control.Erasures;
import polku.storage.control.Erasures.Erasure;
import polku.storage.site.SiteEvents;

/**
 * Deletes the rows of deleted sites in the background: at once, and again an hour later, since some may have been on their way
 * to the tables. What fails (ClickHouse is away) is tried every minute, also after a restart.
 */
public final class SiteEraser implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SiteEraser.class);
    private static final Duration LATE_ROWS = Duration.ofHours(1);

    private final Erasures erasures;
    private final SiteEvents events;
    private final InstantSource clock;
    private final ScheduledExecutorService executor;
    /** Of those still noted, the ones that wait for the second time. Used by the one thread alone. */
    private final Set<Integer> erasedOnce = new HashSet<>();

    public SiteEraser(Erasures erasures, SiteEvents events, InstantSource clock) {
        this.erasures = erasures;
        this.events = events;
        this.clock = clock;
        this.executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "polku-erase");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::eraseQuietly, 1, 60, TimeUnit.SECONDS);
    }

    /** Looks at once whether there is something to do. */
    void wake() {
        try {
            executor.execute(this::eraseQuietly);
        } catch (RejectedExecutionException e) {
            log.debug("a site is erased after the next start", e);
        }
    }

    private void eraseQuietly() {
        try {
            erasures.list().forEach(this::erase);
        } catch (RuntimeException e) {
            if (!executor.isShutdown()) {
                log.warn("a deleted site's rows cannot be deleted now; tried again in a minute", e);
            }
        }
    }

    private void erase(Erasure erasure) {
        boolean last = !clock.instant().isBefore(erasure.requestedAt().plus(LATE_ROWS));
        if (!last && erasedOnce.contains(erasure.siteNumber())) {
            return;
        }
        events.erase(erasure.siteNumber());
        if (last) {
            erasures.done(erasure.siteNumber());
            erasedOnce.remove(erasure.siteNumber());
            log.info("the rows of the deleted site {} are deleted", erasure.siteNumber());
        } else {
            erasedOnce.add(erasure.siteNumber());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

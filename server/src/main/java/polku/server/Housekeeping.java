package polku.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.control.Site;
import polku.storage.replay.ReplayKeeping;

/**
 * Deletes the recordings that need not be kept: at the start, and then every hour or so. The pause is drawn anew each time, so
 * that servers do not work in step.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long LEAST_PAUSE_SECONDS = Duration.ofMinutes(50).toSeconds();
    private static final long MOST_PAUSE_SECONDS = Duration.ofMinutes(70).toSeconds();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread worker = new Thread(work, "polku-housekeeping");
        worker.setDaemon(true);
        return worker;
    });

    private final ReplayKeeping replays;
    private final Supplier<List<Site>> sites;

    /** @param sites as they are now; may block */
    Housekeeping(ReplayKeeping replays, Supplier<List<Site>> sites) {
        this.replays = replays;
        this.sites = sites;
    }

    void start() {
        schedule(0);
    }

    private void schedule(long seconds) {
        if (!thread.isShutdown()) {
            thread.schedule(this::round, seconds, TimeUnit.SECONDS);
        }
    }

    private void round() {
        try {
            replays.run(sites.get());
        } catch (ClickHouseException e) {
            LOG.warn("deleting old recordings failed, again in an hour: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("deleting old recordings failed, again in an hour", e);
        }
        schedule(ThreadLocalRandom.current().nextLong(LEAST_PAUSE_SECONDS, MOST_PAUSE_SECONDS));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

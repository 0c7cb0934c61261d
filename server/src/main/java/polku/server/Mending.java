package polku.server;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.session.SessionMender;

/**
 * Looks every 10 seconds or so whether other servers wrote sessions, and mends what came out wrong. The pause is drawn anew
 * each time, so that servers do not work in step.
 */
final class Mending implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mending.class);
    private static final long LEAST_PAUSE_MS = 7_000;
    private static final long MOST_PAUSE_MS = 13_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread worker = new Thread(work, "polku-sessions");
        worker.setDaemon(true);
        return worker;
    });

    void start(SessionMender mender) {
        if (!thread.isShutdown()) {
            long pause = ThreadLocalRandom.current().nextLong(LEAST_PAUSE_MS, MOST_PAUSE_MS);
            thread.schedule(() -> round(mender), pause, TimeUnit.MILLISECONDS);
        }
    }

    private void round(SessionMender mender) {
        try {
            mender.run();
        } catch (ClickHouseException e) {
            LOG.debug("looking after sessions failed, again soon: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("looking after sessions failed, again soon", e);
        }
        start(mender);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

package polku.query.realtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.http.Problem;
import polku.http.ProblemException;
import polku.query.web.EventStream;

/**
 * Looks at the sites that somebody follows every two seconds, once for all of their viewers, and tells these what changed. A
 * stream ends after a minute at the latest; the browser opens a new one, and has to be allowed to anew.
 */
final class RealtimeFeed implements AutoCloseable {
    static final int MOST_VIEWERS = 200;
    private static final Logger log = LoggerFactory.getLogger(RealtimeFeed.class);
    private static final long STEP_MILLIS = 2000;
    /** Below the time in which a connection must bring its next request. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final int STEPS_TO_SIGN_OF_LIFE = 7;

    private final IntFunction<byte[]> answers;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    /** What the viewers of a site saw last. Used by the one thread alone. */
    private final Map<Integer, byte[]> seen = new ConcurrentHashMap<>();

    private final ScheduledExecutorService executor;
    private long steps;

    private record Viewer(int site, EventStream stream, long openedAt) {
        boolean isOver() {
            return !stream.isOpen() || System.nanoTime() - openedAt > LONGEST_NANOS;
        }
    }

    /** @param answers of a site by its number, as JSON; blocks */
    RealtimeFeed(IntFunction<byte[]> answers, MeterRegistry metrics) {
        this.answers = answers;
        Gauge.builder("polku.query.realtime.viewers", viewers, Set::size)
                .description("Who follows the realtime view of a site")
                .register(metrics);
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "polku-realtime");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::step, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @throws ProblemException 503 where there are too many viewers */
    void checkRoom() {
        if (viewers.size() >= MOST_VIEWERS) {
            throw new ProblemException(
                    Problem.of(503, "busy", "Busy", "Too many follow the realtime view; ask without the stream."),
                    Map.of("Retry-After", "30"));
        }
    }

    /** @param first what the viewer sees at once */
    void add(int site, EventStream stream, byte[] first) {
        viewers.add(new Viewer(site, stream, System.nanoTime()));
        stream.send("realtime", first);
        if (executor.isShutdown()) {
            stream.end();
        }
    }

    private void step() {
        try {
            steps++;
            viewers.removeIf(this::leave);
            seen.keySet().removeIf(site -> viewers.stream().noneMatch(viewer -> viewer.site() == site));
            viewers.stream().map(Viewer::site).distinct().forEach(this::tell);
        } catch (RuntimeException e) {
            log.warn("the realtime view cannot be told just now", e);
        }
    }

    private boolean leave(Viewer viewer) {
        boolean over = viewer.isOver() || !viewer.stream().isAllowed();
        if (over) {
            viewer.stream().end();
        }
        return over;
    }

    private void tell(int site) {
        byte[] answer;
        try {
            answer = answers.apply(site);
        } catch (RuntimeException e) {
            log.debug("site {} cannot be looked at just now", site, e);
            return;
        }
        byte[] before = seen.put(site, answer);
        boolean changed = !Arrays.equals(before, answer);
        for (Viewer viewer : viewers) {
            if (viewer.site() == site && changed) {
                viewer.stream().send("realtime", answer);
            } else if (viewer.site() == site && steps % STEPS_TO_SIGN_OF_LIFE == 0) {
                viewer.stream().sendSignOfLife();
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        viewers.forEach(viewer -> viewer.stream().end());
    }
}

package polku.query.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import polku.http.Problem;
import polku.http.ProblemException;

/**
 * Named threads behind a bounded queue, for what blocks. A full queue refuses at once (503): a client that waits longer
 * than its patience only makes the queue longer.
 */
public final class WorkerPool implements Executor, AutoCloseable {
    private final ThreadPoolExecutor executor;
    private final Counter refused;

    /** @param name of the threads, and the tag {@code pool} of {@code polku_query_pool_*} */
    public WorkerPool(String name, int threads, int queue, MeterRegistry metrics) {
        AtomicInteger number = new AtomicInteger();
        executor =
                new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), work -> {
                    Thread thread = new Thread(work, "polku-" + name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        refused = Counter.builder("polku.query.pool.refused")
                .description("Requests answered 503 since the queue was full")
                .tag("pool", name)
                .register(metrics);
        Gauge.builder(
                        "polku.query.pool.queued",
                        executor,
                        pool -> pool.getQueue().size())
                .description("Requests that wait for a thread")
                .tag("pool", name)
                .register(metrics);
    }

    /** @throws ProblemException 503 where the queue is full */
    @Override
    public void execute(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            refused.increment();
            throw new ProblemException(
                    Problem.of(503, "busy", "Busy", "The server has too much to do just now; try again."),
                    Map.of("Retry-After", "1"));
        }
    }

    /** Ends without waiting for what is queued. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}

package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import polku.collector.DropReason;
import polku.collector.Refusal;

/**
 * Threads for what would hold an event loop up, and a bounded queue before them: what is beyond is refused with when to come
 * again, so that what waits cannot fill the memory. Safe for use by several threads.
 */
final class WorkerQueue {
    private static final int RETRY_SECONDS = 5;

    private final WorkerExecutor workers;
    private final Bounds bounds;
    private final DropReason busy;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();

    /** @param tasks that wait or are worked on, at most; {@code bytes} likewise */
    record Bounds(int threads, int tasks, long bytes) {}

    /** @param busy as what a refusal is counted */
    WorkerQueue(Vertx vertx, String name, Bounds bounds, DropReason busy) {
        this.workers = vertx.createSharedWorkerExecutor(name, bounds.threads());
        this.bounds = bounds;
        this.busy = busy;
    }

    /**
     * Completes on the event loop that calls.
     *
     * @param bytes that the task holds while it waits
     * @throws Refusal where too much waits
     */
    <T> Future<T> run(int bytes, Callable<T> task) {
        if (waiting.incrementAndGet() > bounds.tasks() | waitingBytes.addAndGet(bytes) > bounds.bytes()) {
            done(bytes);
            throw Refusal.unavailable(busy, "Too much to be read comes at once; send it again soon.", RETRY_SECONDS);
        }
        return workers.executeBlocking(task, false).eventually(() -> {
            done(bytes);
            return Future.succeededFuture();
        });
    }

    private void done(int bytes) {
        waiting.decrementAndGet();
        waitingBytes.addAndGet(-bytes);
    }
}

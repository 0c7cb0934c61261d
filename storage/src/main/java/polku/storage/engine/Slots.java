package polku.storage.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** So many statements at once, so many more that wait; the next one is turned away. */
final class Slots {
    private final int count;
    private final Semaphore free;
    private final int queue;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    Slots(int count, int queue) {
        this.count = count;
        this.free = new Semaphore(count, true);
        this.queue = queue;
    }

    void take() throws EngineException, InterruptedException {
        if (closed) {
            throw turnedAway("The server is shutting down");
        }
        if (free.tryAcquire()) {
            return;
        }
        if (waiting.incrementAndGet() > queue) {
            waiting.decrementAndGet();
            throw turnedAway("Too many simultaneous queries. Maximum: " + count + ", and " + queue + " waiting");
        }
        try {
            free.acquire();
        } finally {
            waiting.decrementAndGet();
        }
        if (closed) {
            free.release();
            throw turnedAway("The server is shutting down");
        }
    }

    void giveBack() {
        free.release();
    }

    /** No more statements from now on; true when none is left running. */
    boolean close(long timeout, TimeUnit unit) throws InterruptedException {
        closed = true;
        return free.tryAcquire(count, timeout, unit);
    }

    private static EngineException turnedAway(String message) {
        return EngineException.of(
                EngineException.TOO_MANY_SIMULTANEOUS_QUERIES, "TOO_MANY_SIMULTANEOUS_QUERIES", message);
    }
}

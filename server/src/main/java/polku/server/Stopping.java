package polku.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Waits for the end: Ctrl-C, SIGTERM, or a fault after which going on would break the promise. Everything is stopped in
 * the JVM's shutdown hook, so the process answers a signal with a stop and exit code 0 where that was clean, 1 where not. The
 * signal may come before all has started: beacons are acknowledged while ClickHouse is still on its way up.
 */
final class Stopping {
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicBoolean fatal = new AtomicBoolean();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Thread hook = new Thread(this::stop, "polku-stop");

    /** A fault after which nothing can be promised: stops the process at once with exit code 2, without writing anything more. */
    void fatal(Throwable cause) {
        if (fatal.compareAndSet(false, true)) {
            System.err.println("polku: stopping at once, since data may not be safe: " + cause);
            Runtime.getRuntime().halt(2);
        }
    }

    /**
     * Starts, and returns no more but by what the start threw; until then what it {@link #started} is running.
     *
     * @param start what it started itself it must have stopped where it throws
     */
    void run(Callable<?> start) throws Exception {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start.call();
        } catch (Exception e) {
            if (!isStopping()) {
                throw e;
            }
        }
        never.await();
    }

    /** Starts a part, which must not take long: a stop waits until it has started, and then stops it. */
    synchronized <T extends AutoCloseable> T started(Supplier<T> part) {
        T started = part.get();
        add(started);
        return started;
    }

    /** Something that runs, to be stopped before what was added earlier. */
    synchronized void add(AutoCloseable part) {
        running.push(part);
    }

    /** Whether what failed did so because everything is being stopped; if not, it is not going to be. */
    private boolean isStopping() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private synchronized void stop() {
        int exit = 0;
        System.err.println("polku: stopping");
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("polku: " + e.getMessage());
                exit = 1;
            }
        }
        if (exit == 0) {
            System.err.println("polku: stopped");
        }
        // A signal would make the exit code 143 or 130; a clean stop is no failure.
        Runtime.getRuntime().halt(exit);
    }
}

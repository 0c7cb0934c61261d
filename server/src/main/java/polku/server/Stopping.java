package polku.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for the end: Ctrl-C, SIGTERM, or a fault after which going on would break the promise. Everything is stopped in
 * the JVM's shutdown hook, so the process answers a signal with a stop and exit code 0 where that was clean, 1 where not.
 */
final class Stopping {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean fatal = new AtomicBoolean();

    /** A fault after which nothing can be promised: stops the process at once with exit code 2, without writing anything more. */
    void fatal(Throwable cause) {
        if (fatal.compareAndSet(false, true)) {
            System.err.println("polku: stopping at once, since data may not be safe: " + cause);
            Runtime.getRuntime().halt(2);
        }
    }

    /** Runs until the process is told to stop; {@code close} has run when the JVM ends. */
    void await(AutoCloseable running) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "polku-stop"));
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(AutoCloseable running) {
        int exit = 0;
        try {
            System.err.println("polku: stopping");
            running.close();
            System.err.println("polku: stopped");
        } catch (Exception e) {
            System.err.println("polku: " + e.getMessage());
            exit = 1;
        }
        // A signal would make the exit code 143 or 130; a clean stop is no failure.
        Runtime.getRuntime().halt(exit);
    }
}

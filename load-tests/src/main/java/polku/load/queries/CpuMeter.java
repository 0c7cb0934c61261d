package polku.load.queries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import polku.load.ServerProcess;

/**
 * The CPU time that a process spends on something, by the scheduler's own account of its threads: the process's sum in
 * {@code /proc} comes in hundredths of a second, which is what a cheap query takes.
 */
final class CpuMeter {
    /** The process counts as done with something when its threads stand still for so long. */
    private static final long STILL_MILLIS = 15;

    private static final long STILL_NANOS = 500_000;
    private static final int MOST_LOOKS = 40;

    private final Path threads;

    CpuMeter(long pid) {
        threads = Path.of("/proc", Long.toString(pid), "task");
    }

    /** Runs it, waits for what the process still does when it has answered, and returns the milliseconds of CPU. */
    double millis(Runnable work) {
        awaitStill();
        Map<String, Long> before = nanos();
        work.run();
        return since(before, awaitStill()) / 1e6;
    }

    private Map<String, Long> awaitStill() {
        Map<String, Long> last = nanos();
        for (int look = 0; look < MOST_LOOKS; look++) {
            ServerProcess.pause(STILL_MILLIS);
            Map<String, Long> now = nanos();
            if (since(last, now) < STILL_NANOS) {
                return now;
            }
            last = now;
        }
        return last;
    }

    /** A thread that has ended meanwhile is left out: it takes its account with it. */
    private static long since(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    private Map<String, Long> nanos() {
        List<Path> found;
        try (Stream<Path> files = Files.list(threads)) {
            found = files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Long> nanos = new HashMap<>();
        for (Path thread : found) {
            try {
                String account = Files.readString(thread.resolve("schedstat"));
                nanos.put(thread.getFileName().toString(), Long.parseLong(account.substring(0, account.indexOf(' '))));
            } catch (IOException e) {
                // it has ended
            }
        }
        return nanos;
    }
}

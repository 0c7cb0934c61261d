package polku.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * {@code POST /b} against the bare server, in turns: what an event costs, and how long an answer takes at half of what the
 * collector can do. CPU time counts until all is stored, so that work which is put off counts too.
 */
final class Throughput {
    private static final Duration WARM_UP_STRETCH = Duration.ofSeconds(5);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(90);
    private static final double MOST_COMPILING = 0.03;
    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final double COMMIT_INTERVAL_MILLIS = 5;

    private final Vertx vertx;
    private final HttpClient connections;
    private final BareUnderTest bare;
    private final PolkuUnderTest polku;
    private final Duration length;
    private final Path directory;
    private long accepted;

    /** @param directory on the disk that the spool is on */
    Throughput(Vertx vertx, BareUnderTest bare, PolkuUnderTest polku, Duration length, Path directory) {
        this.vertx = vertx;
        this.connections = BeaconLoad.connections(vertx);
        this.bare = bare;
        this.polku = polku;
        this.length = length;
        this.directory = directory;
    }

    /** Prints the figures; returns the number of events that were answered with 202. */
    long measure() {
        warmUp();
        LoadResult bareFull = bareLoad().saturate("bare server (204)", length, bare.process(), () -> {});
        double allocatedBefore = allocated();
        LoadResult one = polkuLoad(1).saturate("Polku, 1 event a beacon", length, polku.process(), this::drain);
        double allocatedOne = allocated() - allocatedBefore;
        LoadResult ten = polkuLoad(10).saturate("Polku, 10 events a beacon", length, polku.process(), this::drain);
        double allocatedTen = allocated() - allocatedBefore - allocatedOne;
        accepted += one.events() + ten.events();

        double half = one.requestsPerSecond() / 2;
        Histogram fsync = new Histogram(60_000_000L, 3);
        LoadResult barePaced = bareLoad().paced("bare server, at that rate", length, half, bare.process(), () -> {});
        LoadResult onePaced = polkuLoad(1).paced("Polku, half its most", length, half, polku.process(), this::drain);
        accepted += onePaced.events();
        timeSyncs(fsync);

        print(List.of(bareFull, one, ten, barePaced, onePaced));
        double single = one.eventsPerCpuSecond() / bareFull.requestsPerCpuSecond();
        double tens = ten.eventsPerCpuSecond() / bareFull.requestsPerCpuSecond();
        System.out.println("events per CPU-second / bare requests per CPU-second:");
        figure("  single events", single, "at least", 0.55, "");
        figure("  batches of 10", tens, "at least", 2.5, "");
        figure("collector CPU per event, batches of 10", ten.cpuMicrosPerEvent(), "at most", 5, " µs");
        figure("ClickHouse CPU per event, batches of 10", ten.engineCpuMicrosPerEvent(), "at most", 12, " µs");
        System.out.printf(
                Locale.ROOT, "%-56s %8.2f B%n", "allocated per event, single events", allocatedOne / one.events());
        figure("allocated per event, batches of 10", allocatedTen / ten.events(), "at most", 1024, " B");
        double fsyncP99 = fsync.getValueAtPercentile(99) / 1000.0;
        figure(
                String.format(Locale.ROOT, "p99 at half of saturation (fsync p99 %.1f ms)", fsyncP99),
                onePaced.p99Millis(),
                "at most",
                barePaced.p99Millis() + COMMIT_INTERVAL_MILLIS + 2 * fsyncP99,
                " ms");
        return accepted;
    }

    private void warmUp() {
        warmUp(bare.process(), () -> bareLoad(), () -> {});
        for (int events : List.of(1, 10)) {
            accepted += warmUp(polku.process(), () -> polkuLoad(events), this::drain);
        }
    }

    /**
     * Loads until the JVM has compiled what is hot: that is work of a server's first minutes, not of an event.
     *
     * @param settled as in {@link BeaconLoad#saturate}: what a measured load makes the server do is warm, too
     */
    static long warmUp(ServerProcess server, Supplier<BeaconLoad> load, Runnable settled) {
        long events = 0;
        double compiling;
        double all;
        long end = System.nanoTime() + LONGEST_WARM_UP.toNanos();
        do {
            double cpu = server.cpuSeconds();
            double compilers = server.compilerCpuSeconds();
            events += load.get()
                    .saturate("warm-up", WARM_UP_STRETCH, server, settled)
                    .events();
            all = server.cpuSeconds() - cpu;
            compiling = server.compilerCpuSeconds() - compilers;
        } while (compiling > MOST_COMPILING * all && System.nanoTime() < end);
        return events;
    }

    private BeaconLoad bareLoad() {
        return new BeaconLoad(vertx, connections, bare.port(), "none", 1);
    }

    private BeaconLoad polkuLoad(int events) {
        return new BeaconLoad(vertx, connections, polku.port(), polku.site(), events);
    }

    private void drain() {
        polku.awaitDrained(DRAIN);
    }

    private double allocated() {
        return polku.metric("jvm_gc_memory_allocated_bytes_total");
    }

    /** What the disk alone takes, right after the load: 4 KB written and synced, 300 times. */
    private void timeSyncs(Histogram micros) {
        Path file = directory.resolve("sync");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            for (int i = 0; i < 300; i++) {
                channel.write(ByteBuffer.allocate(4096));
                long begun = System.nanoTime();
                channel.force(false);
                micros.recordValue((System.nanoTime() - begun) / 1000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(List<LoadResult> results) {
        System.out.printf(
                "%n%-28s %12s %12s %10s %12s %12s %9s %9s%n",
                "", "requests/s", "events/s", "failures", "CPU-µs/event", "engine µs", "p50 ms", "p99 ms");
        for (LoadResult result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %12.0f %12.0f %10d %12.2f %12.2f %9.2f %9.2f%n",
                    result.name(),
                    result.requestsPerSecond(),
                    result.eventsPerSecond(),
                    result.failures(),
                    result.cpuMicrosPerEvent(),
                    result.engineCpuMicrosPerEvent(),
                    result.p50Millis(),
                    result.p99Millis());
        }
        System.out.println();
    }

    private static void figure(String name, double value, String bound, double aim, String unit) {
        boolean met = bound.equals("at least") ? value >= aim : value <= aim;
        System.out.printf(
                Locale.ROOT,
                "%-56s %8.2f%s (aim: %s %.2f%s): %s%n",
                name,
                value,
                unit,
                bound,
                aim,
                unit,
                met ? "met" : "MISSED");
    }
}

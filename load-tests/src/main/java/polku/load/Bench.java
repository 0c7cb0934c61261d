package polku.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import polku.load.heatmaps.HeatmapBench;
import polku.load.queries.QueryBench;
import polku.load.replays.ReplayBench;

/** {@code ./polku bench}: the collector against a bare server in the same run, and how soon a beacon is seen. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures Polku beside a bare server.")
public final class Bench implements Runnable {
    private static final Duration DRAIN = Duration.ofMinutes(3);

    @Option(names = "--seconds", description = "Length of each load (default: ${DEFAULT-VALUE}).", defaultValue = "15")
    private int seconds;

    @Option(names = "--visibility", description = "Beacons to time (default: ${DEFAULT-VALUE}).", defaultValue = "200")
    private int visibility;

    @Option(names = "--server-events", description = "Measure the door for servers only.")
    private boolean onlyServerEvents;

    @Option(
            names = "--profile",
            description = "Tell where the collector's time goes only; flame graphs go to ./bench-profile.")
    private boolean onlyProfile;

    @Option(
            names = "--queries",
            description = "Measure the dashboard's questions only: beside a scan of the raw events, and on the demo.")
    private boolean onlyQueries;

    @Option(
            names = "--heatmaps",
            description = "Measure what heatmaps of a page with many interactions cost only, beside scans of them.")
    private boolean onlyHeatmaps;

    @Option(
            names = "--replays",
            description = "Measure what recording many sessions at once costs only, and what they take on disk.")
    private boolean onlyReplays;

    @Option(
            names = "--sessions",
            description = "With --replays: recorded at once (default: ${DEFAULT-VALUE}).",
            defaultValue = "2000")
    private int sessions;

    @Option(
            names = "--minutes",
            description = "With --replays: length of each session (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int minutes;

    @Option(
            names = "--interactions",
            description = "With --heatmaps: to fill in (default: ${DEFAULT-VALUE}).",
            defaultValue = "5000000")
    private long interactions;

    @Option(
            names = "--events",
            description = "With --queries: events to fill in (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000000")
    private long events;

    @Option(
            names = "--rounds",
            description = "With --queries and --heatmaps: rounds over all questions (default: ${DEFAULT-VALUE}).",
            defaultValue = "9")
    private int rounds;

    @Option(
            names = "--requests",
            description =
                    "With --queries: requests to each panel of the demo; 0 leaves the demo out (default: ${DEFAULT-VALUE}).",
            defaultValue = "40")
    private int requests;

    @Option(
            names = "--data",
            description =
                    "With --queries and --heatmaps: a directory that keeps the data; what it has already is not filled in again.")
    private @Nullable Path data;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public void run() {
        Path home = Path.of(System.getenv().getOrDefault("POLKU_HOME", "."))
                .toAbsolutePath()
                .normalize();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        try {
            Path directory = Scratch.create("polku-bench");
            if (onlyHeatmaps) {
                Path kept = data == null ? directory : Files.createDirectories(data.toAbsolutePath());
                new HeatmapBench(vertx, home, kept, interactions, rounds).measure();
                Scratch.delete(directory);
                return;
            }
            if (onlyReplays) {
                new ReplayBench(vertx, home, directory, sessions, Duration.ofMinutes(minutes)).measure();
                Scratch.delete(directory);
                return;
            }
            if (onlyQueries) {
                System.out.printf(
                        "%d processors, Java %s%n", Runtime.getRuntime().availableProcessors(), Runtime.version());
                Path kept = data == null ? directory : Files.createDirectories(data.toAbsolutePath());
                new QueryBench(vertx, home, kept, events, rounds, requests).measure();
                Scratch.delete(directory);
                return;
            }
            System.out.printf(
                    "%d processors, Java %s, %d s a load, %d connections%n",
                    Runtime.getRuntime().availableProcessors(), Runtime.version(), seconds, BeaconLoad.CONNECTIONS);
            if (onlyProfile) {
                try (BareUnderTest bare = new BareUnderTest(home, directory);
                        PolkuUnderTest polku = new PolkuUnderTest(home, directory)) {
                    new Profile(vertx, bare, polku, Duration.ofSeconds(seconds), Path.of("bench-profile")).measure();
                }
                return;
            }
            if (onlyServerEvents) {
                try (PolkuUnderTest polku = new PolkuUnderTest(home, directory)) {
                    serverEvents(vertx, polku);
                }
                return;
            }
            try (BareUnderTest bare = new BareUnderTest(home, directory);
                    PolkuUnderTest polku = new PolkuUnderTest(home, directory)) {
                long accepted = new Throughput(vertx, bare, polku, Duration.ofSeconds(seconds), directory).measure();
                seen(polku, accepted);
                imported(polku);
                serverEvents(vertx, polku);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void seen(PolkuUnderTest polku, long accepted) {
        awaitDrained(polku, accepted);
        Histogram millis = new Visibility(polku).measure(visibility);
        long p99 = millis.getValueAtPercentile(99);
        System.out.printf(
                Locale.ROOT,
                "a beacon is seen by a query after (n = %d): p50 %d ms, p99 %d ms, max %d ms (aim: p99 ≤ 2000 ms): %s%n",
                visibility,
                millis.getValueAtPercentile(50),
                p99,
                millis.getMaxValue(),
                p99 <= 2000 ? "met" : "MISSED");
    }

    private static void imported(PolkuUnderTest polku) {
        OutOfOrder.Result result = new OutOfOrder(polku).measure();
        System.out.printf(
                Locale.ROOT,
                "%,d events of the last month in random order (sent in %.1f s): their %,d sessions are those of the"
                        + " definition %.1f s after the last was acknowledged (aim: ≤ 60 s): %s%n",
                result.events(),
                result.sendSeconds(),
                result.sessions(),
                result.seconds(),
                result.seconds() >= 0 && result.seconds() <= 60 ? "met" : "MISSED");
    }

    private void serverEvents(Vertx vertx, PolkuUnderTest polku) {
        new ServerEvents(vertx, polku, Duration.ofSeconds(seconds)).measure();
    }

    /** The backlog of the loads before would be timed otherwise; also says that nothing was lost under them. */
    private static void awaitDrained(PolkuUnderTest polku, long accepted) {
        long begun = System.nanoTime();
        long stored = polku.total("events", "");
        while (stored < accepted && System.nanoTime() - begun < DRAIN.toNanos()) {
            ServerProcess.pause(1500); // longer than an answer is shared
            stored = polku.total("events", "");
        }
        System.out.printf(
                Locale.ROOT,
                "%nanswered with 202: %d events; counted by a query %.1f s after the loads: %d (%s)%n",
                accepted,
                (System.nanoTime() - begun) / 1e9,
                stored,
                stored == accepted ? "met" : "MISSED");
    }
}

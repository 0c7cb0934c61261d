package polku.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./polku bench}: the collector against a bare server in the same run, and how soon a beacon is seen. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures Polku beside a bare server.")
public final class Bench implements Runnable {
    private static final int WARM_UP_SECONDS = 10;
    private static final Duration DRAIN = Duration.ofMinutes(3);

    @Option(names = "--seconds", description = "Length of each load (default: ${DEFAULT-VALUE}).", defaultValue = "15")
    private int seconds;

    @Option(names = "--visibility", description = "Beacons to time (default: ${DEFAULT-VALUE}).", defaultValue = "200")
    private int visibility;

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
            Path directory = Files.createTempDirectory("polku-bench");
            System.out.printf(
                    "%d processors, Java %s, %d s a load, %d connections%n",
                    Runtime.getRuntime().availableProcessors(), Runtime.version(), seconds, BeaconLoad.CONNECTIONS);
            LoadResult bare = bare(vertx, home, directory);
            try (PolkuUnderTest polku = new PolkuUnderTest(home, directory)) {
                long before = warmUp(vertx, polku);
                LoadResult one = load(vertx, polku, "Polku, 1 event a beacon", 1, seconds);
                LoadResult ten = load(vertx, polku, "Polku, 10 events a beacon", 10, seconds);
                print(bare, one, ten);
                seen(polku, before + one.events() + ten.events());
                imported(polku);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private LoadResult bare(Vertx vertx, Path home, Path directory) {
        int port = ServerProcess.freePort();
        String path = home.resolve("load-tests/target/classes")
                + File.pathSeparator
                + home.resolve("load-tests/target/lib/*");
        List<String> command = List.of("java", "-cp", path, "polku.load.BareServer", Integer.toString(port));
        try (ServerProcess server = ServerProcess.start(command, Map.of(), directory.resolve("bare.log"))) {
            server.awaitReady("the bare server", Duration.ofSeconds(20), () -> listens(port));
            new BeaconLoad(vertx, port, "none", 1)
                    .run("warm-up", Duration.ofSeconds(WARM_UP_SECONDS), server, () -> {});
            return new BeaconLoad(vertx, port, "none", 1)
                    .run("bare server (204)", Duration.ofSeconds(seconds), server, () -> {});
        }
    }

    /** Events sent to warm up. */
    private long warmUp(Vertx vertx, PolkuUnderTest polku) {
        return load(vertx, polku, "warm-up", 1, WARM_UP_SECONDS).events()
                + load(vertx, polku, "warm-up", 10, WARM_UP_SECONDS).events();
    }

    private static LoadResult load(Vertx vertx, PolkuUnderTest polku, String name, int events, int length) {
        return new BeaconLoad(vertx, polku.port(), polku.site(), events)
                .run(name, Duration.ofSeconds(length), polku.process(), () -> polku.awaitDrained(DRAIN));
    }

    private static void print(LoadResult bare, LoadResult one, LoadResult ten) {
        System.out.printf(
                Locale.ROOT,
                "%n%-28s %12s %12s %10s %12s %12s %9s %9s%n",
                "",
                "requests/s",
                "events/s",
                "failures",
                "CPU-µs/event",
                "engine µs",
                "p50 ms",
                "p99 ms");
        for (LoadResult result : List.of(bare, one, ten)) {
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
        System.out.printf(
                Locale.ROOT,
                "%nevents per CPU-second / bare requests per CPU-second: single %.2f, batches of 10 %.2f%n",
                one.eventsPerCpuSecond() / bare.requestsPerCpuSecond(),
                ten.eventsPerCpuSecond() / bare.requestsPerCpuSecond());
        System.out.printf(
                Locale.ROOT,
                "requests per second / bare (wall time, noisy):           single %.2f, batches of 10 %.2f%n",
                one.requestsPerSecond() / bare.requestsPerSecond(),
                ten.requestsPerSecond() / bare.requestsPerSecond());
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

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

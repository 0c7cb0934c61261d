package polku.load.replays;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import polku.load.EngineUnderTest;
import polku.load.PolkuUnderTest;

/**
 * Many sessions recorded at once: whether anything is lost, how late pageviews are seen meanwhile, and what the recordings take
 * on the wire and on disk beside whole sessions compressed by zstd.
 */
public final class ReplayBench {
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final int WARM_UP_VISITS = 300;
    private static final double LATEST_MILLIS = 5_000;
    private static final double MOST_STORED = 1.15;
    private static final double MOST_WIRE = 1.5;

    private final Vertx vertx;
    private final Path home;
    private final Path directory;
    private final int visits;
    private final Duration length;

    public ReplayBench(Vertx vertx, Path home, Path directory, int visits, Duration length) {
        this.vertx = vertx;
        this.home = home;
        this.directory = directory;
        this.visits = visits;
        this.length = length;
    }

    public void measure() throws IOException {
        say("› Making %,d visits of %d s", visits, length.toSeconds());
        RecordedPages pages = RecordedPages.read(home);
        try (Screenplay play = Screenplay.write(pages, 0, visits, length, directory.resolve("screenplay"));
                Screenplay warmUp =
                        Screenplay.write(pages, visits, WARM_UP_VISITS, WARM_UP, directory.resolve("warm-up"));
                EngineUnderTest engine = new EngineUnderTest(home, directory, EngineUnderTest.USUAL_MEGABYTES);
                PolkuUnderTest polku = new PolkuUnderTest(home, directory, PolkuUnderTest.Settings.PLAIN.on(engine))) {
            polku.call(
                    "PATCH",
                    "/api/v1/sites/" + polku.site(),
                    "{\"replay\":{\"recorded\":true,\"needsConsent\":false,\"minimumSeconds\":0}}");
            new Recorders(vertx, polku.port(), polku.site(), warmUp).start().join();
            polku.awaitDrained(LONGEST_DRAIN);
            engine.run("TRUNCATE TABLE replay_chunks");
            engine.run("TRUNCATE TABLE events");
            load(play, engine, polku);
            new StoredBytes(engine).print(play, wire, MOST_WIRE, MOST_STORED);
        }
    }

    private long wire;

    private void load(Screenplay play, EngineUnderTest engine, PolkuUnderTest polku) {
        Recorders recorders = new Recorders(vertx, polku.port(), polku.site(), play);
        Probes probes = new Probes(polku.port(), polku.site(), engine);
        double server = polku.process().cpuSeconds();
        double clickHouse = engine.process().cpuSeconds();
        long begun = System.nanoTime();
        probes.start();
        recorders.start().join();
        double seconds = (System.nanoTime() - begun) / 1e9;
        double backlog = polku.metric("polku_spool_rows");
        probes.finish();
        polku.awaitDrained(LONGEST_DRAIN);
        double drained = (System.nanoTime() - begun) / 1e9;
        wire = recorders.wire();
        say(
                "%,d sessions recorded at once for %.0f s: %,d chunks accepted, %d left out, %d given up, sent again by status: %s; %.2f KB/s"
                        + " a session as it comes, %.1f MB/s inflated",
                play.visits(),
                seconds,
                recorders.chunks(),
                recorders.left(),
                recorders.failed(),
                recorders.retries(),
                wire / 1e3 / seconds / play.visits(),
                play.characters() / 1e6 / seconds);
        say(
                "answers to chunks: p50 %.0f ms, p99 %.0f ms; to pageviews: p50 %.0f ms, p99 %.0f ms",
                recorders.chunkMicros().getValueAtPercentile(50) / 1e3,
                recorders.chunkMicros().getValueAtPercentile(99) / 1e3,
                recorders.beaconMicros().getValueAtPercentile(50) / 1e3,
                recorders.beaconMicros().getValueAtPercentile(99) / 1e3);
        say(
                "CPU: server %.0f %%, ClickHouse %.0f %% of a core; %,.0f rows waited at the end, none %.1f s later",
                (polku.process().cpuSeconds() - server) / seconds * 100,
                (engine.process().cpuSeconds() - clickHouse) / seconds * 100,
                backlog,
                drained - seconds);
        long pageviews = recorders.pageviews() + probes.sent();
        long stored = Long.parseLong(engine.run("SELECT count() FROM events"));
        say(
                "pageviews: %,d acknowledged, %,d stored (%s); seen after p50 %d ms, p99 %d ms, most %d ms (aim: none after 5 s): %s",
                pageviews,
                stored,
                pageviews == stored ? "met" : "MISSED",
                probes.millis().getValueAtPercentile(50),
                probes.millis().getValueAtPercentile(99),
                probes.millis().getMaxValue(),
                probes.unseen() == 0 && probes.millis().getMaxValue() <= LATEST_MILLIS ? "met" : "MISSED");
        long rows = Long.parseLong(engine.run(
                "SELECT count() + 1000000000 * (count() - uniqExact(document_id, sequence)) FROM replay_chunks"));
        say(
                "chunks: %,d acknowledged, %,d stored, each once (%s)",
                recorders.chunks(), rows, rows == recorders.chunks() && recorders.failed() == 0 ? "met" : "MISSED");
    }

    static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}

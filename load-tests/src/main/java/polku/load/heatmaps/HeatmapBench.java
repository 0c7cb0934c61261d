package polku.load.heatmaps;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import polku.load.EngineUnderTest;
import polku.load.Http;
import polku.load.PolkuUnderTest;
import polku.load.queries.HistoryLoad;
import polku.load.queries.MarkdownTable;

/**
 * {@code ./polku bench --heatmaps}: how long the questions about a page with many stored interactions take, beside a scan of the same
 * rows with {@code max()} of the columns that the answer cannot do without.
 */
public final class HeatmapBench {
    private static final int DAYS = 30;
    private static final long SEED = 1;
    private static final int WARM_UP = 2;
    private static final double AIM_MILLIS = 300;
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);
    private static final long LONGEST_MICROS = 60_000_000;

    private final Vertx vertx;
    private final Path home;
    private final Path directory;
    private final long interactions;
    private final int rounds;

    /**
     * @param vertx with a single event loop
     * @param home where Polku is built
     * @param directory takes all data; what it has already is measured as it is
     * @param interactions of the page
     */
    public HeatmapBench(Vertx vertx, Path home, Path directory, long interactions, int rounds) {
        this.vertx = vertx;
        this.home = home;
        this.directory = directory;
        this.interactions = interactions;
        this.rounds = rounds;
    }

    private record Measured(HeatmapQuestion question, Histogram micros, Histogram scan, long[] bytes) {
        boolean isMet() {
            return micros.getValueAtPercentile(95) <= AIM_MILLIS * 1000;
        }
    }

    /** Prints a table in Markdown and a summary. */
    public void measure() throws IOException {
        try (EngineUnderTest engine = new EngineUnderTest(home, directory, EngineUnderTest.USUAL_MEGABYTES);
                PolkuUnderTest polku = new PolkuUnderTest(home, directory, PolkuUnderTest.Settings.PLAIN.on(engine))) {
            if (polku.total("events", "") == 0) {
                fill(polku, engine);
            }
            engine.awaitMerged();
            List<Measured> all = HeatmapQuestion.all().stream()
                    .map(question -> new Measured(
                            question, new Histogram(LONGEST_MICROS, 3), new Histogram(LONGEST_MICROS, 3), new long[1]))
                    .toList();
            ask(engine, polku, all);
            print(engine, all);
        }
    }

    private void fill(PolkuUnderTest polku, EngineUnderTest engine) {
        Instant to = Instant.now();
        BusyPage page = new BusyPage(polku.site(), interactions, to.minus(Duration.ofDays(DAYS)), to, SEED);
        new HistoryLoad(vertx, polku, page).run();
        polku.awaitDrained(LONGEST_DRAIN);
        long stored =
                Long.parseLong(engine.run("SELECT count() FROM interactions WHERE page = '" + BusyPage.PATH + "'"));
        System.out.printf(
                Locale.ROOT,
                "%,d interactions of %d days on the page, in %,d sessions; stored: %,d (%s)%n",
                page.interactions(),
                DAYS,
                page.sessions(),
                stored,
                stored == page.interactions() ? "met" : "MISSED");
    }

    private void ask(EngineUnderTest engine, PolkuUnderTest polku, List<Measured> all) {
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        Instant from = end.minus(Duration.ofDays(DAYS + 1));
        for (int round = -WARM_UP; round < rounds; round++) {
            // Another end each time, behind everything: the same rows, but no answer of before is shared.
            Instant to = end.plusMillis(round + WARM_UP);
            String range = "\"dateRange\":{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}";
            for (Measured measured : all) {
                long begun = System.nanoTime();
                HttpResponse<String> answer = post(polku, measured.question(), range);
                long micros = (System.nanoTime() - begun) / 1000;
                begun = System.nanoTime();
                engine.run(measured.question().scan(from, to));
                long scan = (System.nanoTime() - begun) / 1000;
                if (round >= 0) {
                    measured.micros().recordValue(Math.min(micros, LONGEST_MICROS));
                    measured.scan().recordValue(Math.min(scan, LONGEST_MICROS));
                    measured.bytes()[0] = answer.body().length();
                }
            }
        }
    }

    private static HttpResponse<String> post(PolkuUnderTest polku, HeatmapQuestion question, String range) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + polku.port() + "/api/v1/sites/"
                        + polku.site() + "/heatmaps/" + question.endpoint()))
                .header("Authorization", "Bearer " + polku.key())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{" + range + question.fields() + "}"))
                .build();
        HttpResponse<String> answer = Http.send(request);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    question.name() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }

    private void print(EngineUnderTest engine, List<Measured> all) {
        System.out.printf(
                Locale.ROOT,
                "interactions of the page: %s; parts: %s; %d rounds, one request at a time; load average %.1f on %d processors%n",
                engine.run("SELECT count() FROM interactions WHERE page = '" + BusyPage.PATH + "'"),
                engine.run(
                        "SELECT count() FROM system.parts WHERE active AND database = 'polku' AND table = 'interactions'"),
                rounds,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
        MarkdownTable table = new MarkdownTable(
                "question", "p50, ms", "p95, ms", "scan with max(), p50, ms", "answer, kB", "aim", "");
        for (Measured measured : all) {
            table.row(
                    measured.question().name(),
                    millis(measured.micros(), 50),
                    millis(measured.micros(), 95),
                    millis(measured.scan(), 50),
                    String.format(Locale.ROOT, "%,d", measured.bytes()[0] / 1000),
                    measured.question().hasAim() ? String.format(Locale.ROOT, "p95 < %.0f ms", AIM_MILLIS) : "",
                    measured.question().hasAim() ? measured.isMet() ? "met" : "**missed**" : "");
        }
        table.print();
    }

    private static String millis(Histogram micros, double percentile) {
        return String.format(Locale.ROOT, "%.0f", micros.getValueAtPercentile(percentile) / 1000.0);
    }
}

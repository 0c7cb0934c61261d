package polku.load.queries;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import polku.load.EngineUnderTest;
import polku.load.ServerProcess;
import polku.load.queries.Panel.Kind;

/**
 * What each panel costs ClickHouse beside a plain scan of the columns that it needs: the panel through the query API and the scan
 * on the engine itself, one after the other, round by round, by the CPU time of the engine's process.
 */
final class PanelCosts {
    private static final int IDLE_SECONDS = 3;
    /** On fewer events a scan takes next to nothing, and everything costs what a question costs at all. */
    private static final long FEWEST_THAT_TELL = 1_000_000;

    private final QueryDoor door;
    private final EngineUnderTest engine;
    private final CpuMeter meter;
    private final long site;
    private final boolean tells;
    private final Map<Panel, Samples> samples = new LinkedHashMap<>();

    private record Sample(double cpuMillis, double millis) {}

    private record Samples(List<Sample> panel, List<Sample> scan) {
        Samples() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        double ratio() {
            return median(panel, Sample::cpuMillis) / median(scan, Sample::cpuMillis);
        }
    }

    /**
     * @param site its number in ClickHouse's tables
     * @param events of it
     */
    PanelCosts(QueryDoor door, EngineUnderTest engine, long site, double events) {
        this.tells = events >= FEWEST_THAT_TELL;
        this.door = door;
        this.engine = engine;
        this.site = site;
        this.meter = new CpuMeter(engine.process().pid());
    }

    /** @param screens panels that are asked for together; those of one screen share totals */
    void measure(List<List<Panel>> screens, int rounds) {
        double idle = meter.millis(() -> ServerProcess.pause(IDLE_SECONDS * 1000L)) / IDLE_SECONDS;
        System.out.printf(
                Locale.ROOT,
                "ClickHouse's process by itself takes %.1f CPU-ms a second, which is in the figures.%n",
                idle);
        for (int round = 0; round <= rounds; round++) {
            System.out.printf("\r› Round %d of %d %s ", round, rounds, round == 0 ? "(warming up)" : "            ");
            System.out.flush();
            for (List<Panel> screen : screens) {
                Set<Question> shared = Overview.sharedTotals(screen);
                for (Panel panel : screen) {
                    Sample asked = ask(panel, shared);
                    Sample scanned = sample(() -> panel.scans(site).forEach(engine::run));
                    if (round > 0) {
                        Samples of = samples.computeIfAbsent(panel, unseen -> new Samples());
                        of.panel().add(asked);
                        of.scan().add(scanned);
                    }
                }
            }
        }
        System.out.println();
    }

    /** Totals that several panels share are looked up just before, so that they do not count for each of these. */
    private Sample ask(Panel panel, Set<Question> shared) {
        Question question = panel.question();
        Question totals = question.ofTotals();
        door.awaitUnshared(question);
        if (question.equals(totals) || !shared.contains(totals)) {
            door.awaitUnshared(totals);
        } else {
            door.ask(totals);
        }
        return sample(() -> door.ask(question));
    }

    private Sample sample(Runnable work) {
        long[] nanos = new long[1];
        double cpuMillis = meter.millis(() -> {
            long begun = System.nanoTime();
            work.run();
            nanos[0] = System.nanoTime() - begun;
        });
        return new Sample(cpuMillis, nanos[0] / 1e6);
    }

    /** Prints the table; returns a line about each kind. */
    List<String> print() {
        MarkdownTable table = new MarkdownTable(
                "panel", "scan, CPU-ms", "panel, CPU-ms", "ratio", "aim", "", "scan, ms", "panel, ms");
        samples.forEach((panel, of) -> table.row(
                panel.name(),
                number("%.1f", median(of.scan(), Sample::cpuMillis)),
                number("%.1f", median(of.panel(), Sample::cpuMillis)),
                number("%.2f", of.ratio()),
                number("≤ %.2f", panel.kind().aim),
                !tells ? "too few events" : of.ratio() <= panel.kind().aim ? "met" : "**missed**",
                number("%.1f", median(of.scan(), Sample::millis)),
                number("%.1f", median(of.panel(), Sample::millis))));
        table.print();
        if (!tells) {
            return List.of(String.format(Locale.ROOT, "ratios tell something from %,d events on", FEWEST_THAT_TELL));
        }
        List<String> summary = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Map.Entry<Panel, Samples>> of = samples.entrySet().stream()
                    .filter(each -> each.getKey().kind() == kind)
                    .toList();
            if (of.isEmpty()) {
                continue;
            }
            long met = of.stream()
                    .filter(each -> each.getValue().ratio() <= kind.aim)
                    .count();
            Map.Entry<Panel, Samples> worst = of.stream()
                    .max(Map.Entry.comparingByValue(Comparator.comparingDouble(Samples::ratio)))
                    .orElseThrow();
            summary.add(String.format(
                    Locale.ROOT,
                    "%s ≤ %.2f × the scan: %d of %d met; the worst: %s, %.2f ×",
                    kind.title,
                    kind.aim,
                    met,
                    of.size(),
                    worst.getKey().name(),
                    worst.getValue().ratio()));
        }
        return summary;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}

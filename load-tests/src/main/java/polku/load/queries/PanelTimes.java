package polku.load.queries;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * How long a browser waits for each panel. They are asked one after the other; those that open together share their totals, and
 * each round begins with another one, so that each has its turns at looking these up.
 */
final class PanelTimes {
    private static final double AIM_MILLIS = 50;
    private static final int WARM_UP = 5;
    private static final long LONGEST_MICROS = 60_000_000;

    private final QueryDoor door;
    private final Set<Question> shared;
    private final List<Times> all;

    private record Times(Panel panel, Histogram micros) {
        boolean isMet() {
            return micros.getValueAtPercentile(95) <= AIM_MILLIS * 1000;
        }

        String millis(double percentile) {
            return String.format(Locale.ROOT, "%.1f", micros.getValueAtPercentile(percentile) / 1000.0);
        }
    }

    /** @param screens panels that are asked for together; those of one screen share totals */
    PanelTimes(QueryDoor door, List<List<Panel>> screens) {
        this.door = door;
        this.shared = screens.stream()
                .flatMap(screen -> Overview.sharedTotals(screen).stream())
                .collect(Collectors.toSet());
        this.all = screens.stream()
                .flatMap(List::stream)
                .map(panel -> new Times(panel, new Histogram(LONGEST_MICROS, 3)))
                .toList();
    }

    void measure(int rounds) {
        for (int round = -WARM_UP; round < rounds; round++) {
            System.out.printf(
                    "\r› Round %d of %d %s ",
                    Math.max(0, round + 1), rounds, round < 0 ? "(warming up)" : "            ");
            System.out.flush();
            for (Times times : all) { // nothing of the last round is shared any more
                door.awaitUnshared(times.panel().question());
                door.awaitUnshared(times.panel().question().ofTotals());
            }
            for (int i = 0; i < all.size(); i++) {
                Times times = all.get(Math.floorMod(i + round, all.size()));
                Question question = times.panel().question();
                if (!shared.contains(question.ofTotals())) {
                    door.awaitUnshared(question.ofTotals());
                }
                long nanos = door.ask(question);
                if (round >= 0) {
                    times.micros().recordValue(Math.min(nanos / 1000, LONGEST_MICROS));
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%nload average %.1f on %d processors: above 1 for each, others' work is in these times%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
    }

    /** Prints the table; returns a line for the summary. */
    String print() {
        MarkdownTable table = new MarkdownTable("panel", "p50, ms", "p95, ms", "most, ms", "aim", "");
        all.forEach(times -> table.row(
                times.panel().name(),
                times.millis(50),
                times.millis(95),
                times.millis(100),
                String.format(Locale.ROOT, "p95 ≤ %.0f ms", AIM_MILLIS),
                times.isMet() ? "met" : "**missed**"));
        table.print();
        Times worst = all.stream()
                .max(Comparator.comparingLong(times -> times.micros().getValueAtPercentile(95)))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "p95 ≤ %.0f ms on the demo: %d of %d panels met; the worst: %s, %s ms",
                AIM_MILLIS,
                all.stream().filter(Times::isMet).count(),
                all.size(),
                worst.panel().name(),
                worst.millis(95));
    }
}

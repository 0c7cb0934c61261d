package polku.load.gatling;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import polku.load.gatling.Tally.Summary;

/** Holds what the scenario counted as acknowledged against what the server's reports say, figure by figure. */
final class Reconciliation {
    private static final List<String> METRICS =
            List.of("sessions", "visitors", "pageviews", "events", "revenue", "bounceRate");
    /** Beyond this the server estimates visitors, and says so. */
    private static final long EXACT_VISITORS = 65_536;
    /** Rows become visible within about a second, after a backlog later. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Line> lines;

    private Reconciliation(List<Line> lines) {
        this.lines = lines;
    }

    /** @param acknowledged by the scenario's count; {@code reported} by the server */
    record Line(String figure, String acknowledged, String reported) {
        Line(String figure, long acknowledged, BigDecimal reported) {
            this(figure, Long.toString(acknowledged), reported.toPlainString());
        }

        boolean agrees() {
            return acknowledged.equals(reported);
        }
    }

    /**
     * Asks until all agrees, or patience ends.
     *
     * @param rows tells how many rows the server has stored in all, where nothing but the load made any; else null
     */
    static Reconciliation of(Target target, Summary summary, Instant from, String mark, @Nullable LongSupplier rows)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Reconciliation reconciliation = ask(target, summary, from, mark, rows);
        while (!reconciliation.agrees() && System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(2);
            reconciliation = ask(target, summary, from, mark, rows);
        }
        return reconciliation;
    }

    private static Reconciliation ask(
            Target target, Summary summary, Instant from, String mark, @Nullable LongSupplier rows) {
        List<BigDecimal> totals = target.totals(METRICS, from, mark);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("sessions", summary.sessions(), totals.get(0)));
        if (summary.sessions() <= EXACT_VISITORS) {
            lines.add(new Line("visitors", summary.sessions(), totals.get(1)));
        }
        lines.add(new Line("pageviews", summary.counts().pageviews(), totals.get(2)));
        lines.add(new Line("events", summary.counts().events(), totals.get(3)));
        lines.add(new Line(
                "revenue",
                money(summary.counts().revenueCents()),
                totals.get(4).setScale(2, RoundingMode.HALF_UP).toPlainString()));
        BigDecimal bounces = totals.get(5).multiply(totals.get(0)).setScale(0, RoundingMode.HALF_UP);
        lines.add(new Line("bounces", summary.bounces(), bounces));
        compare(lines, "events", summary.counts().eventsByName(), target.rows("events", "event", from, mark));
        compare(lines, "sessions by", summary.sessionsByDevice(), target.rows("sessions", "device", from, mark));
        if (rows != null) {
            lines.add(
                    new Line("rows with interactions", summary.counts().rows(), BigDecimal.valueOf(rows.getAsLong())));
        }
        return new Reconciliation(lines);
    }

    private static void compare(
            List<Line> lines, String what, Map<String, Long> acknowledged, Map<String, Long> reported) {
        TreeSet<String> names = new TreeSet<>(acknowledged.keySet());
        names.addAll(reported.keySet());
        for (String name : names) {
            lines.add(new Line(
                    what + " " + (name.isEmpty() ? "(none)" : name),
                    Long.toString(acknowledged.getOrDefault(name, 0L)),
                    Long.toString(reported.getOrDefault(name, 0L))));
        }
    }

    private static String money(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    boolean agrees() {
        return lines.stream().allMatch(Line::agrees);
    }

    /** For people. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "%-34s %16s %16s%n", "", "acknowledged", "in the reports"));
        for (Line line : lines) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-34s %16s %16s%s%n",
                    line.figure(),
                    line.acknowledged(),
                    line.reported(),
                    line.agrees() ? "" : "   DIFFERS"));
        }
        return table.toString();
    }
}

package polku.server.demo.simulator;

import java.util.List;
import java.util.random.RandomGenerator;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Vital;

/**
 * How quickly the shop's pages are there, by device and distance from Finland. Firefox does not measure CLS; Safari, in
 * the versions that visit, only FCP and TTFB.
 */
final class Vitals {
    private static final int FAR_HOURS = 5;

    /** By how many ms the list of coffees comes late to those whom the planted problem concerns. */
    private static final int SLOW_MILLIS = 3_200;

    private final Person person;
    private final RandomGenerator random;
    private final boolean slow;
    private final boolean chromium;
    private final boolean firefox;
    private double firstPaint;

    Vitals(Person person, RandomGenerator random) {
        this.person = person;
        this.random = random;
        this.slow = person.isOnPhone();
        this.chromium = person.device().userAgent().contains("Chrome/");
        this.firefox = person.usesFirefox();
    }

    /** What is known when a page has painted. */
    void painted(long at, int page, ShopPage kind, List<Item> items) {
        boolean far = Math.abs(person.country().hoursAhead()) >= FAR_HOURS;
        boolean late = Planted.isSlow(person, kind);
        double firstByte = spread(far ? 520 : 160, 0.5) + (late ? SLOW_MILLIS : 0);
        firstPaint = firstByte + spread(slow ? 900 : 420, 0.45);
        add(at, page, "TTFB", firstByte, 800, 1_800, "", items);
        add(at, page, "FCP", firstPaint, 1_800, 3_000, "", items);
    }

    /**
     * What is known when it is left.
     *
     * @param acted selector of an element that was acted on; empty for none
     */
    void left(long at, int page, ShopPage kind, String acted, List<Item> items) {
        if (chromium || firefox) {
            add(at, page, "LCP", firstPaint + spread(slow ? 750 : 320, 0.7), 2_500, 4_000, kind.largest(), items);
        }
        if (chromium) {
            boolean shifting = kind == ShopPage.COFFEE && person.viewportWidth() < Recorder.NARROW;
            double shift = shifting ? spread(0.13, 0.5) : random.nextDouble() < 0.6 ? 0 : spread(0.012, 0.8);
            add(at, page, "CLS", shift, 0.1, 0.25, shift > 0 ? kind.largest() : "", items);
        }
        if ((chromium || firefox) && !acted.isEmpty()) {
            add(at, page, "INP", spread(slow ? 130 : 55, 0.6), 200, 500, acted, items);
        }
    }

    private static void add(
            long at, int page, String name, double value, double good, double poor, String target, List<Item> items) {
        double scale = name.equals("CLS") ? 1e4 : 10;
        double rounded = Math.round(value * scale) / scale;
        String rating = rounded <= good ? "good" : rounded <= poor ? "needs-improvement" : "poor";
        items.add(new Vital(at, page, name, rounded, rating, target));
    }

    /** Log-normal around the median, as times of real pages are. */
    private double spread(double median, double deviation) {
        return median * Math.exp(random.nextGaussian() * deviation);
    }
}

package polku.server.demo.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import polku.server.demo.simulator.Visit.Attention;
import polku.server.demo.simulator.Visit.Engagement;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Span;

/** How one pageview is read: down to where, for how long, and what was in the window meanwhile. */
final class Reading {
    /** The tracker pings with the first input after so many ms. */
    private static final int PERIOD = 20_000;

    private static final int LONGEST_PAUSE = 5_000;
    /** A window that moved by less than so many ‰ has not moved. */
    private static final int STEP = 40;

    private final int page;
    private final int width;
    private final int height;
    private final double window;
    private final double reach;
    private final long openedAt;
    private final boolean watched;
    private final RandomGenerator random;
    private long pingedAt;
    private int bottom;

    /** @param watched whether attention is told */
    Reading(
            Person person,
            ShopPage kind,
            int height,
            int page,
            long openedAt,
            boolean watched,
            RandomGenerator random) {
        this.page = page;
        this.width = person.viewportWidth();
        this.height = height;
        this.window = Math.min(1, (double) person.viewportHeight() / height);
        this.reach = Math.max(window, kind.isShort() ? 1 : 0.25 + 0.75 * random.nextDouble());
        this.openedAt = openedAt;
        this.watched = watched;
        this.random = random;
        this.pingedAt = openedAt;
        this.bottom = (int) Math.round(window * 1000);
    }

    /** When the tracker would ping next, if the visitor went on reading. */
    long nextPing() {
        return pingedAt + PERIOD + random.nextInt(LONGEST_PAUSE);
    }

    /** Tells what came since the last ping. */
    void ping(long now, List<Item> items) {
        int visible = (int) (now - pingedAt);
        int active = (int) (visible * random.nextDouble(0.55, 1));
        double spent = (now - openedAt) / 20_000.0;
        int depth = (int) Math.round((window + (reach - window) * (1 - Math.exp(-spent))) * 1000);
        items.add(new Engagement(now, page, visible, active, depth));
        if (watched && active > 0) {
            items.add(new Attention(now, page, width, height, spans(depth, active)));
        }
        pingedAt = now;
        bottom = depth;
    }

    private List<Span> spans(int depth, int active) {
        int stops = depth - bottom < STEP ? 1 : random.nextInt(2, 4);
        List<Span> spans = new ArrayList<>(stops);
        int left = active;
        for (int stop = 1; stop <= stops; stop++) {
            int stopBottom = bottom + (depth - bottom) * stop / stops;
            int stopTop = Math.max(0, stopBottom - (int) Math.round(window * 1000));
            int stay = stop == stops ? left : (int) (left * random.nextDouble(0.2, 0.7));
            spans.add(new Span(stopTop, stopBottom, stay));
            left -= stay;
        }
        return spans;
    }
}

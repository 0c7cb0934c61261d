package polku.server.demo.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.simulator.ShopElement.Box;
import polku.server.demo.simulator.Visit.Click;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.Engagement;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Page;
import polku.server.demo.simulator.Visit.Pageview;

/**
 * Notes what a visitor does as the tracker in their browser would: pageviews, clicks with their place, and pings of
 * visible time and scroll depth. Keeps the visit's clock, which every note moves on.
 */
final class Recorder {
    private static final int FULL = 32_767;
    private static final int NARROW = 720;
    /** The tracker's first ping of a pageview; each one after comes twice as late, up to a minute. */
    private static final int FIRST_PING = 15_000;

    private static final int LONGEST_PING = 60_000;

    private final Person person;
    private final String origin;
    private final RandomGenerator random;
    private final boolean narrow;
    private final List<Page> pages = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();

    private long now;
    private ShopPage kind = ShopPage.HOME;
    private long openedAt;
    private long pingedAt;
    private int pingDelay;
    private double reach;

    Recorder(Person person, String origin, long startAt, RandomGenerator random) {
        this.person = person;
        this.origin = origin;
        this.now = startAt;
        this.random = random;
        this.narrow = person.viewportWidth() < NARROW;
    }

    boolean isNarrow() {
        return narrow;
    }

    Visit visit(String source) {
        return new Visit(person, source, random.nextLong(), List.copyOf(pages), List.copyOf(items));
    }

    void open(ShopPage page, Product product, String query, String referrer) {
        now += random.nextInt(120, 1_400);
        kind = page;
        String path = page.path(product);
        String url = origin + path + (query.isEmpty() ? "" : "?" + query);
        pages.add(new Page(Hex.of(random.nextLong()), path, url, page.title(product), referrer));
        items.add(new Pageview(now, pages.size() - 1));
        openedAt = now;
        pingedAt = now;
        pingDelay = FIRST_PING;
        reach = 0.25 + 0.75 * random.nextDouble();
    }

    /** The visitor looks at the page for about so long, between a third and three times the time. */
    void read(int seconds) {
        long until = now + (long) (seconds * 1000 * Math.exp(random.nextDouble(-1.1, 1.1)));
        while (pingedAt + pingDelay < until) {
            now = Math.max(now + 1, pingedAt + pingDelay);
            ping();
            pingDelay = Math.min(LONGEST_PING, pingDelay * 2);
        }
        now = Math.max(now + 1, until);
    }

    void event(String name, Map<String, Object> props) {
        event(name, props, 0);
    }

    void event(String name, Map<String, Object> props, long revenueCents) {
        now += random.nextInt(4, 60);
        items.add(new CustomEvent(now, pages.size() - 1, name, props, revenueCents));
    }

    /** @param place from 1, among its like */
    void click(ShopElement element, int place, String text) {
        now += random.nextInt(30, 400);
        Box box = element.box(narrow);
        int columns = narrow ? 2 : element == ShopElement.ALSO_CARD ? 3 : 4;
        int left = box.left() + (place - 1) % columns * (box.width() + (narrow ? 16 : 26));
        int height = kind.height(narrow);
        int top = (box.top() < 0 ? height : 0) + box.top() + (place - 1) / columns * (box.height() + 40);
        // people aim at the middle, and miss it as they do
        double x = Math.min(0.98, Math.max(0.02, 0.5 + random.nextGaussian() * 0.16));
        double y = Math.min(0.98, Math.max(0.02, 0.5 + random.nextGaussian() * 0.18));
        items.add(new Click(
                now,
                pages.size() - 1,
                element,
                element.selector(place),
                text,
                (int) (x * FULL),
                (int) (y * FULL),
                Math.min(person.viewportWidth(), (int) (left + x * box.width())),
                Math.min(height, (int) (top + y * box.height())),
                person.viewportWidth(),
                height));
    }

    /** The page is left: what has not been told of it is told. */
    void leave() {
        now += random.nextInt(5, 120);
        ping();
    }

    private void ping() {
        int visible = (int) (now - pingedAt);
        double spent = (now - openedAt) / 20_000.0;
        double first = Math.min(1, (double) person.viewportHeight() / kind.height(narrow));
        double depth = first + (Math.max(first, reach) - first) * (1 - Math.exp(-spent));
        int active = (int) (visible * random.nextDouble(0.55, 1));
        items.add(new Engagement(now, pages.size() - 1, visible, active, (int) Math.round(depth * 1000)));
        pingedAt = now;
    }
}

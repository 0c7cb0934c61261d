package polku.load.gatling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.random.RandomGenerator;
import polku.load.gatling.Shop.Element;
import polku.load.gatling.Shop.Page;

/**
 * The browser of one visitor with the tracker in it: what the visitor does becomes the items that the tracker's observers would
 * note, and those become beacons. Keeps the visit's clock, in ms of the visitor's life.
 */
final class Browser {
    /** So long after the last input the visitor counts as active. */
    private static final int ATTENTION = 30_000;
    /** Between pings. */
    private static final int PERIOD = 20_000;
    /** From then on the page is painted, and the parts of the tracker are there that load later. */
    private static final int LOADED = 1_200;

    private static final int FULL = 32_767;
    private static final int WIDE = 1_440;
    private static final double MEAN_INPUT_GAP = 4_500;

    private final Visitor visitor;
    private final String origin;
    private final String mark;
    private final double speed;
    private final RandomGenerator random;
    private final Batch batch;
    private final Pointer pointer;
    private Attention attention = new Attention();

    private long now;
    private int height;
    private int top;
    private int depth;
    private long opened;
    private boolean isPainted;

    private long counted;
    private long input;
    private long visible;
    private long active;

    private long nextPing;
    private long nextInput;
    private long nextSample;
    private int samplesToCome;

    /**
     * @param origin of the site's pages, "https://example.org"
     * @param mark a parameter of every page's address: whichever page the session's first is, it tells where it belongs
     * @param speed how much faster than life it is played
     */
    Browser(Visitor visitor, String origin, String mark, double speed, RandomGenerator random) {
        this.visitor = visitor;
        this.origin = origin;
        this.mark = mark;
        this.speed = speed;
        this.random = random;
        this.batch = new Batch(random);
        this.pointer = new Pointer(random);
    }

    /** All that was sent, in order. */
    List<Beacon> beacons() {
        return batch.sent();
    }

    /** Ms since the visit began. */
    long now() {
        return now;
    }

    /** Loads a page. @param query of its address beside the mark, and {@code referrer}: both "" inside the site */
    void open(Page next, String query, String referrer) {
        now += random.nextInt(150, 1_500);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("id", batch.id())
                .put("url", origin + next.path() + "?" + (query.isEmpty() ? mark : query + "&" + mark));
        page.put("title", next.title()).put("referrer", referrer);
        batch.open(page);
        height = Math.max(visitor.height(), visitor.width() < 900 ? next.height() * 3 / 2 : next.height());
        top = 0;
        depth = bottom();
        attention = new Attention();
        attention.look(0, depth);
        opened = now;
        isPainted = false;
        counted = now;
        input = now;
        visible = 0;
        active = 0;
        nextPing = now + PERIOD;
        nextInput = now + inputGap();
        samplesToCome = 0;
        note(item("pageview"));
    }

    /** Stays on the page for a time drawn from a log-normal distribution with that median. */
    void read(int medianMillis) {
        spend((long) (medianMillis * Math.exp(random.nextGaussian() * 0.7)));
    }

    /** Stays on the page for so many ms, moving and scrolling now and then. */
    void spend(long millis) {
        long until = now + millis;
        while (true) {
            long sample = samplesToCome > 0 ? nextSample : Long.MAX_VALUE;
            long painted = isPainted ? Long.MAX_VALUE : opened + LOADED;
            long next = Math.min(Math.min(nextInput, nextPing), Math.min(sample, painted));
            if (next >= until) {
                break;
            }
            now = Math.max(now, next);
            if (next == painted) {
                paint();
            } else if (next == nextPing) {
                count();
                if (active > 0) {
                    ping();
                }
                nextPing += PERIOD;
            } else if (next == sample) {
                pointer.sample(now, speed, top, visitor.width(), Math.min(visitor.height(), height - top));
                nextSample += Pointer.PERIOD;
                samplesToCome--;
            } else {
                move();
            }
        }
        now = until;
    }

    void click(Element element) {
        now += random.nextInt(80, 700);
        input();
        note(click("click", element));
    }

    /** Clicks on what does nothing, which is known 2.5 s later. */
    void clickInVain(Element element) {
        click(element);
        long at = now;
        spend(2_500);
        note(at, click("deadClick", element));
    }

    /** Clicks again and again, which is told when the run is over. */
    void clickInRage(Element element) {
        for (int i = 0; i < 3; i++) {
            click(element);
        }
        long at = now;
        spend(1_000);
        note(at, click("rageClick", element));
    }

    /** Something happens that the tracker notes. */
    void note(ObjectNode happening) {
        now += random.nextInt(1, 30);
        note(now, happening);
    }

    /** Fills a form field by field and submits it, or stops on the way and does not: false. */
    boolean fill(String form, List<String> fields, double persistence) {
        long begun = 0;
        for (String field : fields) {
            long entered = now;
            spend(random.nextInt(1_500, 9_000));
            input();
            if (begun == 0) {
                begun = now;
                note(form("start", form).put("field", "input#" + field).put("name", field));
            }
            boolean goesOn = random.nextDouble() < persistence;
            note(form(goesOn ? "field" : "abandon", form)
                    .put("field", "input#" + field)
                    .put("name", field)
                    .put("ms", played(now - (goesOn ? entered : begun)))
                    .put("changes", 0));
            if (!goesOn) {
                return false;
            }
        }
        note(form("submit", form).put("ms", played(now - begun)));
        return true;
    }

    /** The page is left: what has not been told of it is told at once. */
    void leave() {
        now += random.nextInt(5, 120);
        if (isPainted) {
            note(vital("CLS", random.nextDouble() * 0.2, 0.1, 0.25));
            note(vital("INP", 20 + random.nextInt(300), 200, 500));
        }
        ping();
        batch.leave(now);
    }

    static ObjectNode item(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private void note(long at, ObjectNode happening) {
        batch.add(now, at, happening);
    }

    private void move() {
        input();
        if (random.nextDouble() < 0.6) {
            top = Math.min(height - visitor.height(), top + random.nextInt(60, 700));
            attention.look(top * 1_000 / height, bottom());
            depth = Math.max(depth, bottom());
        }
        if (visitor.device().hasMouse()) {
            samplesToCome = random.nextInt(1, 9);
            nextSample = now + Pointer.PERIOD;
        }
        nextInput = now + 1 + inputGap();
    }

    private void paint() {
        isPainted = true;
        note(vital("TTFB", 30 + random.nextInt(900), 800, 1_800));
        note(vital("FCP", 300 + random.nextInt(2_000), 1_800, 3_000));
        note(vital("LCP", 500 + random.nextInt(3_000), 2_500, 4_000));
    }

    private void input() {
        count();
        input = now;
    }

    private void count() {
        visible += now - counted;
        long more = Math.max(0, Math.min(now, input + ATTENTION) - counted);
        active += more;
        attention.add(more);
        counted = now;
    }

    private void ping() {
        count();
        if (pointer.hasMoved()) {
            ObjectNode move = item("move");
            move.putArray("document").add(visitor.width()).add(height);
            long start = pointer.start();
            pointer.tell(move);
            note(start, move);
        }
        if (played(visible) > 0) {
            ObjectNode spans = item("attention");
            spans.putArray("document").add(visitor.width()).add(height);
            attention.tell(spans.putArray("spans"), speed);
            if (!spans.get("spans").isEmpty()) {
                note(now, spans);
            }
            note(
                    now,
                    item("engagement")
                            .put("visible", played(visible))
                            .put("active", Math.min(played(visible), played(active)))
                            .put("depth", depth));
        }
        visible = 0;
        active = 0;
    }

    private ObjectNode click(String type, Element element) {
        // people aim at the middle, and miss it as they do
        double x = Math.min(0.98, Math.max(0.02, 0.5 + random.nextGaussian() * 0.16));
        double y = Math.min(0.98, Math.max(0.02, 0.5 + random.nextGaussian() * 0.18));
        double scale = Math.min(1, visitor.width() / (double) WIDE);
        ObjectNode click = item(type);
        click.put("selector", element.selector()).put("tag", element.tag()).put("text", element.text());
        click.put("x", (int) (x * FULL)).put("y", (int) (y * FULL));
        click.put("pageX", (int) ((element.left() + x * element.width()) * scale));
        click.put("pageY", Math.min(height, (int) (element.top() + y * element.height())));
        click.putArray("document").add(visitor.width()).add(height);
        return click;
    }

    private static ObjectNode form(String action, String form) {
        return item("form").put("action", action).put("form", form);
    }

    private static ObjectNode vital(String name, double value, double good, double poor) {
        String rating = value <= good ? "good" : value <= poor ? "needs-improvement" : "poor";
        return item("vital").put("name", name).put("value", value).put("rating", rating);
    }

    /** The window's lower edge in ‰ of the document. */
    private int bottom() {
        return Math.min(1_000, (top + visitor.height()) * 1_000 / height);
    }

    private long inputGap() {
        return (long) (-Math.log(1 - random.nextDouble()) * MEAN_INPUT_GAP);
    }

    private long played(long millis) {
        return Math.round(millis / speed);
    }
}

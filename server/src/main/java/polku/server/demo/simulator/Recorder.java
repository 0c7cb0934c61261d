package polku.server.demo.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import polku.server.demo.simulator.Audience.Source;
import polku.server.demo.simulator.ShopElement.Box;
import polku.server.demo.simulator.ShopForm.Field;
import polku.server.demo.simulator.Visit.Click;
import polku.server.demo.simulator.Visit.Copy;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.FailedRequest;
import polku.server.demo.simulator.Visit.Identify;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Page;
import polku.server.demo.simulator.Visit.Pageview;
import polku.server.demo.simulator.Visit.Print;
import polku.server.demo.simulator.Visit.ScriptError;

/**
 * Notes what a visitor does as the tracker in their browser would: pageviews, clicks with their place, moves, forms, pings
 * of visible time and what was in the window. Keeps the visit's clock, which every note moves on.
 */
final class Recorder {
    static final int NARROW = 720;

    private static final int MENU_BUTTON_UP_TO = 1_120;

    private static final int FULL = 32_767;
    /** Of so many visits pointer, attention and vitals are told too, as by a tracker that samples. */
    private static final double WATCHED = 0.16;

    private static final double POINTER_SEEN_BEFORE_A_CLICK = 0.5;
    private static final double POINTER_SEEN_WHILE_READING = 0.3;

    private final Person person;
    private final String origin;
    private final RandomGenerator random;
    private final boolean narrow;
    private final boolean watched;
    private final List<Page> pages = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final Vitals vitals;

    private long now;
    private ShopPage kind = ShopPage.HOME;
    private Reading reading;
    private Pointer pointer;
    private @Nullable Filling filling;
    private String acted = "";

    Recorder(Person person, String origin, long startAt, RandomGenerator random) {
        this.person = person;
        this.origin = origin;
        this.now = startAt;
        this.random = random;
        this.narrow = person.viewportWidth() < NARROW;
        this.watched = random.nextDouble() < WATCHED;
        this.vitals = new Vitals(person, random);
        this.reading = new Reading(person, kind, kind.height(narrow), 0, now, watched, random);
        this.pointer = new Pointer(person, kind.height(narrow), 0, random);
    }

    boolean isNarrow() {
        return narrow;
    }

    /** Whether the menu has to be opened first. */
    boolean hasMenuButton() {
        return person.viewportWidth() <= MENU_BUTTON_UP_TO;
    }

    /** The address of a file of the shop's. */
    String url(String path) {
        return origin + path;
    }

    Visit visit(Source source) {
        return new Visit(person, source, null, random.nextLong(), List.copyOf(pages), List.copyOf(items));
    }

    void open(Place place, String referrer) {
        now += random.nextInt(120, 1_400);
        kind = place.page();
        String url = origin + place.address();
        pages.add(new Page(Hex.of(random.nextLong()), place.path(), url, place.title(), referrer, kind.status()));
        items.add(new Pageview(now, index()));
        int height = kind.height(narrow);
        reading = new Reading(person, kind, height, index(), now, watched, random);
        pointer = new Pointer(person, height, index(), random);
        acted = "";
        if (kind.isLoaded()) {
            now += random.nextInt(400, 2_000);
            if (watched) {
                vitals.painted(now, index(), kind, items);
            }
        }
    }

    /** The visitor looks at the page for about so long, between a third and three times the time. */
    void read(int seconds) {
        if (hasMouse() && random.nextDouble() < POINTER_SEEN_WHILE_READING) {
            add(pointer.wander(now));
        }
        pass((long) (seconds * 1000 * Math.exp(random.nextDouble(-1.1, 1.1))));
    }

    void event(String name, Map<String, Object> props, Cart.Line... lines) {
        event(name, props, 0, List.of(lines));
    }

    void event(String name, Map<String, Object> props, long revenueCents, List<Cart.Line> lines) {
        now += random.nextInt(4, 60);
        items.add(new CustomEvent(now, index(), name, props, revenueCents, List.copyOf(lines)));
    }

    /** @param place from 1, among its like */
    Click click(ShopElement element, int place, String text) {
        now += random.nextInt(30, 400);
        Box box = boxOf(element, place);
        int height = kind.height(narrow);
        // people aim at the middle, and miss it as they do
        double x = Math.min(0.98, Math.max(0.02, 0.5 + random.nextGaussian() * 0.16));
        double y = Math.min(0.98, Math.max(0.02, 0.5 + random.nextGaussian() * 0.18));
        int pageX = Math.min(person.viewportWidth(), (int) (box.left() + x * box.width()));
        int pageY = Math.min(height, (int) (box.top() + y * box.height()));
        acted = element.selector(place);
        if (hasMouse() && random.nextDouble() < POINTER_SEEN_BEFORE_A_CLICK) {
            Visit.Move move = pointer.to(now, pageX, pageY, acted, box);
            add(move);
            now += (long) (move.points().size() - 1) * Pointer.PERIOD;
        }
        Click click = new Click(
                now,
                index(),
                "click",
                element,
                acted,
                text,
                (int) (x * FULL),
                (int) (y * FULL),
                pageX,
                pageY,
                person.viewportWidth(),
                height);
        add(click);
        return click;
    }

    /** Clicked, and nothing happens. */
    void deadClick(ShopElement element, String text) {
        add(click(element, 1, text).judged("deadClick"));
        now += 2_500;
    }

    /** Clicked again and again on the same spot. */
    void rageClick(ShopElement element, String text) {
        Click last = click(element, 1, text);
        for (int more = random.nextInt(2, 6); more > 0; more--) {
            now += random.nextInt(120, 420);
            last = last.again(now);
            add(last);
        }
        add(last.judged("rageClick"));
    }

    /** Clicked, and a script fails over it. */
    void errorClick(ShopElement element, String text, String message, String script, int line, int column) {
        add(click(element, 1, text).judged("errorClick"));
        now += 3;
        error(message, script, line, column);
    }

    /** @param script its path */
    void error(String message, String script, int line, int column) {
        String source = origin + script;
        String stack = "payFor@" + source + ":" + line + ":" + column;
        add(new ScriptError(now, index(), message, source, line, column, stack));
    }

    void failedRequest(String method, String path, int status) {
        add(new FailedRequest(now, index(), method, origin + path, status, random.nextInt(90, 900)));
    }

    void fill(Field field) {
        Filling form = filling;
        if (form == null || form.form() != field.form()) {
            form = new Filling(field.form(), index());
            filling = form;
        }
        pass(random.nextInt(300, 1_500));
        if (!form.isOpen()) {
            add(form.start(now, field));
        }
        int millis = (int) (field.seconds() * 1000 * Math.exp(random.nextGaussian() * 0.4));
        pass(millis);
        add(form.field(now, field, millis));
    }

    /** What was entered so far is sent. */
    void submit(ShopForm form) {
        Filling open = filling != null && filling.form() == form ? filling : new Filling(form, index());
        add(open.submit(now));
    }

    void copy(String selector, int length) {
        now += 500;
        add(new Copy(now, index(), selector, length));
    }

    void print() {
        now += 1_500;
        add(new Print(now, index()));
    }

    void identify(Map<String, Object> traits) {
        add(new Identify(now, index(), person.customerNumber(), traits));
    }

    /** The page is left: what has not been told of it is told. */
    void leave() {
        now += random.nextInt(5, 120);
        if (filling != null && filling.isOpen()) {
            add(filling.abandon(now));
        }
        filling = null;
        reading.ping(now, items);
        if (watched && kind.isLoaded()) {
            vitals.left(now, index(), kind, acted, items);
        }
    }

    private void pass(long millis) {
        long until = now + millis;
        for (long due = reading.nextPing(); due < until; due = reading.nextPing()) {
            now = Math.max(now + 1, due);
            reading.ping(now, items);
        }
        now = Math.max(now + 1, until);
    }

    private Box boxOf(ShopElement element, int place) {
        Box box = element.box(narrow);
        int columns = narrow ? 2 : element == ShopElement.ALSO_CARD ? 3 : 4;
        int left = box.left() + (place - 1) % columns * (box.width() + (narrow ? 16 : 26));
        int top = (box.top() < 0 ? kind.height(narrow) : 0) + box.top() + (place - 1) / columns * (box.height() + 40);
        return new Box(left, top, box.width(), box.height());
    }

    /** One that is watched. */
    private boolean hasMouse() {
        return watched && person.device().kind().equals("desktop");
    }

    private int index() {
        return pages.size() - 1;
    }

    private void add(Item item) {
        items.add(item);
    }
}

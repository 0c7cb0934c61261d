package polku.server.demo.simulator;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.random.RandomGenerator;
import polku.server.demo.simulator.Frames.Frame;
import polku.server.demo.simulator.Frames.Press;
import polku.server.demo.simulator.ShopElement.Box;
import polku.server.demo.simulator.Visit.Click;
import polku.server.demo.simulator.Visit.Engagement;
import polku.server.demo.simulator.Visit.FailedRequest;
import polku.server.demo.simulator.Visit.Form;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.ScriptError;
import polku.server.demo.simulator.Visit.Vital;

/** What a browser would have recorded of one simulated pageview: the page, and then what the visitor did on it, told in order of time. */
final class PageRecording {
    private static final double FULL = 32_767;
    private static final int SWIPE_STEPS = 7;
    private static final int SWIPE_MILLIS = 320;
    private static final int GLIDE_MILLIS = 480;
    private static final int KEY_MILLIS = 190;
    /** Without anything to do for so long, a hand moves. */
    private static final int STILL_MILLIS = 3_500;

    private final Frames frames = new Frames();
    private final PageScene scene;
    private final boolean hasMouse;
    private final RandomGenerator random;
    private double[] pointer;
    private int scrolled;
    private long busyUntil;

    PageRecording(PageScene scene, boolean hasMouse, RandomGenerator random) {
        this.scene = scene;
        this.hasMouse = hasMouse;
        this.random = random;
        this.pointer = new double[] {scene.width() * 0.6, scene.height() * 0.35};
    }

    void open(long at, Visit.Page page) {
        frames.meta(at, page.url(), scene.width(), scene.height());
        frames.snapshot(at + 1, scene.snapshot());
        frames.custom(
                at + 2,
                "polku:page",
                new JsonObject()
                        .put("url", page.url())
                        .put("title", page.title())
                        .put("pageview", page.id()));
        busyUntil = at + 300;
    }

    void add(Item item) {
        if (item instanceof Click click && click.kind().equals("click")) {
            click(click);
        } else if (item instanceof Engagement ping) {
            read(ping);
        } else if (item instanceof Form form && form.action().equals("field")) {
            fill(form);
        } else if (item instanceof ScriptError error) {
            error(error);
        } else if (item instanceof FailedRequest failed) {
            frames.custom(
                    failed.at(),
                    "polku:request",
                    new JsonObject()
                            .put("kind", "fetch")
                            .put("method", failed.method())
                            .put("url", failed.url())
                            .put("status", failed.status())
                            .put("ms", failed.millis()));
        } else if (item instanceof Vital vital) {
            frames.custom(
                    vital.at(),
                    "polku:vital",
                    new JsonObject()
                            .put("name", vital.name())
                            .put("value", vital.value())
                            .put("rating", vital.rating()));
        }
    }

    List<Frame> frames() {
        return frames.inOrder();
    }

    private void click(Click click) {
        Box box = scene.box(click.selector());
        double x = box.left() + click.x() / FULL * box.width();
        double y = box.top() + click.y() / FULL * box.height();
        int node = scene.node(click.selector());
        comeTo(click.at(), x, y, node);
        double top = y - scrolled;
        if (hasMouse) {
            frames.press(click.at() - 70, Press.DOWN, node, x, top);
            frames.press(click.at() - 10, Press.UP, node, x, top);
        } else {
            frames.press(click.at() - 90, Press.TOUCH_START, node, x, top);
            frames.press(click.at() - 20, Press.TOUCH_END, node, x, top);
        }
        frames.press(click.at(), Press.CLICK, node, x, top);
        busyUntil = click.at();
    }

    /** Scrolled into the window, and the pointer over it. */
    private void comeTo(long at, double x, double y, int node) {
        wander(at - 2 * GLIDE_MILLIS);
        double top = y - scrolled;
        if (top < 70 || top > scene.height() - 50) {
            swipe(at - GLIDE_MILLIS - SWIPE_MILLIS, at - 100, y - scene.height() * 0.45);
        }
        if (hasMouse && busyUntil < at - 90) {
            double[] aim = {x, y - scrolled};
            frames.glide(Math.max(busyUntil, at - GLIDE_MILLIS), at - 80, pointer, aim, node, 9);
            pointer = aim;
            busyUntil = at - 80;
        }
    }

    /** In the usual time, or where there is less of it before {@code latest} faster, as people in a hurry do. */
    private void swipe(long earliest, long latest, double to) {
        int target = (int) Math.max(0, Math.min(Math.max(0, scene.documentHeight() - scene.height()), to));
        int start = scrolled;
        long from = Math.max(busyUntil, earliest);
        long millis = Math.max(0, Math.min(SWIPE_MILLIS, latest - from));
        for (int step = 1; step <= SWIPE_STEPS; step++) {
            double done = (double) step / SWIPE_STEPS;
            scrolled = (int) Math.round(start + (target - start) * (1 - (1 - done) * (1 - done)));
            frames.scroll(from + millis * step / SWIPE_STEPS, scene.documentNode(), scrolled);
        }
        busyUntil = from + millis;
    }

    /** Scrolls on to where the ping says that the visitor got, with pauses to read. */
    private void read(Engagement ping) {
        int deepest = (int) Math.round(ping.depth() / 1000.0 * scene.documentHeight()) - scene.height();
        int stops = deepest - scrolled < 40 ? 0 : (int) Math.min(3, 1 + (ping.at() - busyUntil) / 5_000);
        int start = scrolled;
        long from = busyUntil;
        for (int stop = 1; stop <= stops; stop++) {
            long at = from + (ping.at() - from) * stop / (stops + 1);
            if (at > busyUntil && at + SWIPE_MILLIS < ping.at()) {
                wander(at);
                swipe(at, ping.at(), start + (double) (deepest - start) * stop / stops);
            }
        }
        wander(ping.at());
    }

    /** A hand on a mouse is never quite still. */
    private void wander(long until) {
        while (hasMouse && busyUntil + STILL_MILLIS < until) {
            long at = busyUntil + random.nextLong(STILL_MILLIS / 2, STILL_MILLIS);
            double[] aim = {
                Math.max(20, Math.min(scene.width() - 20, pointer[0] + random.nextGaussian() * 140)),
                Math.max(60, Math.min(scene.height() - 20, pointer[1] + random.nextGaussian() * 110))
            };
            frames.glide(at - 600, at, pointer, aim, scene.documentNode(), 8);
            pointer = aim;
            busyUntil = at;
        }
    }

    /** What is typed is masked, as recorders do. */
    private void fill(Form form) {
        if (!scene.shows(form.field())) {
            return;
        }
        Box box = scene.box(form.field());
        int node = scene.node(form.field());
        double x = box.left() + Math.min(60, box.width() / 2.0);
        double y = box.top() + box.height() / 2.0;
        long from = Math.min(form.at(), Math.max(busyUntil + GLIDE_MILLIS, form.at() - form.millis()));
        comeTo(from, x, y, node);
        frames.press(from, Press.FOCUS, node, x, y - scrolled);
        if (form.field().matches("(input#(method|way|terms).*|fieldset.*|select.*)")) {
            frames.input(form.at(), node, "on", true);
        } else {
            int keys = (int) Math.max(1, Math.min(18, (form.at() - from) / KEY_MILLIS));
            for (int key = 1; key <= keys; key++) {
                frames.input(from + (form.at() - from) * key / keys, node, "*".repeat(key), false);
            }
        }
        busyUntil = Math.max(from, form.at());
    }

    private void error(ScriptError error) {
        frames.custom(
                error.at(),
                "polku:console",
                new JsonObject().put("level", "error").put("text", "Uncaught " + error.message()));
        frames.custom(
                error.at(),
                "polku:error",
                new JsonObject()
                        .put("message", error.message())
                        .put("source", error.source())
                        .put("line", error.line())
                        .put("column", error.column())
                        .put("stack", error.stack()));
    }
}

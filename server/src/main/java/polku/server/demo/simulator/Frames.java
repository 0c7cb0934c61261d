package polku.server.demo.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Events of rrweb, as JSON text; times are ms since the epoch.
 *
 * @see <a href="https://github.com/rrweb-io/rrweb/blob/master/packages/types/src/index.ts">their types</a>
 */
final class Frames {
    private static final int SNAPSHOT = 2;
    private static final int CHANGE = 3;
    private static final int META = 4;
    private static final int CUSTOM = 5;

    private static final int MOVE = 1;
    private static final int MOUSE = 2;
    private static final int SCROLL = 3;
    private static final int INPUT = 5;

    private final List<Frame> frames = new ArrayList<>();

    record Frame(long at, String json) {}

    /** What the pointer or a finger does; the codes are rrweb's. */
    enum Press {
        UP(0),
        DOWN(1),
        CLICK(2),
        FOCUS(5),
        BLUR(6),
        TOUCH_START(7),
        TOUCH_END(9);

        private final int code;

        Press(int code) {
            this.code = code;
        }
    }

    /** In order of time, those of the same time as they were added. */
    List<Frame> inOrder() {
        return frames.stream().sorted(Comparator.comparingLong(Frame::at)).toList();
    }

    void meta(long at, String href, int width, int height) {
        add(at, META, new JsonObject().put("href", href).put("width", width).put("height", height));
    }

    /** @param node JSON text */
    void snapshot(long at, String node) {
        frames.add(new Frame(
                at,
                "{\"type\":" + SNAPSHOT + ",\"data\":{\"node\":" + node
                        + ",\"initialOffset\":{\"left\":0,\"top\":0}},\"timestamp\":" + at + "}"));
    }

    void custom(long at, String tag, JsonObject payload) {
        add(at, CUSTOM, new JsonObject().put("tag", tag).put("payload", payload));
    }

    /** One straight movement that ends at {@code at}. */
    void glide(long from, long at, double[] start, double[] end, int node, int steps) {
        JsonArray positions = new JsonArray();
        for (int step = 1; step <= steps; step++) {
            double done = (double) step / steps;
            double eased = done * done * (3 - 2 * done);
            positions.add(new JsonObject()
                    .put("x", Math.round(start[0] + (end[0] - start[0]) * eased))
                    .put("y", Math.round(start[1] + (end[1] - start[1]) * eased))
                    .put("id", node)
                    .put("timeOffset", Math.round((from - at) * (1 - done))));
        }
        change(at, MOVE, new JsonObject().put("positions", positions));
    }

    void press(long at, Press press, int node, double x, double y) {
        change(
                at,
                MOUSE,
                new JsonObject()
                        .put("type", press.code)
                        .put("id", node)
                        .put("x", Math.round(x))
                        .put("y", Math.round(y)));
    }

    void scroll(long at, int node, int top) {
        change(at, SCROLL, new JsonObject().put("id", node).put("x", 0).put("y", top));
    }

    void input(long at, int node, String text, boolean isChecked) {
        change(at, INPUT, new JsonObject().put("id", node).put("text", text).put("isChecked", isChecked));
    }

    private void change(long at, int source, JsonObject data) {
        add(at, CHANGE, data.put("source", source));
    }

    private void add(long at, int type, JsonObject data) {
        frames.add(new Frame(
                at,
                new JsonObject()
                        .put("type", type)
                        .put("data", data)
                        .put("timestamp", at)
                        .encode()));
    }
}

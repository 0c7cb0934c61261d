package polku.server.demo.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polku.server.demo.simulator.ShopElement.Box;

/** One page of the shop as it is recorded on one class of devices: where its elements are, and by which numbers rrweb knows them. */
final class PageScene {
    /** Of an element, in a selector of the tracker's: its name, id, classes and place. */
    private static final Pattern STEP =
            Pattern.compile("([a-z0-9]+)(?:#([\\w-]+))?((?:\\.[\\w-]+)*)(?::nth-of-type\\((\\d+)\\))?");

    private static final int ELEMENT = 2;

    private final JsonObject snapshot;
    private final JsonObject boxes;
    private final JsonArray window;
    private final JsonArray document;
    private final Map<String, Integer> nodes = new HashMap<>();
    private final String snapshotText;

    /** @param page as of {@link ShopPages#load} */
    PageScene(JsonObject page, String device) {
        this.snapshot = page.getJsonObject("snapshot");
        this.boxes = page.getJsonObject("boxes").getJsonObject(device);
        this.window = page.getJsonObject("sizes").getJsonArray(device).getJsonArray(0);
        this.document = page.getJsonObject("sizes").getJsonArray(device).getJsonArray(1);
        this.snapshotText = snapshot.encode();
    }

    /** Of the window, CSS px. */
    int width() {
        return window.getInteger(0);
    }

    int height() {
        return window.getInteger(1);
    }

    int documentHeight() {
        return document.getInteger(1);
    }

    /** The node of the document, as JSON text. */
    String snapshot() {
        return snapshotText;
    }

    /** What scrolls. */
    int documentNode() {
        return snapshot.getInteger("id");
    }

    /** The box of an element; where it is not to be seen, the middle of the window's top. */
    Box box(String selector) {
        JsonArray box = boxes.getJsonArray(selector);
        return box == null
                ? new Box(width() / 2, 60, 1, 1)
                : new Box(box.getInteger(0), box.getInteger(1), box.getInteger(2), box.getInteger(3));
    }

    boolean shows(String selector) {
        return boxes.containsKey(selector);
    }

    /** Rrweb's number of an element; of the document where it is not there. */
    int node(String selector) {
        return nodes.computeIfAbsent(selector, one -> {
            List<String> steps = List.of(one.split(">"));
            JsonObject found = anywhere(snapshot, steps);
            return found == null ? documentNode() : found.getInteger("id");
        });
    }

    private static @org.jspecify.annotations.Nullable JsonObject anywhere(JsonObject node, List<String> steps) {
        JsonArray children = node.getJsonArray("childNodes", new JsonArray());
        for (int i = 0; i < children.size(); i++) {
            JsonObject child = children.getJsonObject(i);
            if (matches(children, i, steps.get(0))) {
                JsonObject found = steps.size() == 1 ? child : below(child, steps.subList(1, steps.size()));
                if (found != null) {
                    return found;
                }
            }
            JsonObject found = anywhere(child, steps);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @org.jspecify.annotations.Nullable JsonObject below(JsonObject node, List<String> steps) {
        JsonArray children = node.getJsonArray("childNodes", new JsonArray());
        for (int i = 0; i < children.size(); i++) {
            if (matches(children, i, steps.get(0))) {
                JsonObject child = children.getJsonObject(i);
                return steps.size() == 1 ? child : below(child, steps.subList(1, steps.size()));
            }
        }
        return null;
    }

    private static boolean matches(JsonArray siblings, int index, String step) {
        JsonObject node = siblings.getJsonObject(index);
        Matcher told = STEP.matcher(step);
        if (node.getInteger("type") != ELEMENT
                || !told.matches()
                || !node.getString("tagName").equals(told.group(1))) {
            return false;
        }
        JsonObject attributes = node.getJsonObject("attributes");
        if (told.group(2) != null && !told.group(2).equals(attributes.getString("id"))) {
            return false;
        }
        List<String> classes = List.of(attributes.getString("class", "").split(" "));
        for (String name : told.group(3).split("\\.")) {
            if (!name.isEmpty() && !classes.contains(name)) {
                return false;
            }
        }
        return told.group(4) == null || place(siblings, index) == Integer.parseInt(told.group(4));
    }

    /** From 1, among the elements of the same name. */
    private static int place(JsonArray siblings, int index) {
        String name = siblings.getJsonObject(index).getString("tagName");
        int place = 0;
        for (int i = 0; i <= index; i++) {
            place += name.equals(siblings.getJsonObject(i).getString("tagName")) ? 1 : 0;
        }
        return place;
    }
}

package polku.collector.beacon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.collector.beacon.Beacon.Move;
import polku.collector.beacon.Beacon.Revenue;
import polku.collector.beacon.Beacon.Spans;
import polku.storage.write.Product;

/**
 * The members of one item. They may come in any order, so all are gathered before the type decides which are needed; one
 * object serves all items of a beacon.
 */
final class ItemMembers {
    /** No number of an item is negative. */
    static final int ABSENT = -1;

    private static final int MAX_SELECTOR = 512;
    private static final int MAX_ELEMENTS = 50;
    private static final int MAX_POINTS = 200;
    private static final int MAX_SPANS = 50;
    private static final int MAX_DELAY = 60_000;
    private static final int MAX_TEXT = 64;
    private static final int MAX_SHARE = 32_767;
    private static final int MAX_THOUSANDTHS = 1000;
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_STACK = 2000;
    private static final int MAX_SOURCE = 1024;
    private static final int MAX_METHOD = 16;
    private static final int MAX_STATUS = 599;

    final JsonReader json;

    @Nullable
    String type;

    long at;
    int page;

    @Nullable
    String name;

    Map<String, String> props = Map.of();

    @Nullable
    Revenue revenue;

    List<Product> products = List.of();

    @Nullable
    String selector;

    @Nullable
    String tag;

    String text = "";
    int x;
    int y;
    int pageX;
    int pageY;
    int @Nullable [] document;
    int visible;
    int active;
    int depth;

    @Nullable
    List<String> elements;

    int @Nullable [] points;
    int @Nullable [] spans;

    @Nullable
    String action;

    @Nullable
    String form;

    @Nullable
    String field;

    int ms;
    int changes;

    @Nullable
    String message;

    String source = "";
    int line;
    int column;
    String stack = "";

    @Nullable
    String method;

    @Nullable
    String url;

    int status;
    double value;

    @Nullable
    String rating;

    String target = "";
    int length;

    @Nullable
    String user;

    Map<String, String> traits = Map.of();

    ItemMembers(JsonReader json) {
        this.json = json;
    }

    private void reset() {
        type = name = selector = tag = action = form = field = message = method = url = rating = user = null;
        text = source = stack = target = "";
        props = traits = Map.of();
        products = List.of();
        elements = null;
        revenue = null;
        document = points = spans = null;
        at = page = x = y = pageX = pageY = visible = active = depth = ABSENT;
        ms = changes = line = column = status = length = ABSENT;
        value = ABSENT;
    }

    void read(String where) {
        reset();
        json.startObject();
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(where, member);
            read(where, member);
        }
        json.at(where);
    }

    private void read(String where, String member) {
        switch (member) {
            case "type" -> type = json.text(Limits.NAME);
            case "at" -> at = json.integer(0, Limits.TIME);
            case "page" -> page = integer(Limits.PAGES - 1);
            case "name" -> name = json.text(Limits.NAME);
            case "props" -> props = EventMembers.props(json);
            case "revenue" -> revenue = EventMembers.revenue(json);
            case "items" -> products = EventMembers.products(json);
            case "selector" -> selector = json.filledText(MAX_SELECTOR);
            case "tag" -> tag = json.filledText(Limits.NAME);
            case "text" -> text = json.text(MAX_TEXT);
            case "x" -> x = integer(MAX_SHARE);
            case "y" -> y = integer(MAX_SHARE);
            case "pageX" -> pageX = integer(Integer.MAX_VALUE);
            case "pageY" -> pageY = integer(Integer.MAX_VALUE);
            case "document" -> document = Numbers.pair(json, Integer.MAX_VALUE);
            case "visible" -> visible = integer(Limits.DURATION);
            case "active" -> active = integer(Limits.DURATION);
            case "depth" -> depth = integer(MAX_THOUSANDTHS);
            case "elements" -> elements = elements();
            case "points" ->
                points = Numbers.tuples(
                        json,
                        MAX_POINTS,
                        MAX_DELAY,
                        MAX_ELEMENTS - 1,
                        MAX_SHARE,
                        MAX_SHARE,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE);
            case "spans" -> spans = Numbers.tuples(json, MAX_SPANS, MAX_THOUSANDTHS, MAX_THOUSANDTHS, Limits.DURATION);
            case "action" -> action = json.text(Limits.NAME);
            case "form" -> form = json.filledText(MAX_SELECTOR);
            case "field" -> field = json.filledText(MAX_SELECTOR);
            case "ms" -> ms = integer(Limits.DURATION);
            case "changes" -> changes = integer(1000);
            case "message" -> message = json.filledText(MAX_MESSAGE);
            case "source" -> source = json.text(MAX_SOURCE);
            case "line" -> line = integer(Integer.MAX_VALUE);
            case "column" -> column = integer(Integer.MAX_VALUE);
            case "stack" -> stack = json.text(MAX_STACK);
            case "method" -> method = json.filledText(MAX_METHOD);
            case "url" -> url = json.filledText(MAX_SOURCE);
            case "status" -> status = integer(MAX_STATUS);
            case "value" -> value = json.number(Limits.DURATION);
            case "rating" -> rating = json.text(Limits.NAME);
            case "target" -> target = json.text(MAX_SELECTOR);
            case "length" -> length = integer(Integer.MAX_VALUE);
            case "user" -> user = json.filledText(Limits.VISITOR);
            case "traits" -> traits = EventMembers.props(json);
            default -> json.skip();
        }
    }

    private int integer(int most) {
        return (int) json.integer(0, most);
    }

    private List<String> elements() {
        String where = json.where();
        json.startArray();
        List<String> found = new ArrayList<>();
        while (json.nextElement()) {
            json.at(where);
            if (found.size() == MAX_ELEMENTS) {
                throw json.wrong("must have at most " + MAX_ELEMENTS + " elements");
            }
            found.add(json.filledText(MAX_SELECTOR));
        }
        json.at(where);
        if (found.isEmpty()) {
            throw json.wrong("must not be empty");
        }
        return found;
    }

    /** The item's member, which the type needs. */
    <T> T need(@Nullable T member, String called) {
        if (member == null) {
            throw json.wrong("lacks '" + called + "'");
        }
        return member;
    }

    int need(int member, String called) {
        if (member == ABSENT) {
            throw json.wrong("lacks '" + called + "'");
        }
        return member;
    }

    static int orZero(int member) {
        return Math.max(0, member);
    }

    int[] checkedPoints() {
        int[] found = need(points, "points");
        int known = need(elements, "elements").size();
        for (int i = 1; i < found.length; i += Move.POINT_NUMBERS) {
            if (found[i] >= known) {
                throw json.wrong("has a point on an element that is not in its elements");
            }
        }
        return found;
    }

    int[] checkedSpans() {
        int[] found = need(spans, "spans");
        for (int i = 0; i < found.length; i += Spans.SPAN_NUMBERS) {
            if (found[i] > found[i + 1]) {
                throw json.wrong("has a span whose top lies below its bottom");
            }
        }
        return found;
    }
}

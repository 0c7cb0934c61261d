package polku.query.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import polku.query.markup.SafeAddresses;
import polku.query.markup.SeenNodes;

/** What changed in a picture or was done in it, by its source; those that are not named here are left out. */
final class IncrementalChange {
    private static final int MUTATION = 0;
    private static final int MOUSE_MOVE = 1;
    private static final int MOUSE_INTERACTION = 2;
    private static final int SCROLL = 3;
    private static final int RESIZE = 4;
    private static final int INPUT = 5;
    private static final int TOUCH_MOVE = 6;
    private static final int MEDIA = 7;
    private static final int STYLE_SHEET_RULE = 8;
    private static final int CANVAS = 9;
    private static final int FONT = 10;
    private static final int DRAG = 12;
    private static final int STYLE_DECLARATION = 13;
    private static final int SELECTION = 14;
    private static final int ADOPTED_STYLE_SHEET = 15;

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final MutationChange mutations;
    private final StyleChange styles;

    IncrementalChange(SafeAddresses addresses, SeenNodes seen) {
        mutations = new MutationChange(addresses, seen);
        styles = new StyleChange(addresses);
    }

    /** Null where nothing of it can be played. */
    @Nullable
    ObjectNode clean(JsonNode data) {
        if (!data.path("source").isInt()) {
            return null;
        }
        int source = data.path("source").intValue();
        ObjectNode clean = switch (source) {
            case MUTATION -> mutations.clean(data);
            case MOUSE_MOVE, TOUCH_MOVE, DRAG -> positions(data);
            case MOUSE_INTERACTION -> interaction(data);
            case SCROLL -> place(data);
            case RESIZE ->
                json.objectNode()
                        .put("width", Numbers.within(data.path("width"), 1, Numbers.LARGEST_WINDOW, 1280))
                        .put("height", Numbers.within(data.path("height"), 1, Numbers.LARGEST_WINDOW, 720));
            case INPUT ->
                json.objectNode()
                        .put("id", Numbers.id(data.path("id")))
                        .put("text", data.path("text").asText(""))
                        .put("isChecked", data.path("isChecked").asBoolean(false));
            case MEDIA -> media(data);
            case STYLE_SHEET_RULE -> styles.rules(data);
            case CANVAS -> CanvasChange.clean(data);
            case FONT -> styles.font(data);
            case STYLE_DECLARATION -> styles.declaration(data);
            case SELECTION -> selection(data);
            case ADOPTED_STYLE_SHEET -> styles.adopted(data);
            default -> null;
        };
        if (clean == null) {
            return null;
        }
        return clean.put("source", source);
    }

    private @Nullable ObjectNode positions(JsonNode data) {
        ArrayNode positions = json.arrayNode();
        for (JsonNode position : data.path("positions")) {
            if (position.isObject()) {
                positions.add(
                        place(position).put("timeOffset", Numbers.within(position.path("timeOffset"), -60_000, 0, 0)));
            }
        }
        if (positions.isEmpty()) {
            return null;
        }
        ObjectNode clean = json.objectNode();
        clean.set("positions", positions);
        return clean;
    }

    private ObjectNode place(JsonNode data) {
        return json.objectNode()
                .put("id", Numbers.id(data.path("id")))
                .put("x", Numbers.within(data.path("x"), -Numbers.FARTHEST, Numbers.FARTHEST, 0))
                .put("y", Numbers.within(data.path("y"), -Numbers.FARTHEST, Numbers.FARTHEST, 0));
    }

    private @Nullable ObjectNode interaction(JsonNode data) {
        int type = Numbers.whole(data.path("type"), -1, 11, -1);
        if (type < 0 || type > 10) {
            return null;
        }
        ObjectNode clean = place(data).put("type", type);
        if (data.path("pointerType").isInt()) {
            clean.put("pointerType", Numbers.whole(data.path("pointerType"), 0, 2, 0));
        }
        return clean;
    }

    private @Nullable ObjectNode media(JsonNode data) {
        int type = Numbers.whole(data.path("type"), -1, 5, -1);
        if (type < 0 || type > 4) {
            return null;
        }
        ObjectNode clean =
                json.objectNode().put("id", Numbers.id(data.path("id"))).put("type", type);
        if (data.path("currentTime").isNumber()) {
            clean.put("currentTime", Numbers.within(data.path("currentTime"), 0, 1e6, 0));
        }
        if (data.path("volume").isNumber()) {
            clean.put("volume", Numbers.within(data.path("volume"), 0, 1, 1));
        }
        if (data.path("playbackRate").isNumber()) {
            clean.put("playbackRate", Numbers.within(data.path("playbackRate"), 0.0625, 16, 1));
        }
        for (String flag : new String[] {"muted", "loop"}) {
            if (data.path(flag).isBoolean()) {
                clean.put(flag, data.path(flag).booleanValue());
            }
        }
        return clean;
    }

    private ObjectNode selection(JsonNode data) {
        ArrayNode ranges = json.arrayNode();
        for (JsonNode range : data.path("ranges")) {
            ranges.add(json.objectNode()
                    .put("start", Numbers.id(range.path("start")))
                    .put("startOffset", Numbers.whole(range.path("startOffset"), 0, 1_000_000, 0))
                    .put("end", Numbers.id(range.path("end")))
                    .put("endOffset", Numbers.whole(range.path("endOffset"), 0, 1_000_000, 0)));
        }
        ObjectNode clean = json.objectNode();
        clean.set("ranges", ranges);
        return clean;
    }
}

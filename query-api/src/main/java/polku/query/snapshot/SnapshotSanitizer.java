package polku.query.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes a recorded DOM fit to be shown. It came from a browser that anybody may have written, so nothing of it is passed on as it is:
 * a new tree is built of what {@link AllowedMarkup} names, with the numbers, flags and texts that rebuilding needs. Elements that are
 * left out go with all that is in them; a frame stays as an empty box of its size, since its like are counted in selectors.
 *
 * <p>This is the inner of two walls: the page is shown without scripts, under a policy of its own ({@link BackdropPage}).
 */
final class SnapshotSanitizer {
    static final int MOST_NODES = 60_000;
    private static final int DEEPEST = 400;
    private static final int MOST_ATTRIBUTES = 100;

    private static final int DOCUMENT = 0;
    private static final int DOCUMENT_TYPE = 1;
    private static final int ELEMENT = 2;
    private static final int TEXT = 3;
    private static final int COMMENT = 5;

    /** Flags of an element that mean something when it is rebuilt. */
    private static final List<String> FLAGS = List.of("isSVG", "isShadowHost", "isShadow", "needBlock", "isCustom");

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(3 * DEEPEST)
                            .maxStringLength(12 << 20)
                            .build())
                    .build())
            .build();

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private int nodes;

    private SnapshotSanitizer() {}

    /**
     * @param content JSON text of a document as rrweb-snapshot gives it
     * @return the document; empty where it is none
     */
    static ObjectNode sanitise(String content) {
        JsonNode given;
        try {
            given = MAPPER.readTree(content);
        } catch (JsonProcessingException e) {
            given = JsonNodeFactory.instance.nullNode();
        }
        SnapshotSanitizer sanitizer = new SnapshotSanitizer();
        ObjectNode clean =
                given != null && given.path("type").asInt(-1) == DOCUMENT ? sanitizer.node(given, "", 0) : null;
        return clean != null ? clean : sanitizer.start(DOCUMENT, sanitizer.json.objectNode());
    }

    /** @param parent the tag around it */
    private @Nullable ObjectNode node(JsonNode given, String parent, int depth) {
        if (!given.isObject() || depth > DEEPEST || nodes >= MOST_NODES) {
            return null;
        }
        return switch (given.path("type").asInt(-1)) {
            case DOCUMENT -> depth == 0 ? document(given) : null;
            case DOCUMENT_TYPE -> doctype(given);
            case ELEMENT -> element(given, depth);
            case TEXT -> text(given, parent);
            case COMMENT -> start(COMMENT, given).put("textContent", "");
            default -> null;
        };
    }

    private ObjectNode start(int type, JsonNode given) {
        nodes++;
        ObjectNode node =
                json.objectNode().put("type", type).put("id", given.path("id").asInt(nodes));
        for (String flag : FLAGS) {
            if (given.path(flag).asBoolean(false)) {
                node.put(flag, true);
            }
        }
        return node;
    }

    private ObjectNode document(JsonNode given) {
        ObjectNode node = start(DOCUMENT, given);
        node.set("childNodes", children(given, "", 0));
        if (given.path("compatMode").asText().equals("BackCompat")) {
            node.put("compatMode", "BackCompat");
        }
        return node;
    }

    private ObjectNode doctype(JsonNode given) {
        // others, and none at all, show a page in the ways of old browsers
        return start(DOCUMENT_TYPE, given)
                .put("name", "html")
                .put(
                        "publicId",
                        given.path("publicId").asText().startsWith("-//")
                                ? plain(given.path("publicId").asText())
                                : "")
                .put("systemId", "");
    }

    private static String plain(String identifier) {
        return identifier.matches("[-/A-Za-z0-9 .+]{1,100}") ? identifier : "";
    }

    private ObjectNode text(JsonNode given, String parent) {
        ObjectNode node =
                start(TEXT, given).put("textContent", given.path("textContent").asText());
        if (parent.equals("style")) {
            node.put("isStyle", true);
        }
        return node;
    }

    private @Nullable ObjectNode element(JsonNode given, int depth) {
        String tag = given.path("tagName").asText().toLowerCase(Locale.ROOT);
        if (!AllowedMarkup.isElement(tag)) {
            return null;
        }
        boolean frame = tag.equals("iframe");
        ObjectNode node = start(ELEMENT, given);
        ObjectNode attributes = attributes(tag, given.path("attributes"));
        // a style sheet that could not be read when the page was recorded would have to be asked for
        if (tag.equals("link") && !attributes.has("_cssText")) {
            return null;
        }
        node.put("tagName", given.path("tagName").asText());
        node.set("attributes", attributes);
        node.set("childNodes", frame ? json.arrayNode() : children(given, tag, depth));
        return node;
    }

    private ObjectNode attributes(String tag, JsonNode given) {
        ObjectNode attributes = json.objectNode();
        given.properties().stream().limit(MOST_ATTRIBUTES).forEach(each -> {
            String name = each.getKey();
            JsonNode value = each.getValue();
            if (value.isBoolean() || value.isNumber()) {
                if (AllowedMarkup.isAttribute(tag, name, "")) {
                    attributes.set(name, value);
                }
            } else if (AllowedMarkup.isLink(tag, name)) {
                attributes.put("href", "#");
            } else if (value.isTextual() && AllowedMarkup.isAttribute(tag, name, value.asText())) {
                attributes.set(name, value);
            }
        });
        return attributes;
    }

    private ArrayNode children(JsonNode given, String tag, int depth) {
        ArrayNode children = json.arrayNode();
        for (JsonNode child : given.path("childNodes")) {
            ObjectNode clean = node(child, tag, depth + 1);
            if (clean != null) {
                children.add(clean);
            }
        }
        return children;
    }
}

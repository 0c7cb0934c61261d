package polku.query.markup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a recorded DOM fit to be shown. It came from a browser that anybody may have written, so nothing of it is passed on as it is:
 * a new tree is built of what {@link AllowedMarkup} names, with the numbers, flags and texts that rebuilding needs. Elements that are
 * left out go with all that is in them; a frame stays as an empty box of its size, since its like are counted in selectors.
 *
 * <p>This is the inner of two walls: the page is shown without scripts, under a policy of its own.
 */
public final class RecordedTree {
    public static final int MOST_NODES = 60_000;
    public static final int DEEPEST = 400;
    private static final int MOST_ATTRIBUTES = 100;

    public static final int DOCUMENT = 0;
    private static final int DOCUMENT_TYPE = 1;
    private static final int ELEMENT = 2;
    private static final int TEXT = 3;
    private static final int COMMENT = 5;

    /** Flags of an element that mean something when it is rebuilt. */
    private static final List<String> FLAGS = List.of("isSVG", "isShadow", "needBlock");
    /** Names that look like those of custom elements. */
    private static final Set<String> RESERVED = Set.of(
            "annotation-xml",
            "color-profile",
            "font-face",
            "font-face-src",
            "font-face-uri",
            "font-face-format",
            "font-face-name",
            "missing-glyph");
    /** What may be given a shadow, beside custom elements. */
    private static final Set<String> HOSTS = Set.of(
            "article",
            "aside",
            "blockquote",
            "body",
            "div",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "main",
            "nav",
            "p",
            "section",
            "span");
    /** Attributes whose values are styles. */
    private static final Set<String> STYLES = Set.of(
            "style",
            "_csstext",
            "fill",
            "stroke",
            "filter",
            "mask",
            "clip-path",
            "marker-start",
            "marker-mid",
            "marker-end",
            "transform");
    /** What stands for an element that is left out, where its place must stay: nothing in it is shown, whatever comes into it. */
    private static final String PLACE = "template";

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final @Nullable SafeAddresses addresses;
    private final @Nullable SeenNodes seen;
    private int nodes;

    private RecordedTree(@Nullable SafeAddresses addresses, @Nullable SeenNodes seen) {
        this.addresses = addresses;
        this.seen = seen;
    }

    /** For a picture that stays as it is. */
    public static RecordedTree still() {
        return new RecordedTree(null, null);
    }

    /** For a picture of which later events tell changes: elements that are left out keep their places, and styles and addresses are safe. */
    public static RecordedTree changing(SafeAddresses addresses, SeenNodes seen) {
        return new RecordedTree(addresses, seen);
    }

    /** An empty document. */
    public ObjectNode empty() {
        return start(DOCUMENT, json.objectNode());
    }

    /**
     * The node with what is in it, or null where nothing may be shown.
     *
     * @param parent the tag around it, "" where that is not known or there is none
     */
    public @Nullable ObjectNode node(JsonNode given, String parent) {
        return node(given, parent, 0);
    }

    private @Nullable ObjectNode node(JsonNode given, String parent, int depth) {
        if (!given.isObject() || depth > DEEPEST || nodes >= MOST_NODES || !isNumbered(given)) {
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

    /** Changes are told of nodes with a number. */
    private boolean isNumbered(JsonNode given) {
        return seen == null
                || given.path("id").canConvertToInt() && given.path("id").asInt() > 0;
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
        if (seen != null && given.path("rootId").canConvertToInt()) {
            node.put("rootId", given.path("rootId").asInt());
        }
        return node;
    }

    private ObjectNode document(JsonNode given) {
        ObjectNode node = start(DOCUMENT, given);
        ArrayNode children = children(given, "", 0);
        node.set("childNodes", seen == null ? children : ofDocument(children));
        if (given.path("compatMode").asText().equals("BackCompat")) {
            node.put("compatMode", "BackCompat");
        }
        return node;
    }

    /** A document has one element, with its type before; anything else cannot be rebuilt. */
    private ArrayNode ofDocument(ArrayNode children) {
        ArrayNode fitting = json.arrayNode();
        boolean typed = false;
        boolean rooted = false;
        for (JsonNode child : children) {
            int type = child.path("type").asInt();
            boolean fits = type == COMMENT || type == DOCUMENT_TYPE && !typed && !rooted || type == ELEMENT && !rooted;
            if (fits) {
                fitting.add(child);
            }
            typed |= type == DOCUMENT_TYPE;
            rooted |= type == ELEMENT;
        }
        return fitting;
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
        ObjectNode node = start(TEXT, given);
        String text = given.path("textContent").asText();
        boolean style = parent.equals("style");
        if (seen != null && addresses != null) {
            seen.text(node.path("id").asInt(), parent);
            text = seen.safeText(node.path("id").asInt(), text, addresses);
        }
        node.put("textContent", text);
        if (style) {
            node.put("isStyle", true);
        }
        return node;
    }

    private @Nullable ObjectNode element(JsonNode given, int depth) {
        String tag = given.path("tagName").asText().toLowerCase(Locale.ROOT);
        if (!AllowedMarkup.isElement(tag)) {
            return place(given);
        }
        boolean frame = tag.equals("iframe");
        ObjectNode node = start(ELEMENT, given);
        if (seen != null) {
            seen.element(node.path("id").asInt(), tag);
        }
        boolean drawn = node.path("isSVG").asBoolean();
        boolean custom = tag.indexOf('-') > 0 && !RESERVED.contains(tag);
        if (custom && !drawn && given.path("isCustom").asBoolean(false)) {
            node.put("isCustom", true);
        }
        if ((custom || HOSTS.contains(tag))
                && !drawn
                && given.path("isShadowHost").asBoolean(false)) {
            node.put("isShadowHost", true);
        }
        ObjectNode attributes = attributes(tag, given.path("attributes"));
        if (drawn) {
            // only a picture has that
            attributes.remove("rr_dataURL");
        }
        // a style sheet that could not be read when the page was recorded would have to be asked for
        if (seen == null && tag.equals("link") && !attributes.has("_cssText")) {
            return null;
        }
        node.put("tagName", given.path("tagName").asText());
        node.set("attributes", attributes);
        node.set("childNodes", frame ? json.arrayNode() : children(given, tag, depth));
        return node;
    }

    /** Later events name its neighbours by it, and style sheets count it. */
    private @Nullable ObjectNode place(JsonNode given) {
        if (seen == null) {
            return null;
        }
        ObjectNode node = json.objectNode()
                .put("type", ELEMENT)
                .put("id", given.path("id").asInt());
        nodes++;
        seen.element(node.path("id").asInt(), PLACE);
        node.put("tagName", PLACE).set("attributes", json.objectNode());
        node.set("childNodes", json.arrayNode());
        return node;
    }

    /**
     * What an element's attributes may be.
     *
     * @param tag in lower case, "" where it is not known
     */
    public ObjectNode attributes(String tag, JsonNode given) {
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
                String safe = safe(name, value.asText());
                if (safe != null) {
                    attributes.put(name, safe);
                }
            }
        });
        return attributes;
    }

    private @Nullable String safe(String name, String value) {
        if (addresses == null) {
            return value;
        }
        String plain = name.toLowerCase(Locale.ROOT);
        if (STYLES.contains(plain)) {
            return SafeStyles.clean(value, addresses);
        }
        return switch (plain) {
            case "src", "poster", "rr_dataurl", "href", "xlink:href" -> addresses.isSafe(value) ? value : null;
            case "values" -> value.matches("[-+0-9.eE,;\\s]*") ? value : null;
            case "srcset" -> addresses.areOwn(value) ? value : null;
            default -> value;
        };
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

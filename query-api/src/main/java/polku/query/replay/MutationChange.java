package polku.query.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import polku.query.markup.RecordedTree;
import polku.query.markup.SafeAddresses;
import polku.query.markup.SafeStyles;
import polku.query.markup.SeenNodes;

/** Nodes that came, went and changed. */
final class MutationChange {
    private static final Pattern PROPERTY = Pattern.compile("[a-zA-Z-]{1,60}");
    private static final Set<String> REFUSED =
            Set.of("constructor", "prototype", "behavior", "-moz-binding", "-ms-behavior");

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final SafeAddresses addresses;
    private final SeenNodes seen;

    MutationChange(SafeAddresses addresses, SeenNodes seen) {
        this.addresses = addresses;
        this.seen = seen;
    }

    ObjectNode clean(JsonNode data) {
        ObjectNode clean = json.objectNode();
        clean.set("removes", removes(data.path("removes")));
        clean.set("adds", adds(data.path("adds")));
        clean.set("texts", texts(data.path("texts")));
        clean.set("attributes", attributes(data.path("attributes")));
        if (data.path("isAttachIframe").asBoolean(false)) {
            clean.put("isAttachIframe", true);
        }
        return clean;
    }

    private ArrayNode removes(JsonNode given) {
        ArrayNode removes = json.arrayNode();
        for (JsonNode remove : given) {
            ObjectNode clean = json.objectNode()
                    .put("parentId", Numbers.id(remove.path("parentId")))
                    .put("id", Numbers.id(remove.path("id")));
            if (remove.path("isShadow").asBoolean(false)) {
                clean.put("isShadow", true);
            }
            removes.add(clean);
        }
        return removes;
    }

    private ArrayNode adds(JsonNode given) {
        // one bound for all of them
        RecordedTree tree = RecordedTree.changing(addresses, seen);
        ArrayNode adds = json.arrayNode();
        for (JsonNode add : given) {
            int parent = Numbers.id(add.path("parentId"));
            ObjectNode node = tree.node(add.path("node"), seen.tag(parent));
            if (node == null) {
                continue;
            }
            ObjectNode clean = json.objectNode().put("parentId", parent);
            neighbour("nextId", add, clean);
            if (add.has("previousId")) {
                neighbour("previousId", add, clean);
            }
            clean.set("node", node);
            adds.add(clean);
        }
        return adds;
    }

    private static void neighbour(String name, JsonNode from, ObjectNode into) {
        int id = Numbers.id(from.path(name));
        if (id > 0) {
            into.put(name, id);
        } else {
            into.putNull(name);
        }
    }

    private ArrayNode texts(JsonNode given) {
        ArrayNode texts = json.arrayNode();
        for (JsonNode text : given) {
            int id = Numbers.id(text.path("id"));
            texts.add(json.objectNode()
                    .put("id", id)
                    .put("value", seen.safeText(id, text.path("value").asText(""), addresses)));
        }
        return texts;
    }

    private ArrayNode attributes(JsonNode given) {
        RecordedTree tree = RecordedTree.changing(addresses, seen);
        ArrayNode changes = json.arrayNode();
        for (JsonNode change : given) {
            int id = Numbers.id(change.path("id"));
            JsonNode attributes = change.path("attributes");
            ObjectNode allowed = tree.attributes(seen.tag(id), attributes);
            attributes.properties().stream().limit(100).forEach(each -> {
                if (each.getValue().isNull() && AttributeNames.isPlain(each.getKey())) {
                    allowed.putNull(each.getKey());
                } else if (each.getKey().equals("style") && each.getValue().isObject()) {
                    allowed.set("style", declarations(each.getValue()));
                }
            });
            if (!allowed.isEmpty()) {
                ObjectNode clean = json.objectNode().put("id", id);
                clean.set("attributes", allowed);
                changes.add(clean);
            }
        }
        return changes;
    }

    private ObjectNode declarations(JsonNode given) {
        ObjectNode declarations = json.objectNode();
        for (Map.Entry<String, JsonNode> each : given.properties()) {
            String name = each.getKey();
            JsonNode value = each.getValue();
            if (!isProperty(name)) {
                continue;
            }
            if (value.isBoolean() && !value.booleanValue()) {
                declarations.put(name, false);
            } else if (value.isTextual()) {
                declarations.put(name, SafeStyles.clean(value.textValue(), addresses));
            } else if (value.isArray() && value.path(0).isTextual()) {
                declarations.set(
                        name,
                        json.arrayNode()
                                .add(SafeStyles.clean(value.path(0).textValue(), addresses))
                                .add(value.path(1).asText("").equals("important") ? "important" : ""));
            }
        }
        return declarations;
    }

    /** A property of a style, of the author's own making too. */
    static boolean isProperty(@Nullable String name) {
        return name != null
                && (PROPERTY.matcher(name).matches() || name.matches("--[a-zA-Z0-9_-]{1,100}"))
                && !REFUSED.contains(name);
    }

    /** Names that can be taken away from any element. */
    private static final class AttributeNames {
        private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_:.-]{0,80}");

        static boolean isPlain(String name) {
            return PLAIN.matcher(name).matches() && !REFUSED.contains(name) && !name.startsWith("__");
        }
    }
}

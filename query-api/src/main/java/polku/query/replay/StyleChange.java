package polku.query.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import polku.query.markup.SafeAddresses;
import polku.query.markup.SafeStyles;

/** Changes of style sheets, and fonts. */
final class StyleChange {
    private static final Pattern BYTES = Pattern.compile("\\[[0-9, ]*]");
    private static final List<String> DESCRIPTORS =
            List.of("style", "weight", "stretch", "unicodeRange", "variant", "featureSettings", "display");

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final SafeAddresses addresses;

    StyleChange(SafeAddresses addresses) {
        this.addresses = addresses;
    }

    ObjectNode rules(JsonNode data) {
        ObjectNode clean = sheet(data);
        if (data.path("adds").isArray()) {
            clean.set("adds", added(data.path("adds")));
        }
        if (data.path("removes").isArray()) {
            ArrayNode removes = json.arrayNode();
            for (JsonNode remove : data.path("removes")) {
                JsonNode index = index(remove.path("index"));
                if (index != null) {
                    removes.add(json.objectNode().set("index", index));
                }
            }
            clean.set("removes", removes);
        }
        for (String whole : new String[] {"replace", "replaceSync"}) {
            if (data.path(whole).isTextual()) {
                clean.put(whole, SafeStyles.clean(data.path(whole).textValue(), addresses));
            }
        }
        return clean;
    }

    @Nullable
    ObjectNode declaration(JsonNode data) {
        JsonNode index = index(data.path("index"));
        if (index == null || !index.isArray()) {
            return null;
        }
        ObjectNode clean = sheet(data);
        clean.set("index", index);
        JsonNode set = data.path("set");
        if (MutationChange.isProperty(set.path("property").textValue())) {
            ObjectNode value =
                    json.objectNode().put("property", set.path("property").textValue());
            value.put("value", SafeStyles.clean(set.path("value").asText(""), addresses));
            if (set.path("priority").asText("").equals("important")) {
                value.put("priority", "important");
            }
            clean.set("set", value);
        }
        JsonNode remove = data.path("remove");
        if (MutationChange.isProperty(remove.path("property").textValue())) {
            clean.set(
                    "remove",
                    json.objectNode().put("property", remove.path("property").textValue()));
        }
        return clean;
    }

    ObjectNode adopted(JsonNode data) {
        ObjectNode clean = json.objectNode().put("id", Numbers.id(data.path("id")));
        ArrayNode ids = json.arrayNode();
        for (JsonNode id : data.path("styleIds")) {
            ids.add(Numbers.id(id));
        }
        clean.set("styleIds", ids);
        if (data.path("styles").isArray()) {
            ArrayNode styles = json.arrayNode();
            for (JsonNode style : data.path("styles")) {
                ObjectNode sheet = json.objectNode().put("styleId", Numbers.id(style.path("styleId")));
                sheet.set("rules", added(style.path("rules")));
                styles.add(sheet);
            }
            clean.set("styles", styles);
        }
        return clean;
    }

    @Nullable
    ObjectNode font(JsonNode data) {
        String family = data.path("family").asText("");
        String source = data.path("fontSource").asText("");
        boolean bytes = data.path("buffer").asBoolean(false);
        if (family.isEmpty()
                || family.length() > 200
                || bytes && !BYTES.matcher(source).matches()) {
            return null;
        }
        ObjectNode clean = json.objectNode()
                .put("family", SafeStyles.clean(family, addresses))
                .put("fontSource", bytes ? source : SafeStyles.clean(source, addresses))
                .put("buffer", bytes);
        ObjectNode descriptors = json.objectNode();
        for (String name : DESCRIPTORS) {
            if (data.path("descriptors").path(name).isTextual()) {
                descriptors.put(
                        name,
                        SafeStyles.clean(data.path("descriptors").path(name).textValue(), addresses));
            }
        }
        clean.set("descriptors", descriptors);
        return clean;
    }

    private ObjectNode sheet(JsonNode data) {
        ObjectNode clean = json.objectNode();
        for (String name : new String[] {"id", "styleId"}) {
            if (Numbers.id(data.path(name)) > 0) {
                clean.put(name, Numbers.id(data.path(name)));
            }
        }
        return clean;
    }

    private ArrayNode added(JsonNode given) {
        ArrayNode rules = json.arrayNode();
        for (JsonNode rule : given) {
            if (!rule.path("rule").isTextual()) {
                continue;
            }
            ObjectNode clean = json.objectNode()
                    .put("rule", SafeStyles.clean(rule.path("rule").textValue(), addresses));
            JsonNode index = index(rule.path("index"));
            if (index != null) {
                clean.set("index", index);
            }
            rules.add(clean);
        }
        return rules;
    }

    /** A number, or the way to a rule in a rule. */
    private @Nullable JsonNode index(JsonNode given) {
        if (given.isArray() && !given.isEmpty() && given.size() <= 32) {
            ArrayNode path = json.arrayNode();
            given.forEach(step -> path.add(Numbers.whole(step, 0, 1_000_000, 0)));
            return path;
        }
        return given.isInt() ? json.numberNode(Numbers.whole(given, 0, 1_000_000, 0)) : null;
    }
}

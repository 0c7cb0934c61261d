package polku.query.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was drawn on a canvas in two dimensions. The player calls what is named here, and makes objects of the classes that are: so only
 * drawing is, and only what is made of numbers and pictures.
 */
final class CanvasChange {
    private static final int TWO_DIMENSIONS = 0;
    private static final int DEEPEST = 6;
    private static final int MOST_ARGUMENTS = 64;

    private static final Set<String> DRAWING = Set.of(
            ("arc arcTo beginPath bezierCurveTo clearRect clip closePath drawImage ellipse fill fillRect fillText lineTo moveTo"
                            + " putImageData quadraticCurveTo rect resetTransform restore rotate roundRect save scale"
                            + " setLineDash setTransform stroke strokeRect strokeText transform translate")
                    .split(" "));
    private static final Set<String> SETTINGS = Set.of(
            ("direction fillStyle font globalAlpha globalCompositeOperation imageSmoothingEnabled imageSmoothingQuality"
                            + " letterSpacing lineCap lineDashOffset lineJoin lineWidth miterLimit shadowBlur shadowColor"
                            + " shadowOffsetX shadowOffsetY strokeStyle textAlign textBaseline wordSpacing")
                    .split(" "));
    private static final Set<String> MADE = Set.of(
            "ImageBitmap",
            "ImageData",
            "Uint8ClampedArray",
            "Uint8Array",
            "Int8Array",
            "Uint16Array",
            "Int16Array",
            "Uint32Array",
            "Int32Array",
            "Float32Array",
            "Float64Array",
            "DOMMatrix");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*={0,2}");
    private static final Pattern PICTURE = Pattern.compile("data:image/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/=]*");
    private static final Pattern PICTURE_TYPE = Pattern.compile("image/(png|jpeg|webp|gif)");

    private CanvasChange() {}

    static @Nullable ObjectNode clean(JsonNode data) {
        if (Numbers.whole(data.path("type"), 0, 9, 9) != TWO_DIMENSIONS) {
            return null;
        }
        ObjectNode clean = JsonNodeFactory.instance
                .objectNode()
                .put("id", Numbers.id(data.path("id")))
                .put("type", TWO_DIMENSIONS);
        ArrayNode commands = JsonNodeFactory.instance.arrayNode();
        for (JsonNode command : data.path("commands").isArray() ? data.path("commands") : one(data)) {
            ObjectNode allowed = command(command);
            if (allowed != null) {
                commands.add(allowed);
            }
        }
        if (commands.isEmpty()) {
            return null;
        }
        clean.set("commands", commands);
        return clean;
    }

    private static ArrayNode one(JsonNode command) {
        return JsonNodeFactory.instance.arrayNode().add(command);
    }

    private static @Nullable ObjectNode command(JsonNode given) {
        String property = given.path("property").asText("");
        boolean setter = given.path("setter").asBoolean(false);
        JsonNode values = given.path("args");
        if (!(setter ? SETTINGS : DRAWING).contains(property) || values.size() > MOST_ARGUMENTS) {
            return null;
        }
        ArrayNode arguments = JsonNodeFactory.instance.arrayNode();
        for (JsonNode value : values) {
            JsonNode argument = argument(value, DEEPEST);
            if (argument == null || setter && argument.isContainerNode()) {
                return null;
            }
            arguments.add(argument);
        }
        ObjectNode clean = JsonNodeFactory.instance.objectNode().put("property", property);
        clean.set("args", arguments);
        if (setter) {
            clean.put("setter", true);
        }
        return clean;
    }

    private static @Nullable JsonNode argument(JsonNode given, int left) {
        if (given.isNumber() || given.isBoolean() || given.isNull() || given.isTextual()) {
            return given;
        }
        if (left == 0) {
            return null;
        }
        if (given.isArray()) {
            return all(given, left);
        }
        String type = given.path("rr_type").asText("");
        ObjectNode made = JsonNodeFactory.instance.objectNode().put("rr_type", type);
        if (type.equals("ArrayBuffer") && isText(given.path("base64"), BASE64)) {
            return made.put("base64", given.path("base64").textValue());
        }
        if (type.equals("HTMLImageElement") && isText(given.path("src"), PICTURE)) {
            return made.put("src", given.path("src").textValue());
        }
        if (type.equals("Blob") && given.path("data").isArray()) {
            ArrayNode parts = all(given.path("data"), left);
            if (parts == null) {
                return null;
            }
            made.set("data", parts);
            return isText(given.path("type"), PICTURE_TYPE)
                    ? made.put("type", given.path("type").textValue())
                    : made;
        }
        if (MADE.contains(type) && given.path("args").isArray()) {
            ArrayNode parts = all(given.path("args"), left);
            // an array of so many nothings is no picture
            boolean empty = type.endsWith("Array") && given.path("args").path(0).isNumber();
            return parts == null || empty ? null : made.set("args", parts);
        }
        return null;
    }

    private static @Nullable ArrayNode all(JsonNode given, int left) {
        ArrayNode clean = JsonNodeFactory.instance.arrayNode();
        for (JsonNode each : given) {
            JsonNode argument = argument(each, left - 1);
            if (argument == null) {
                return null;
            }
            clean.add(argument);
        }
        return clean;
    }

    private static boolean isText(JsonNode given, Pattern pattern) {
        return given.isTextual() && pattern.matcher(given.textValue()).matches();
    }
}

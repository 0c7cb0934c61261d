package polku.collector.door;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.collector.Refusal;
import polku.collector.beacon.Beacon.Revenue;
import polku.collector.beacon.JsonTree;
import polku.storage.write.EventRow;

/**
 * The members of a JSON object that other products write: a member may have several names, null is as good as absent, and
 * a text that is too long is cut, since those who sent it cannot change it.
 */
final class Members {
    static final int MAX_URL = 2048;
    static final int MAX_TITLE = 256;
    private static final int MAX_NAME = 64;
    private static final int MAX_PROPS = 30;
    private static final int MAX_PROP_KEY = 64;
    private static final int MAX_PROP_VALUE = 500;
    private static final int MAX_SCALE = 40;
    private static final BigDecimal MAX_AMOUNT = BigDecimal.valueOf(1_000_000_000_000L);

    private final JsonNode object;

    private Members(JsonNode object) {
        this.object = object;
    }

    static Members of(JsonNode node, String what) {
        if (!node.isObject()) {
            throw Refusal.malformed(what + " must be an object.");
        }
        return new Members(node);
    }

    /** The first of the members that is there. */
    @Nullable
    JsonNode value(String... names) {
        for (String name : names) {
            JsonNode value = object.get(name);
            if (value != null && !value.isNull()) {
                return value;
            }
        }
        return null;
    }

    /** A string without white space around it, cut to so many UTF-16 code units; null where there is none or nothing in it. */
    @Nullable
    String text(int most, String... names) {
        JsonNode value = value(names);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw Refusal.malformed(names[names.length - 1] + " must be a string.");
        }
        String text = value.textValue().strip();
        return text.isEmpty() ? null : cut(text, most);
    }

    String requiredText(int most, String... names) {
        String text = text(most, names);
        if (text == null) {
            throw Refusal.malformed("The body lacks '" + names[names.length - 1] + "'.");
        }
        return text;
    }

    /** The name of a custom event or of a pageview. */
    String eventName(String... names) {
        return requiredText(MAX_NAME, names);
    }

    /** A number that is cut to a range; null where there is none. */
    @Nullable
    Integer number(int least, int most, String... names) {
        JsonNode value = value(names);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw Refusal.malformed(names[names.length - 1] + " must be a number.");
        }
        return (int) Math.round(Math.max(least, Math.min(most, value.doubleValue())));
    }

    /** An object that may also come as a string that holds it; null where there is none, or none that can be read. */
    static @Nullable JsonNode unpacked(@Nullable JsonNode value) {
        if (value == null || !value.isTextual()) {
            return value;
        }
        try {
            return JsonTree.parse(value.textValue().getBytes(StandardCharsets.UTF_8));
        } catch (Refusal e) {
            return null;
        }
    }

    /** What of an object can be a property: texts, numbers and booleans; members of inner objects as {@code outer.inner}. */
    static Map<String, String> props(@Nullable JsonNode object) {
        Map<String, String> props = new LinkedHashMap<>();
        if (object != null) {
            addProps(props, "", object);
        }
        return props;
    }

    private static void addProps(Map<String, String> props, String prefix, JsonNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String key = cut(prefix + member.getKey(), MAX_PROP_KEY);
            if (member.getValue().isObject()) {
                addProps(props, prefix + member.getKey() + ".", member.getValue());
                continue;
            }
            String value = propText(member.getValue());
            if (!value.isEmpty() && !key.isEmpty() && props.size() < MAX_PROPS) {
                props.putIfAbsent(key, cut(value, MAX_PROP_VALUE));
            }
        }
    }

    private static String propText(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case BOOLEAN -> value.asText();
            case NUMBER -> {
                BigDecimal number = value.decimalValue();
                yield Math.abs((long) number.scale()) > MAX_PROP_VALUE ? "" : plain(number);
            }
            case ARRAY -> value.toString();
            default -> "";
        };
    }

    /** As the properties of a beacon are written: 3, 3.0 and 0.3e1 are "3". */
    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Null where amount or currency is missing, as in the empty object that some trackers send with every event. */
    static @Nullable Revenue revenue(@Nullable JsonNode amount, @Nullable JsonNode currency) {
        if (amount == null || amount.isNull() || currency == null || currency.isNull()) {
            return null;
        }
        String code = currency.asText().strip().toUpperCase(java.util.Locale.ROOT);
        if (!code.matches("[A-Z]{3}")) {
            throw Refusal.malformed("The revenue's currency must be three letters, as in EUR.");
        }
        return new Revenue(amount(amount), code);
    }

    private static BigDecimal amount(JsonNode node) {
        try {
            BigDecimal amount = node.isNumber()
                    ? node.decimalValue()
                    : new BigDecimal(cut(node.asText().strip(), MAX_NAME));
            if (Math.abs((long) amount.scale()) <= MAX_SCALE && amount.abs().compareTo(MAX_AMOUNT) <= 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Refusal.malformed("The revenue's amount must be a number between -10^12 and 10^12.");
    }

    static boolean isPageview(String eventName) {
        return eventName.equals(EventRow.PAGEVIEW);
    }

    /** Without cutting a character in two. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}

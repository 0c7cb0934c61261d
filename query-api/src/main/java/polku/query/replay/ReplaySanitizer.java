package polku.query.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import polku.query.markup.RecordedTree;
import polku.query.markup.SafeAddresses;
import polku.query.markup.SeenNodes;
import polku.storage.read.replay.Recording;

/**
 * Makes recorded events fit to be played. They came from a browser that anybody may have written, so nothing is passed on as it is: each
 * event is built anew of the members that playing needs, by its type ({@link IncrementalChange} for changes, {@link RecordedTree} for what
 * is shown). Whatever else there is, and whatever is not of the right form, is left out and counted.
 *
 * <p>One for the chunks of a document, in their order; not for use by several threads. It holds one event at a time.
 */
final class ReplaySanitizer {
    private static final int DOM_CONTENT_LOADED = 0;
    private static final int LOAD = 1;
    private static final int FULL_SNAPSHOT = 2;
    private static final int INCREMENTAL = 3;
    private static final int META = 4;
    private static final int CUSTOM = 5;

    private static final Pattern TAG = Pattern.compile("polku:[a-zA-Z-]{1,40}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,39}");
    private static final Set<String> OF_OBJECTS = Set.of("constructor", "prototype", "toString", "valueOf");
    private static final Set<String> ADDRESSES = Set.of("url", "href", "src", "link");
    private static final int MOST_MEMBERS = 30;
    private static final int LONGEST_TEXT = 8_000;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(3 * RecordedTree.DEEPEST)
                            .maxStringLength(12 << 20)
                            .maxNumberLength(100)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .build();

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final SafeAddresses addresses;
    private final SeenNodes seen = new SeenNodes();
    private final IncrementalChange changes;
    private long dropped;

    ReplaySanitizer(SafeAddresses addresses) {
        this.addresses = addresses;
        changes = new IncrementalChange(addresses, seen);
    }

    /** How many events were left out until now, and what could not be read counts as one. */
    long dropped() {
        return dropped;
    }

    /**
     * Writes a chunk's events as elements of an array.
     *
     * @param content JSON text of an array of events; what comes after a fault is left out
     * @param shift to be added to their times, which then lie within those of the chunk
     */
    void copy(String content, Recording.Chunk chunk, long shift, JsonGenerator out) throws IOException {
        boolean follows = chunk.follows();
        try (JsonParser parser = MAPPER.createParser(content)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                dropped++;
                return;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonNode given = MAPPER.readTree(parser);
                ObjectNode event = event(given, follows);
                if (event == null) {
                    dropped++;
                    continue;
                }
                follows |= event.path("type").asInt() == FULL_SNAPSHOT;
                long at = given.path("timestamp").asLong() + shift;
                event.put("timestamp", Math.max(chunk.from(), Math.min(chunk.to(), at)));
                MAPPER.writeTree(out, event);
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                dropped++;
            }
        } catch (JsonProcessingException e) {
            dropped++;
        }
    }

    private @Nullable ObjectNode event(JsonNode given, boolean follows) {
        JsonNode type = given.path("type");
        JsonNode data = given.path("data");
        if (!type.isInt() || !given.path("timestamp").canConvertToLong()) {
            return null;
        }
        ObjectNode clean = switch (type.intValue()) {
            case DOM_CONTENT_LOADED, LOAD -> json.objectNode();
            case FULL_SNAPSHOT -> fullSnapshot(data);
            // what it changes is not known
            case INCREMENTAL -> follows ? changes.clean(data) : null;
            case META -> meta(data);
            case CUSTOM -> custom(data);
            default -> null;
        };
        if (clean == null) {
            return null;
        }
        ObjectNode event = json.objectNode().put("type", type.intValue());
        event.set("data", clean);
        return event;
    }

    private @Nullable ObjectNode fullSnapshot(JsonNode data) {
        if (data.path("node").path("type").asInt(-1) != RecordedTree.DOCUMENT) {
            return null;
        }
        seen.forget();
        ObjectNode root = RecordedTree.changing(addresses, seen).node(data.path("node"), "");
        if (root == null) {
            return null;
        }
        ObjectNode clean = json.objectNode();
        clean.set("node", root);
        clean.set(
                "initialOffset",
                json.objectNode()
                        .put("top", Numbers.within(data.path("initialOffset").path("top"), 0, Numbers.FARTHEST, 0))
                        .put("left", Numbers.within(data.path("initialOffset").path("left"), 0, Numbers.FARTHEST, 0)));
        return clean;
    }

    private ObjectNode meta(JsonNode data) {
        String href = data.path("href").asText("");
        return json.objectNode()
                .put("href", isWeb(href) ? href : "")
                .put("width", Numbers.within(data.path("width"), 1, Numbers.LARGEST_WINDOW, 1280))
                .put("height", Numbers.within(data.path("height"), 1, Numbers.LARGEST_WINDOW, 720));
    }

    /** What the tracker says beside the picture, flat: texts, numbers and flags. */
    private @Nullable ObjectNode custom(JsonNode data) {
        String tag = data.path("tag").asText("");
        if (!TAG.matcher(tag).matches()) {
            return null;
        }
        ObjectNode payload = json.objectNode();
        for (Iterator<Map.Entry<String, JsonNode>> members =
                        data.path("payload").properties().iterator();
                members.hasNext() && payload.size() < MOST_MEMBERS; ) {
            Map.Entry<String, JsonNode> member = members.next();
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (!NAME.matcher(name).matches() || OF_OBJECTS.contains(name)) {
                continue;
            }
            if (value.isBoolean() || value.isNull()) {
                payload.set(name, value);
            } else if (value.isNumber() && Math.abs(value.doubleValue()) < 1e15) {
                payload.set(name, value);
            } else if (value.isTextual()) {
                String text = value.textValue();
                boolean harmless = !ADDRESSES.contains(name) || isWeb(text) || text.startsWith("/");
                payload.put(
                        name, !harmless ? "" : text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
            }
        }
        ObjectNode clean = json.objectNode().put("tag", tag);
        clean.set("payload", payload);
        return clean;
    }

    private static boolean isWeb(String address) {
        return address.length() <= LONGEST_TEXT
                && (address.regionMatches(true, 0, "https://", 0, 8)
                        || address.regionMatches(true, 0, "http://", 0, 7));
    }
}

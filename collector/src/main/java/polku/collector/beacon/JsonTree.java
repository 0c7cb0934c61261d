package polku.collector.beacon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import polku.collector.Refusal;
import polku.http.JsonFault;

/**
 * Reads one JSON document whole, as strictly as {@link JsonReader}: for formats whose members may be of several types, away
 * from the hot path. Numbers keep every digit; they may be beyond what a double holds.
 */
public final class JsonTree {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(JsonReader.CONSTRAINTS)
            .build();
    private static final ObjectReader READER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    private JsonTree() {}

    /** @throws Refusal where the body is no such document */
    public static JsonNode parse(byte[] body) {
        Utf8.check(body);
        try (JsonParser parser = FACTORY.createParser(body)) {
            JsonNode document = READER.readValue(parser);
            if (document == null || document.isMissingNode()) {
                throw Refusal.malformed("The body is empty.");
            }
            checkText(document);
            return document;
        } catch (IOException e) {
            String what = e instanceof JsonProcessingException fault ? JsonFault.describe(fault) : "it cannot be read";
            throw Refusal.malformed("The body is not strict JSON: " + what + ".");
        } catch (NumberFormatException | ArithmeticException e) {
            throw Refusal.malformed("The body holds a number that is out of range.");
        }
    }

    private static void checkText(JsonNode node) {
        if (node.isTextual() && Utf8.hasLoneSurrogate(node.textValue())) {
            throw Refusal.malformed("The body holds half a surrogate pair.");
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (Utf8.hasLoneSurrogate(member.getKey())) {
                throw Refusal.malformed("The body holds half a surrogate pair.");
            }
        }
        node.forEach(JsonTree::checkText);
    }
}

package polku.query.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import polku.http.JsonFault;
import polku.http.Problem;
import polku.http.Problem.InvalidField;

/**
 * Bodies in and out. Strict on the way in: unknown fields, duplicate keys, trailing text, numbers as strings, more than 32
 * levels and text that is not Unicode are a 400 that says where.
 */
public final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(new SimpleModule().addDeserializer(String.class, new Text()))
            .build();

    private Json() {}

    /** @throws polku.http.ProblemException 400 that says where the body is wrong */
    static <T> T read(byte[] body, Class<T> type) {
        if (body.length == 0) {
            throw Problem.badRequest("The request needs a JSON body.").asException();
        }
        T value;
        try (JsonParser parser = MAPPER.createParser(body)) {
            value = MAPPER.readValue(parser, type);
            checkEnd(parser);
        } catch (UnrecognizedPropertyException e) {
            throw invalid(e, "is not a field that is known here");
        } catch (ValueInstantiationException e) {
            String said = e.getCause() instanceof IllegalArgumentException cause ? cause.getMessage() : null;
            throw invalid(e, said == null ? "is not valid" : said);
        } catch (JsonMappingException e) {
            // Also the parser's own exceptions arrive wrapped, when they come from inside an object.
            throw e.getCause() instanceof JsonProcessingException cause && !(cause instanceof JsonMappingException)
                    ? malformed(cause)
                    : invalid(e, "has the wrong type");
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw Problem.badRequest("The body is not text in UTF-8.").asException();
        }
        if (value == null) {
            throw Problem.invalid(List.of(new InvalidField("", "must not be null")))
                    .asException();
        }
        return value;
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that cannot be written: " + value.getClass(), e);
        }
    }

    /** JSON text that this server has written. */
    public static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text that is not JSON", e);
        }
    }

    /** Writes an answer that is too large, or comes in pieces too many, to be an object first. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.createGenerator(out);
    }

    private static void checkEnd(JsonParser parser) throws IOException {
        boolean more;
        try {
            more = parser.nextToken() != null;
        } catch (JsonProcessingException e) {
            more = true;
        }
        if (more) {
            throw Problem.badRequest("There is trailing text after the JSON document"
                            + JsonFault.place(parser.currentTokenLocation()) + ".")
                    .asException();
        }
    }

    private static RuntimeException malformed(JsonProcessingException e) {
        return Problem.badRequest("The body is not valid JSON: " + JsonFault.describe(e) + ".")
                .asException();
    }

    private static RuntimeException invalid(JsonMappingException e, String detail) {
        String pointer = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? String.valueOf(part.getIndex()) : part.getFieldName())
                .map(part -> "/" + part.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
        return Problem.invalid(List.of(new InvalidField(pointer, detail))).asException();
    }

    /** Takes text alone, no number as text; refuses half a surrogate pair, which JSON can spell and UTF-8 cannot. */
    private static final class Text extends StringDeserializer {
        private static final long serialVersionUID = 1;

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            String text = parser.getText();
            for (int i = 0; i < text.length(); i++) {
                char letter = text.charAt(i);
                if (!Character.isSurrogate(letter)) {
                    continue;
                }
                if (!Character.isHighSurrogate(letter)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return (String) context.handleWeirdStringValue(String.class, text, "half a surrogate pair");
                }
                i++;
            }
            return text;
        }
    }
}

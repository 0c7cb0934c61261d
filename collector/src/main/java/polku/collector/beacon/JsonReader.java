package polku.collector.beacon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.collector.Refusal;
import polku.http.JsonFault;

/**
 * A strict, streaming reader of one JSON document: UTF-8 without lone surrogates, no member named twice, nothing after the
 * end, finite numbers only; at most 32 levels, or, where it holds a recorded page, 1000. Whatever is wrong becomes a {@link Refusal} that says where.
 */
final class JsonReader implements AutoCloseable {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_SCALE = 40;
    private static final int MAX_PROPERTY_SCALE = 400;
    static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(100)
            .maxNameLength(256)
            .maxStringLength(8192)
            .build();

    /** An element is an object in an array; browsers nest 512 of them at most when they read a page. */
    private static final int MAX_RECORDED_DEPTH = 1000;

    private static final StreamReadConstraints RECORDED = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_RECORDED_DEPTH)
            .maxNumberLength(100)
            .maxNameLength(256)
            .maxStringLength(SightingParser.MAX_INFLATED)
            .build();

    private static final JsonFactory FACTORY = factory(CONSTRAINTS);
    private static final JsonFactory RECORDED_FACTORY = factory(RECORDED);

    private final JsonParser parser;
    private final MemberNames names;
    /** Whether the body has escapes that may be halves of surrogate pairs; unescaped ones are no UTF-8. */
    private final boolean escapesHalves;

    private final boolean isRecorded;
    private String where = "The body";
    private String member = "";
    /** Inside an object of properties. */
    private String property = "";

    JsonReader(byte[] body) {
        this(body, FACTORY, MAX_DEPTH, false);
    }

    /** Of a document that may hold a recorded page, or a stretch of a recorded session. */
    static JsonReader ofRecorded(byte[] body) {
        return new JsonReader(body, RECORDED_FACTORY, MAX_RECORDED_DEPTH, true);
    }

    private JsonReader(byte[] body, JsonFactory factory, int maxDepth, boolean isRecorded) {
        Utf8.check(body);
        this.isRecorded = isRecorded;
        escapesHalves = Utf8.mayEscapeSurrogates(body);
        names = new MemberNames(maxDepth);
        try {
            parser = factory.createParser(body);
        } catch (IOException e) {
            throw notJson(e);
        }
        advance();
    }

    /** Members that are named twice it lets pass; {@link MemberNames} does not. */
    private static JsonFactory factory(StreamReadConstraints constraints) {
        return JsonFactory.builder()
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(constraints)
                .build();
    }

    /** Names what is being read, for the message of a refusal. */
    void at(String newWhere) {
        at(newWhere, "");
    }

    /** Names a member of what is being read; put together only when it is asked for. */
    void at(String object, String newMember) {
        where = object;
        member = newMember;
        property = "";
    }

    String where() {
        return where + (member.isEmpty() ? "" : "." + member) + (property.isEmpty() ? "" : "." + property);
    }

    Refusal wrong(String what) {
        return Refusal.malformed(where() + " " + what + ".");
    }

    /** The body is in memory, so whatever the parser throws is about the text. */
    private static Refusal notJson(IOException e) {
        String what = e instanceof JsonProcessingException fault ? JsonFault.describe(fault) : "it cannot be read";
        return Refusal.malformed("The body is not strict JSON: " + what + ".");
    }

    /** The token of the value that is named by {@link #at}: read it only after that, so that a refusal blames the right one. */
    JsonToken token() {
        JsonToken token = current();
        try {
            if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(parser.getDoubleValue())) {
                throw wrong("holds a number that is not finite");
            }
        } catch (IOException e) {
            throw notJson(e);
        }
        return token;
    }

    private JsonToken current() {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw Refusal.malformed("The body ends too early.");
        }
        return token;
    }

    /** Moves to the next token; at the end of the document there is none. */
    void advance() {
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!names.add(name)) {
                    throw Refusal.malformed("The body is not strict JSON: a member is named twice.");
                }
                if (escapesHalves && Utf8.hasLoneSurrogate(name)) {
                    throw Refusal.malformed("The body has a member whose name holds half a surrogate pair.");
                }
            } else if (token == JsonToken.START_OBJECT) {
                names.openObject();
            } else if (token == JsonToken.END_OBJECT) {
                names.closeObject();
            }
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    void expect(JsonToken token, String what) {
        if (token() != token) {
            throw wrong("must be " + what);
        }
    }

    /** Enters an object; then {@link #nextMember} gives its members. */
    void startObject() {
        expect(JsonToken.START_OBJECT, "an object");
    }

    /** The next member's name, standing on its value; or null, having left the object. */
    @Nullable
    String nextMember() {
        advance();
        if (current() == JsonToken.END_OBJECT) {
            return null;
        }
        try {
            String name = parser.currentName();
            advance();
            return name;
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    void startArray() {
        expect(JsonToken.START_ARRAY, "an array");
    }

    /** True when standing on the next element; false having left the array. */
    boolean nextElement() {
        advance();
        return current() != JsonToken.END_ARRAY;
    }

    /** How many bytes of the body have been read: those of the value that was read last are the last of them. */
    int position() {
        return Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    /** Passes a value of any kind over, still strictly. Texts of a recording may have any length, so most need not be read. */
    void skip() {
        int depth = 0;
        do {
            JsonToken token = token();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING && (escapesHalves || !isRecorded)) {
                text(Integer.MAX_VALUE);
            }
            if (depth > 0) {
                advance();
            }
        } while (depth > 0);
    }

    /** A string of at most so many UTF-16 code units. */
    String text(int most) {
        expect(JsonToken.VALUE_STRING, "a string");
        try {
            String text = parser.getText();
            if (text.length() > most) {
                throw wrong("must have at most " + most + " characters");
            }
            if (Utf8.hasLoneSurrogate(text)) {
                throw wrong("holds half a surrogate pair");
            }
            return text;
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    String filledText(int most) {
        String text = text(most);
        if (text.isEmpty()) {
            throw wrong("must not be empty");
        }
        return text;
    }

    long integer(long least, long most) {
        expect(JsonToken.VALUE_NUMBER_INT, "an integer");
        try {
            JsonParser.NumberType type = parser.getNumberType();
            if (type != JsonParser.NumberType.BIG_INTEGER) {
                long value = parser.getLongValue();
                if (value >= least && value <= most) {
                    return value;
                }
            }
        } catch (IOException e) {
            throw notJson(e);
        }
        throw wrong("must be between " + least + " and " + most);
    }

    BigDecimal decimal(BigDecimal least, BigDecimal most) {
        if (!token().isNumeric()) {
            throw wrong("must be a number");
        }
        BigDecimal value = decimalOfScale(MAX_SCALE);
        if (value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw wrong("must be between " + least + " and " + most + ", with at most " + MAX_SCALE + " decimals");
        }
        return value;
    }

    /** A number from 0 to {@code most}, with or without decimals. */
    double number(long most) {
        return decimal(BigDecimal.ZERO, BigDecimal.valueOf(most)).doubleValue();
    }

    boolean bool() {
        JsonToken token = token();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw wrong("must be true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** The number as it is written; null where its exponent is beyond so many digits, or even beyond a BigDecimal. */
    private @Nullable BigDecimal decimalOfScale(int most) {
        try {
            BigDecimal value = parser.getDecimalValue();
            return Math.abs((long) value.scale()) > most ? null : value;
        } catch (NumberFormatException e) {
            return null; // such as 1e-2147483648, well formed all the same
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /** An object of strings, numbers and booleans, all as text. */
    Map<String, String> properties(int mostMembers, int mostKey, int mostValue) {
        String whole = where;
        String wholeMember = member;
        startObject();
        Map<String, String> properties = new LinkedHashMap<>(8);
        for (String key = nextMember(); key != null; key = nextMember()) {
            if (properties.size() == mostMembers) {
                at(whole, wholeMember);
                throw wrong("must have at most " + mostMembers + " members");
            }
            if (key.isEmpty() || key.length() > mostKey || Utf8.hasLoneSurrogate(key)) {
                at(whole, wholeMember);
                throw wrong("must have names of 1 to " + mostKey + " characters");
            }
            property = key;
            properties.put(key, scalar(mostValue));
        }
        at(whole, wholeMember);
        return properties;
    }

    private String scalar(int most) {
        return switch (token()) {
            case VALUE_STRING -> text(most);
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            default -> throw wrong("must be a string, a number or a boolean");
        };
    }

    /** One text for one number: 3, 3.0 and 0.3e1 are "3". */
    private String number() {
        BigDecimal value = decimalOfScale(MAX_PROPERTY_SCALE);
        if (value == null) {
            throw wrong("is out of range");
        }
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Checks that nothing but white space follows. */
    void end() {
        advance();
        if (parser.currentToken() != null) {
            throw Refusal.malformed("Something follows the end of the JSON document.");
        }
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw notJson(e);
        }
    }
}

package polku.collector.beacon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Set;
import polku.collector.DropReason;
import polku.collector.Refusal;
import polku.collector.enrich.Scrubber;
import polku.http.Problem;

/**
 * Copies a recorded document ({@code snapshot()} of rrweb-snapshot 2.1.6), node by node: what is no member of a node is left
 * out, and every string that people read or follow is scrubbed once more. What must not run is for those to take out who show
 * it: a recording is never shown as it was stored.
 */
final class RecordedPage {
    private static final int MAX_NODES = 60_000;
    private static final int MAX_TAG = 128;
    private static final int MAX_NAME = 256;
    private static final JsonFactory FACTORY = new JsonFactory();
    /** Of a node, as they are. */
    private static final Set<String> FLAGS = Set.of("isSVG", "isShadow", "isShadowHost", "isCustom", "isStyle");

    /** Names and shapes: where something looks like a telephone number in them, it is none. */
    private static final Set<String> SHAPES = Set.of(
            "style",
            "_cssText",
            "d",
            "points",
            "transform",
            "viewBox",
            "viewbox",
            "src",
            "srcset",
            "sizes",
            "poster",
            "rr_dataURL",
            "rr_width",
            "rr_height",
            "width",
            "height",
            "x",
            "y",
            "cx",
            "cy",
            "x1",
            "x2",
            "y1",
            "y2");
    /** They lead somewhere, and may carry a secret there. */
    private static final Set<String> LINKS = Set.of("href", "xlink:href", "action", "formaction", "cite");
    /** Elsewhere an address is a style sheet's or a drawing's. */
    private static final Set<String> LEADING =
            Set.of("a", "area", "form", "button", "input", "blockquote", "q", "ins", "del");

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);
    private static final BigDecimal LEAST = MOST.negate();

    private final JsonReader json;
    private final Scrubber scrubber;
    private final StringWriter text = new StringWriter(1 << 16);
    private int nodes;

    RecordedPage(JsonReader json, Scrubber scrubber) {
        this.json = json;
        this.scrubber = scrubber;
    }

    /** The document that the reader stands on, as JSON text; the reader then stands on its end. */
    String copy() {
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            node(out, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of a writer in memory
        }
        return text.toString();
    }

    /** @param parent its tag; as deep as the reader lets it */
    private void node(JsonGenerator out, String parent) throws IOException {
        if (++nodes > MAX_NODES) {
            throw Refusal.of(DropReason.TOO_LARGE, Problem.of(413, "The page has more than " + MAX_NODES + " nodes."));
        }
        json.at("snapshot");
        json.startObject();
        out.writeStartObject();
        String tag = "";
        boolean typed = false;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at("snapshot", member);
            switch (member) {
                case "type" -> {
                    out.writeNumberField("type", json.integer(0, 5));
                    typed = true;
                }
                case "id", "rootId" -> out.writeNumberField(member, json.integer(-2, Integer.MAX_VALUE));
                case "tagName" -> {
                    tag = json.filledText(MAX_TAG);
                    out.writeStringField("tagName", tag);
                }
                case "attributes" -> attributes(out, tag);
                case "childNodes" -> {
                    json.startArray();
                    out.writeArrayFieldStart("childNodes");
                    while (json.nextElement()) {
                        node(out, tag);
                    }
                    out.writeEndArray();
                }
                case "textContent" -> {
                    String content = json.text(Integer.MAX_VALUE);
                    out.writeStringField("textContent", parent.equals("style") ? content : scrubbed(content));
                }
                case "name", "publicId", "systemId", "compatMode" -> out.writeStringField(member, json.text(MAX_NAME));
                default -> {
                    if (FLAGS.contains(member)) {
                        out.writeBooleanField(member, json.bool());
                    } else {
                        json.skip();
                    }
                }
            }
        }
        json.at("snapshot");
        if (!typed) {
            throw json.wrong("has a node without 'type'");
        }
        out.writeEndObject();
    }

    private void attributes(JsonGenerator out, String tag) throws IOException {
        json.startObject();
        out.writeObjectFieldStart("attributes");
        for (String name = json.nextMember(); name != null; name = json.nextMember()) {
            json.at("snapshot", "attributes");
            JsonToken token = json.token();
            if (token == JsonToken.VALUE_STRING) {
                out.writeStringField(name, attribute(tag, name, json.text(Integer.MAX_VALUE)));
            } else if (token.isNumeric()) {
                out.writeNumberField(name, json.decimal(LEAST, MOST));
            } else if (token.isBoolean()) {
                out.writeBooleanField(name, json.bool());
            } else if (token != JsonToken.VALUE_NULL) {
                throw json.wrong("must be strings, numbers, booleans or null");
            }
        }
        out.writeEndObject();
    }

    /** A page masks its numbers as noughts, which are to keep their shape: they look like a card's or a telephone's. */
    private String scrubbed(String content) {
        boolean hidesNothing = content.chars().noneMatch(c -> c >= '1' && c <= '9' || c == '@' || c == '%');
        return hidesNothing ? content : scrubber.text(content);
    }

    private String attribute(String tag, String name, String value) {
        if (SHAPES.contains(name)) {
            return value;
        }
        boolean leadsAway = LINKS.contains(name) && LEADING.contains(tag) && !value.startsWith("#");
        return leadsAway ? scrubber.address(value) : scrubbed(value);
    }
}

package polku.server.demo.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import polku.server.demo.simulator.Visit.Attention;
import polku.server.demo.simulator.Visit.Click;
import polku.server.demo.simulator.Visit.Copy;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.Engagement;
import polku.server.demo.simulator.Visit.FailedRequest;
import polku.server.demo.simulator.Visit.Form;
import polku.server.demo.simulator.Visit.Identify;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Move;
import polku.server.demo.simulator.Visit.Pageview;
import polku.server.demo.simulator.Visit.Point;
import polku.server.demo.simulator.Visit.Print;
import polku.server.demo.simulator.Visit.ScriptError;
import polku.server.demo.simulator.Visit.Span;
import polku.server.demo.simulator.Visit.Vital;

/** Writes items as the members of a beacon's {@code items}. */
final class ItemWriter {
    private final JsonGenerator body;
    private final int firstPage;

    /** @param firstPage the visit's page that is the beacon's first */
    ItemWriter(JsonGenerator body, int firstPage) {
        this.body = body;
        this.firstPage = firstPage;
    }

    void write(Item item) throws IOException {
        body.writeStartObject();
        if (item instanceof Pageview) {
            stamp("pageview", item);
        } else if (item instanceof CustomEvent event) {
            stamp("event", item);
            event(event);
        } else if (item instanceof Click click) {
            stamp(click.kind(), item);
            click(click);
        } else if (item instanceof Engagement ping) {
            stamp("engagement", item);
            body.writeNumberField("visible", ping.visibleMillis());
            body.writeNumberField("active", ping.activeMillis());
            body.writeNumberField("depth", ping.depth());
        } else if (item instanceof Attention attention) {
            stamp("attention", item);
            attention(attention);
        } else if (item instanceof Move move) {
            stamp("move", item);
            move(move);
        } else if (item instanceof Form form) {
            stamp("form", item);
            form(form);
        } else if (item instanceof Vital vital) {
            stamp("vital", item);
            body.writeStringField("name", vital.name());
            body.writeNumberField("value", vital.value());
            body.writeStringField("rating", vital.rating());
            optional("target", vital.target());
        } else if (item instanceof ScriptError error) {
            stamp("error", item);
            body.writeStringField("message", error.message());
            body.writeStringField("source", error.source());
            body.writeNumberField("line", error.line());
            body.writeNumberField("column", error.column());
            body.writeStringField("stack", error.stack());
        } else if (item instanceof FailedRequest failed) {
            stamp("failedRequest", item);
            body.writeStringField("method", failed.method());
            body.writeStringField("url", failed.url());
            body.writeNumberField("status", failed.status());
            body.writeNumberField("ms", failed.millis());
        } else if (item instanceof Copy copy) {
            stamp("copy", item);
            body.writeStringField("selector", copy.selector());
            body.writeNumberField("length", copy.length());
        } else if (item instanceof Print) {
            stamp("print", item);
        } else if (item instanceof Identify identify) {
            stamp("identify", item);
            body.writeStringField("user", identify.user());
            object("traits", identify.traits());
        }
        body.writeEndObject();
    }

    private void event(CustomEvent event) throws IOException {
        body.writeStringField("name", event.name());
        if (!event.props().isEmpty()) {
            object("props", event.props());
        }
        if (event.revenueCents() != 0) {
            body.writeObjectFieldStart("revenue");
            body.writeNumberField("amount", event.revenueCents() / 100.0);
            body.writeStringField("currency", "EUR");
            body.writeEndObject();
        }
        if (!event.lines().isEmpty()) {
            body.writeArrayFieldStart("items");
            for (Cart.Line line : event.lines()) {
                line(line);
            }
            body.writeEndArray();
        }
    }

    private void line(Cart.Line line) throws IOException {
        body.writeStartObject();
        body.writeStringField("id", line.product().slug());
        body.writeStringField("name", line.product().name());
        body.writeStringField("category", line.product().roast());
        body.writeStringField("variant", line.size().label());
        body.writeNumberField("price", line.size().cents() / 100.0);
        body.writeNumberField("quantity", line.quantity());
        body.writeEndObject();
    }

    private void click(Click click) throws IOException {
        body.writeStringField("selector", click.selector());
        body.writeStringField("tag", click.element().tag());
        body.writeStringField("text", click.text());
        body.writeNumberField("x", click.x());
        body.writeNumberField("y", click.y());
        body.writeNumberField("pageX", click.pageX());
        body.writeNumberField("pageY", click.pageY());
        numbers("document", click.documentWidth(), click.documentHeight());
    }

    private void attention(Attention attention) throws IOException {
        numbers("document", attention.documentWidth(), attention.documentHeight());
        body.writeArrayFieldStart("spans");
        for (Span span : attention.spans()) {
            numbers(span.top(), span.bottom(), span.activeMillis());
        }
        body.writeEndArray();
    }

    private void move(Move move) throws IOException {
        numbers("document", move.documentWidth(), move.documentHeight());
        body.writeArrayFieldStart("elements");
        for (String element : move.elements()) {
            body.writeString(element);
        }
        body.writeEndArray();
        body.writeArrayFieldStart("points");
        for (Point point : move.points()) {
            numbers(point.millis(), point.element(), point.x(), point.y(), point.pageX(), point.pageY());
        }
        body.writeEndArray();
    }

    private void form(Form form) throws IOException {
        body.writeStringField("action", form.action());
        body.writeStringField("form", form.form());
        optional("field", form.field());
        optional("name", form.name());
        if (!form.action().equals("start")) {
            body.writeNumberField("ms", form.millis());
        }
        if (form.action().equals("field")) {
            body.writeNumberField("changes", form.changes());
        }
    }

    private void stamp(String type, Item item) throws IOException {
        body.writeStringField("type", type);
        body.writeNumberField("at", item.at());
        body.writeNumberField("page", item.page() - firstPage);
    }

    private void optional(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            body.writeStringField(name, value);
        }
    }

    private void object(String name, Map<String, Object> members) throws IOException {
        body.writeObjectFieldStart(name);
        for (Map.Entry<String, Object> member : members.entrySet()) {
            body.writeObjectField(member.getKey(), member.getValue());
        }
        body.writeEndObject();
    }

    private void numbers(String name, int... numbers) throws IOException {
        body.writeFieldName(name);
        numbers(numbers);
    }

    private void numbers(int... numbers) throws IOException {
        body.writeArray(numbers, 0, numbers.length);
    }
}

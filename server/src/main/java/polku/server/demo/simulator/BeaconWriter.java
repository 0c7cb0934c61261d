package polku.server.demo.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import polku.server.demo.simulator.Visit.Click;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.Engagement;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Page;
import polku.server.demo.simulator.Visit.Pageview;

/** Writes visits as the bodies of {@code POST /b}: at most 100 items and 20 pages each, in order of time. */
final class BeaconWriter {
    private static final int MOST_ITEMS = 100;
    private static final int MOST_PAGES = 20;

    private final JsonFactory json = new JsonFactory();
    private final String site;

    BeaconWriter(String site) {
        this.site = site;
    }

    /** The whole visit in as few bodies as the limits allow; the same visit gives the same bytes. */
    List<byte[]> bodies(Visit visit) {
        List<byte[]> bodies = new ArrayList<>(1);
        int from = 0;
        for (int to = 1; to <= visit.items().size(); to++) {
            if (to == visit.items().size() || isFull(visit.items(), from, to)) {
                bodies.add(body(visit, from, to));
                from = to;
            }
        }
        return bodies;
    }

    /** The items {@code from} (inclusive) to {@code to} (exclusive) in one body, sent at the time of the last. */
    byte[] body(Visit visit, int from, int to) {
        List<Item> items = visit.items().subList(from, to);
        int firstPage = items.get(0).page();
        int lastPage = items.get(items.size() - 1).page();
        ByteArrayOutputStream out = new ByteArrayOutputStream(256 + items.size() * 150);
        try (JsonGenerator body = json.createGenerator(out)) {
            body.writeStartObject();
            body.writeNumberField("v", 1);
            body.writeStringField("site", site);
            // odd, so that neighbours differ in more than a digit
            body.writeStringField("id", Hex.of(visit.beacons() + from * 0x9E3779B97F4A7C15L));
            body.writeNumberField("sentAt", items.get(items.size() - 1).at());
            writePerson(body, visit.person());
            body.writeArrayFieldStart("pages");
            for (Page page : visit.pages().subList(firstPage, lastPage + 1)) {
                writePage(body, page);
            }
            body.writeEndArray();
            body.writeArrayFieldStart("items");
            for (Item item : items) {
                writeItem(body, item, firstPage);
            }
            body.writeEndArray();
            body.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static boolean isFull(List<Item> items, int from, int to) {
        return to - from == MOST_ITEMS || items.get(to).page() - items.get(from).page() >= MOST_PAGES;
    }

    private static void writePerson(JsonGenerator body, Person person) throws IOException {
        body.writeStringField("visitor", person.visitor());
        body.writeStringField("ip", person.ip());
        body.writeStringField("userAgent", person.device().userAgent());
        body.writeStringField("language", person.language());
        writePair(body, "viewport", person.viewportWidth(), person.viewportHeight());
    }

    private static void writePage(JsonGenerator body, Page page) throws IOException {
        body.writeStartObject();
        body.writeStringField("id", page.id());
        body.writeStringField("url", page.url());
        body.writeStringField("title", page.title());
        body.writeStringField("referrer", page.referrer());
        body.writeEndObject();
    }

    private static void writeItem(JsonGenerator body, Item item, int firstPage) throws IOException {
        body.writeStartObject();
        if (item instanceof Pageview) {
            writeStamp(body, "pageview", item, firstPage);
        } else if (item instanceof CustomEvent event) {
            writeStamp(body, "event", item, firstPage);
            body.writeStringField("name", event.name());
            body.writeObjectFieldStart("props");
            for (Map.Entry<String, Object> prop : event.props().entrySet()) {
                body.writeObjectField(prop.getKey(), prop.getValue());
            }
            body.writeEndObject();
            if (event.revenueCents() != 0) {
                body.writeObjectFieldStart("revenue");
                body.writeNumberField("amount", event.revenueCents() / 100.0);
                body.writeStringField("currency", "EUR");
                body.writeEndObject();
            }
        } else if (item instanceof Click click) {
            writeStamp(body, "click", item, firstPage);
            body.writeStringField("selector", click.selector());
            body.writeStringField("tag", click.element().tag());
            body.writeStringField("text", click.text());
            body.writeNumberField("x", click.x());
            body.writeNumberField("y", click.y());
            body.writeNumberField("pageX", click.pageX());
            body.writeNumberField("pageY", click.pageY());
            writePair(body, "document", click.documentWidth(), click.documentHeight());
        } else if (item instanceof Engagement ping) {
            writeStamp(body, "engagement", item, firstPage);
            body.writeNumberField("visible", ping.visibleMillis());
            body.writeNumberField("active", ping.activeMillis());
            body.writeNumberField("depth", ping.depth());
        }
        body.writeEndObject();
    }

    private static void writeStamp(JsonGenerator body, String type, Item item, int firstPage) throws IOException {
        body.writeStringField("type", type);
        body.writeNumberField("at", item.at());
        body.writeNumberField("page", item.page() - firstPage);
    }

    private static void writePair(JsonGenerator body, String name, int first, int second) throws IOException {
        body.writeArrayFieldStart(name);
        body.writeNumber(first);
        body.writeNumber(second);
        body.writeEndArray();
    }
}

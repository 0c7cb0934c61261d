package polku.server.demo.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Page;

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
            ItemWriter writer = new ItemWriter(body, firstPage);
            for (Item item : items) {
                writer.write(item);
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
        if (person.isConsenting()) {
            body.writeStringField("client", person.client());
            if (person.isGranting()) {
                body.writeBooleanField("granted", true);
            }
        } else if (!person.visitor().isEmpty()) {
            body.writeStringField("visitor", person.visitor());
        }
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
        if (page.status() != 0) {
            body.writeNumberField("status", page.status());
        }
        body.writeEndObject();
    }

    private static void writePair(JsonGenerator body, String name, int first, int second) throws IOException {
        body.writeArrayFieldStart(name);
        body.writeNumber(first);
        body.writeNumber(second);
        body.writeEndArray();
    }
}

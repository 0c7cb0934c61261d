package polku.server.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import polku.server.demo.simulator.ShopElement.Box;

class VisitRecordingsTest {
    private static final URI SHOP = URI.create("http://localhost:8090");
    private static final Instant END = Instant.parse("2026-11-20T15:00:00Z");
    private static final List<JsonObject> PAGES = ShopPages.load(SHOP);
    private static final List<Visit> VISITS = new ArrayList<>();
    private static final VisitRecordings RECORDINGS = new VisitRecordings("k3v9q2xm7abc", SHOP);

    @BeforeAll
    static void simulate() {
        Simulator simulator = new Simulator(new SimulatorConfig(600, 2, 1), SHOP, END);
        RecordedVisits recorded = new RecordedVisits();
        while (simulator.hasNext()) {
            simulator.next(500).forEach(recorded::consider);
        }
        VISITS.addAll(recorded.chosen());
    }

    @Test
    void chosen_areVisitsOfEachSort_ofVisitorsKnownByTheirNumber() {
        assertThat(VISITS).hasSizeBetween(60, 120);
        assertThat(VISITS).noneMatch(visit -> visit.person().isConsenting() || visit.source() == null);
        for (String kind : List.of("rageClick", "deadClick", "errorClick", "error", "failedRequest")) {
            assertThat(VISITS)
                    .as(kind)
                    .anyMatch(visit -> visit.items().stream()
                            .anyMatch(item -> item instanceof Visit.Interaction done
                                    && done.kind().equals(kind)));
        }
        assertThat(VISITS)
                .anyMatch(visit -> visit.items().stream()
                        .anyMatch(item -> item instanceof Visit.CustomEvent event
                                && event.name().equals("purchase")));
    }

    @Test
    void sameVisit_hasTheSameBytes() {
        Visit visit = VISITS.get(0);
        List<byte[]> again = new VisitRecordings("k3v9q2xm7abc", SHOP).bodies(visit);
        assertThat(again).containsExactlyElementsOf(RECORDINGS.bodies(visit));
    }

    @Test
    void documents_beginWithTheirPage_andGoOnInOrderOfTime() {
        for (Visit visit : VISITS) {
            documents(visit).forEach((document, events) -> {
                assertThat(events.get(0).getInteger("type")).isEqualTo(4);
                assertThat(events.get(1).getInteger("type")).isEqualTo(2);
                assertThat(events.stream().map(event -> event.getLong("timestamp")))
                        .isSorted();
                assertThat(events.get(0).getLong("timestamp")).isGreaterThanOrEqualTo(visit.firstAt());
                assertThat(events.get(events.size() - 1).getLong("timestamp"))
                        .as("nothing after the visit, when nobody was there")
                        .isLessThanOrEqualTo(visit.lastAt() + 5_000);
            });
        }
    }

    @Test
    void clicks_hitTheirElements_whereTheseAreInTheWindow() {
        int clicks = 0;
        for (Visit visit : VISITS) {
            List<Visit.Click> told = visit.items().stream()
                    .filter(item ->
                            item instanceof Visit.Click click && click.kind().equals("click"))
                    .map(Visit.Click.class::cast)
                    .toList();
            for (List<JsonObject> events : documents(visit).values()) {
                int scrolled = 0;
                JsonObject node = events.get(1).getJsonObject("data").getJsonObject("node");
                int height = events.get(0).getJsonObject("data").getInteger("height");
                for (JsonObject event : events) {
                    JsonObject data = event.getJsonObject("data");
                    if (event.getInteger("type") == 3 && data.getInteger("source") == 3) {
                        scrolled = data.getInteger("y");
                    }
                    if (event.getInteger("type") == 3
                            && data.getInteger("source") == 2
                            && data.getInteger("type") == 2) {
                        Visit.Click click = told.stream()
                                .filter(one -> one.at() == event.getLong("timestamp"))
                                .findFirst()
                                .orElseThrow();
                        JsonObject element = find(node, data.getInteger("id"));
                        Box box = box(visit, click);
                        if (box != null) {
                            assertThat(element.getString("tagName"))
                                    .isEqualTo(click.element().tag());
                            assertThat(box.holds(data.getInteger("x"), data.getInteger("y") + scrolled))
                                    .as("%s at %s", click.selector(), data)
                                    .isTrue();
                            assertThat(data.getInteger("y")).isBetween(0, height);
                            clicks++;
                        }
                    }
                }
            }
        }
        assertThat(clicks).isGreaterThan(100);
    }

    /** Where the element is on the recorded page; null where it is not to be seen. */
    private static Box box(Visit visit, Visit.Click click) {
        String path = visit.pages().get(click.page()).path();
        JsonArray box = PAGES.stream()
                .filter(page -> page.getString("path").equals(path))
                .findFirst()
                .orElseThrow()
                .getJsonObject("boxes")
                .getJsonObject(visit.person().device().kind())
                .getJsonArray(click.selector());
        return box == null
                ? null
                : new Box(box.getInteger(0), box.getInteger(1), box.getInteger(2) + 1, box.getInteger(3) + 1);
    }

    private static JsonObject find(JsonObject node, int id) {
        if (node.getInteger("id") == id) {
            return node;
        }
        JsonArray children = node.getJsonArray("childNodes", new JsonArray());
        for (int i = 0; i < children.size(); i++) {
            JsonObject found = find(children.getJsonObject(i), id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Map<String, List<JsonObject>> documents(Visit visit) {
        Map<String, List<JsonObject>> documents = new LinkedHashMap<>();
        for (byte[] body : RECORDINGS.bodies(visit)) {
            JsonObject chunk = unpacked(body);
            assertThat(chunk.getString("visitor")).isEqualTo(visit.person().visitor());
            List<JsonObject> events =
                    documents.computeIfAbsent(chunk.getString("document"), first -> new ArrayList<>());
            JsonArray added = chunk.getJsonArray("events");
            for (int i = 0; i < added.size(); i++) {
                events.add(added.getJsonObject(i));
            }
        }
        return documents;
    }

    private static JsonObject unpacked(byte[] body) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new JsonObject(Buffer.buffer(gzip.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

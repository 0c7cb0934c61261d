package polku.server.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BeaconWriterTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Instant END = Instant.parse("2026-11-20T15:24:00Z");
    private static final BeaconWriter WRITER = new BeaconWriter("k3v9q2xm7abc");

    @Test
    void bodies_ofThousandsOfVisits_keepTheContract() throws Exception {
        Set<String> beaconIds = new HashSet<>();
        Set<String> pageIds = new HashSet<>();
        for (Visit visit : visits()) {
            for (byte[] bytes : WRITER.bodies(visit)) {
                assertThat(bytes.length).isLessThan(65_536);
                JsonNode body = JSON.readTree(bytes);
                assertBeacon(body);
                assertThat(beaconIds.add(body.path("id").asText())).isTrue();
                body.path("pages").forEach(page -> {
                    assertPage(page);
                    pageIds.add(page.path("id").asText());
                });
                long before = 0;
                for (JsonNode item : body.path("items")) {
                    assertThat(item.path("at").asLong()).isGreaterThanOrEqualTo(before);
                    before = item.path("at").asLong();
                    assertThat(item.path("page").asInt())
                            .isBetween(0, body.path("pages").size() - 1);
                    assertItem(item);
                }
                assertThat(body.path("sentAt").asLong()).isEqualTo(before);
            }
        }
        assertThat(pageIds).hasSizeGreaterThan(2_000);
    }

    @Test
    void bodies_aVisitOfManyPages_isCutWithNothingLostAndInOrder() throws Exception {
        Visit visit = longVisit(45, 6);
        List<Long> times = new ArrayList<>();
        List<String> urls = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (byte[] bytes : WRITER.bodies(visit)) {
            JsonNode body = JSON.readTree(bytes);
            assertThat(body.path("items").size()).isBetween(1, 100);
            assertThat(body.path("pages").size()).isBetween(1, 20);
            ids.add(body.path("id").asText());
            for (JsonNode item : body.path("items")) {
                times.add(item.path("at").asLong());
                urls.add(body.path("pages")
                        .get(item.path("page").asInt())
                        .path("url")
                        .asText());
            }
        }
        assertThat(ids).hasSizeGreaterThanOrEqualTo(3);
        assertThat(times).isEqualTo(visit.items().stream().map(Visit.Item::at).toList());
        assertThat(urls)
                .isEqualTo(visit.items().stream()
                        .map(item -> visit.pages().get(item.page()).url())
                        .toList());
    }

    private static void assertBeacon(JsonNode body) {
        assertThat(body.path("v").asInt()).isEqualTo(1);
        assertThat(body.path("site").asText()).isEqualTo("k3v9q2xm7abc");
        assertThat(body.path("id").asText()).matches("[0-9a-f]{16}");
        assertThat(body.path("visitor").asText()).matches("([0-9a-f]{16})?");
        assertThat(body.path("client").asText()).matches("([0-9a-f]{32})?");
        assertThat(body.has("visitor") && body.has("client")).isFalse();
        assertThat(body.has("client") || !body.has("granted")).isTrue();
        assertThat(body.path("ip").asText()).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(body.path("userAgent").asText().length()).isBetween(1, 512);
        assertThat(body.path("language").asText()).matches("[a-z]{2}-[A-Z]{2}");
        assertThat(body.path("viewport")).hasSize(2);
        assertThat(body.path("pages").size()).isBetween(1, 20);
        assertThat(body.path("items").size()).isBetween(1, 100);
    }

    private static void assertPage(JsonNode page) {
        assertThat(page.path("id").asText()).matches("[0-9a-f]{16}");
        assertThat(page.path("url").asText())
                .startsWith("http://localhost:8090/")
                .hasSizeLessThan(2048);
        assertThat(page.path("title").asText()).isNotBlank().hasSizeLessThan(256);
        assertThat(page.path("referrer").isTextual()).isTrue();
    }

    private static void assertItem(JsonNode item) {
        switch (item.path("type").asText()) {
            case "pageview" -> assertThat(item.size()).isEqualTo(3);
            case "event" -> {
                assertThat(item.path("name").asText()).matches("[a-zA-Z_]{1,64}");
                item.path("items").forEach(BeaconWriterTest::assertProduct);
                item.path("props")
                        .forEach(value -> assertThat(value.isValueNode() && !value.isNull())
                                .isTrue());
                assertThat(item.has("revenue"))
                        .isEqualTo(item.path("name").asText().equals("purchase"));
            }
            case "click", "rageClick", "deadClick", "errorClick" -> {
                assertThat(item.path("selector").asText()).isNotEmpty().hasSizeLessThanOrEqualTo(512);
                assertThat(item.path("tag").asText()).matches("[a-z]+");
                assertThat(item.path("text").asText().length()).isLessThanOrEqualTo(64);
                assertThat(item.path("x").asInt()).isBetween(0, 32_767);
                assertThat(item.path("y").asInt()).isBetween(0, 32_767);
                assertThat(item.path("pageX").asInt())
                        .isBetween(0, item.path("document").get(0).asInt());
                assertThat(item.path("pageY").asInt())
                        .isBetween(0, item.path("document").get(1).asInt());
            }
            case "engagement" -> {
                assertThat(item.path("visible").asInt()).isBetween(0, 86_400_000);
                assertThat(item.path("active").asInt())
                        .isBetween(0, item.path("visible").asInt());
                assertThat(item.path("depth").asInt()).isBetween(1, 1000);
            }
            case "attention" -> {
                assertThat(item.path("spans").size()).isBetween(1, 50);
                item.path("spans").forEach(span -> {
                    assertThat(span.get(0).asInt()).isBetween(0, span.get(1).asInt());
                    assertThat(span.get(1).asInt()).isLessThanOrEqualTo(1000);
                    assertThat(span.get(2).asInt()).isNotNegative();
                });
            }
            case "move" -> assertMove(item);
            case "form" -> {
                assertThat(item.path("form").asText()).isNotEmpty();
                assertThat(item.path("field").asText().isEmpty())
                        .isEqualTo(item.path("name").asText().isEmpty());
                assertThat(item.path("ms").asInt()).isBetween(0, 86_400_000);
            }
            case "error" -> {
                assertThat(item.path("message").asText()).isNotEmpty().hasSizeLessThanOrEqualTo(500);
                assertThat(item.path("source").asText()).startsWith("http://localhost:8090/");
            }
            case "failedRequest" -> assertThat(item.path("status").asInt()).isBetween(400, 599);
            case "vital" -> {
                assertThat(item.path("name").asText()).isIn("LCP", "INP", "CLS", "FCP", "TTFB");
                assertThat(item.path("value").asDouble()).isBetween(0.0, 60_000.0);
                assertThat(item.path("rating").asText()).isIn("good", "needs-improvement", "poor");
            }
            case "copy" -> assertThat(item.path("length").asInt()).isPositive();
            case "print" -> assertThat(item.size()).isEqualTo(3);
            case "identify" -> assertThat(item.path("user").asText()).matches("c-[0-9a-f]{16}");
            default -> throw new AssertionError("unknown type in " + item);
        }
    }

    private static void assertMove(JsonNode item) {
        assertThat(item.path("points").size()).isBetween(1, 200);
        int before = 0;
        for (JsonNode point : item.path("points")) {
            assertThat(point).hasSize(6);
            assertThat(point.get(0).asInt()).isBetween(before, 60_000);
            before = point.get(0).asInt();
            assertThat(point.get(1).asInt()).isBetween(0, item.path("elements").size() - 1);
            assertThat(point.get(2).asInt()).isBetween(0, 32_767);
            assertThat(point.get(3).asInt()).isBetween(0, 32_767);
            assertThat(point.get(4).asInt())
                    .isBetween(0, item.path("document").get(0).asInt());
            assertThat(point.get(5).asInt())
                    .isBetween(0, item.path("document").get(1).asInt());
        }
    }

    private static void assertProduct(JsonNode product) {
        assertThat(product.path("id").asText()).matches("[a-z]+");
        assertThat(product.path("price").asDouble()).isPositive();
        assertThat(product.path("quantity").asInt()).isBetween(1, 2);
    }

    private static List<Visit> visits() {
        return SimulatorTest.all(
                new Simulator(new SimulatorConfig(300, 5, 11), URI.create("http://localhost:8090"), END));
    }

    private static Visit longVisit(int pages, int itemsEach) {
        Visit any = visits().get(0);
        List<Visit.Page> seen = new ArrayList<>();
        List<Visit.Item> items = new ArrayList<>();
        long at = 1_760_000_000_000L;
        for (int page = 0; page < pages; page++) {
            String path = "/page-" + page;
            seen.add(new Visit.Page(Hex.of(page), path, "http://localhost:8090" + path, "Page", "", 0));
            items.add(new Visit.Pageview(at++, page));
            for (int i = 1; i < itemsEach; i++) {
                items.add(new Visit.Engagement(at++, page, 1, 1, 500));
            }
        }
        return new Visit(any.person(), any.source(), null, 42, seen, items);
    }
}

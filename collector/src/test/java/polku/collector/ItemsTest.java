package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.storage.write.EventRow;
import polku.storage.write.IdentityRow;
import polku.storage.write.InteractionRow;
import polku.storage.write.InteractionRow.Kind;
import polku.storage.write.Product;

/** What becomes of each type of item, and of whom it is told. */
class ItemsTest {
    private static final String CLIENT = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path data;

    private CollectorFixture collector;
    private long now;
    private int beacons;

    @BeforeEach
    void start() {
        collector = new CollectorFixture(data);
        now = System.currentTimeMillis();
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    private String beacon(String members, String page, String items) {
        return """
                {"v":1,"site":"k3v9q2xm7abc","id":"%016x","sentAt":%d,"viewport":[1440,900]%s,
                 "pages":[{"id":"5d41402abc4b2a76","url":"https://example.org/a"%s}],"items":[%s]}""".formatted(
                        ++beacons, now, members, page, items.replace("AT", "\"at\":" + (now - 5000) + ",\"page\":0"));
    }

    private List<InteractionRow> interactions(String items, int rows) {
        assertThat(collector.beacon(beacon("", "", items)).body()).contains("\"dropped\":0");
        await().until(() -> collector.clickHouse.interactions().size() == rows);
        return collector.clickHouse.interactions();
    }

    @Test
    void clickKinds_areRowsOfTheirKindWithTheClicksMembers() {
        String click = "{\"type\":\"%s\",AT,\"selector\":\"a.buy\",\"tag\":\"a\",\"text\":\"Buy\",\"x\":1,\"y\":2,"
                + "\"pageX\":3,\"pageY\":4,\"document\":[5,6]}";
        assertThat(interactions(
                        click.formatted("rageClick") + "," + click.formatted("deadClick") + ","
                                + click.formatted("errorClick"),
                        3))
                .allSatisfy(row -> assertThat(row.spot())
                        .isEqualTo(new InteractionRow.Spot("a.buy", "a", "Buy", 1, 2, 3, 4, 5, 6)))
                .extracting(InteractionRow::kind)
                .containsExactly(Kind.RAGE_CLICK, Kind.DEAD_CLICK, Kind.ERROR_CLICK);
    }

    @Test
    void move_isARowPerPointAtItsTime() {
        List<InteractionRow> rows = interactions(
                "{\"type\":\"move\",AT,\"document\":[5,6],\"elements\":[\"p\",\"a\"],"
                        + "\"points\":[[0,1,10,11,12,13],[250,0,20,21,22,23]]}",
                2);
        assertThat(rows.get(0).spot()).isEqualTo(new InteractionRow.Spot("a", "", "", 10, 11, 12, 13, 5, 6));
        assertThat(rows.get(1).spot().selector()).isEqualTo("p");
        assertThat(rows.get(1).at() - rows.get(0).at()).isEqualTo(250);
    }

    @Test
    void attention_isARowPerSpan() {
        assertThat(interactions(
                        "{\"type\":\"attention\",AT,\"document\":[5,6],\"spans\":[[0,300,1000],[300,400,2000]]}", 2))
                .extracting(InteractionRow::attention)
                .containsExactly(
                        new InteractionRow.Attention(0, 1000, 0, 0, 300),
                        new InteractionRow.Attention(0, 2000, 0, 300, 400));
    }

    @Test
    void moreThanTwoThousandPoints_areRefused() {
        String points = "[0,0,0,0,0,0],".repeat(199) + "[0,0,0,0,0,0]";
        String move = "{\"type\":\"move\",AT,\"document\":[5,6],\"elements\":[\"p\"],\"points\":[" + points + "]}";
        assertThat(collector
                        .beacon(beacon("", "", (move + ",").repeat(10) + move))
                        .body())
                .contains("at most 2000 points");
        assertThat(interactions((move + ",").repeat(9) + move, 2000)).allMatch(row -> row.kind() == Kind.MOVE);
    }

    @Test
    void formsErrorsRequestsVitalsAndCopies_keepWhatIsToldOfThem() {
        List<InteractionRow> rows = interactions(
                "{\"type\":\"form\",AT,\"action\":\"field\",\"form\":\"form#f\",\"field\":\"input.mail\",\"name\":\"email\","
                        + "\"ms\":4000,\"changes\":2},"
                        + "{\"type\":\"form\",AT,\"action\":\"submit\",\"form\":\"form#f\"},"
                        + "{\"type\":\"error\",AT,\"message\":\"no cart of jane@example.org\",\"source\":\"https://example.org/s.js?q=1\","
                        + "\"line\":12,\"column\":7,\"stack\":\"at add\"},"
                        + "{\"type\":\"failedRequest\",AT,\"method\":\"POST\",\"url\":\"https://example.org/api?token=1\","
                        + "\"status\":503,\"ms\":840},"
                        + "{\"type\":\"vital\",AT,\"name\":\"CLS\",\"value\":0.125,\"rating\":\"poor\",\"target\":\"img\"},"
                        + "{\"type\":\"copy\",AT,\"selector\":\"p\",\"length\":42},{\"type\":\"print\",AT}",
                7);
        assertThat(rows)
                .extracting(InteractionRow::kind)
                .containsExactly(
                        Kind.FORM_FIELD,
                        Kind.FORM_SUBMIT,
                        Kind.ERROR,
                        Kind.FAILED_REQUEST,
                        Kind.VITAL,
                        Kind.COPY,
                        Kind.PRINT);
        assertThat(rows)
                .extracting(InteractionRow::detail)
                .containsExactly(
                        new InteractionRow.Detail("email", "form#f", "", "", "", 4000, 2),
                        new InteractionRow.Detail("", "form#f", "", "", "", 0, 0),
                        new InteractionRow.Detail(
                                "", "https://example.org/s.js:12:7", "no cart of [email]", "at add", "", 0, 0),
                        new InteractionRow.Detail("POST", "https://example.org/api", "", "", "", 840, 503),
                        new InteractionRow.Detail("CLS", "", "", "", "poor", 0.125, 0),
                        new InteractionRow.Detail("", "", "", "", "", 42, 0),
                        InteractionRow.Detail.NONE);
        assertThat(rows)
                .extracting(row -> row.spot().selector())
                .containsExactly("input.mail", "", "", "", "img", "p", "");
    }

    @Test
    void products_areStoredWithTheirEvent_fromBrowsersAndServers() {
        String products =
                "\"items\":[{\"id\":\"6410405082657\",\"name\":\"Coffee\",\"price\":4.5,\"quantity\":2},{\"id\":\"b\"}]";
        collector.beacon(beacon("", "", "{\"type\":\"event\",AT,\"name\":\"addToCart\"," + products + "}"));
        collector.events("[{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u\",\"name\":\"addToCart\"," + products + "}]");
        await().until(() -> collector.clickHouse.events().size() == 2);
        assertThat(collector.clickHouse.events())
                .allSatisfy(row -> assertThat(row.items())
                        .containsExactly(
                                new Product("6410405082657", "Coffee", "", "", new BigDecimal("4.5000"), 2),
                                new Product("b", "", "", "", null, 1)));
    }

    @Test
    void status_becomesAPropertyOfThePageview() {
        collector.beacon(beacon("", ",\"status\":404", "{\"type\":\"pageview\",AT}"));
        await().until(() -> collector.clickHouse.events().size() == 1);
        assertThat(collector.clickHouse.events().get(0).props()).isEqualTo(Map.of("status", "404"));
    }

    @Test
    void client_namesTheVisitorWhateverTheAddress_andWinsOverDoNotTrack() {
        String client = ",\"client\":\"" + CLIENT + "\"";
        String pageview = "{\"type\":\"pageview\",AT}";
        Map<String, String> headers = new HashMap<>(Map.of(
                "Content-Type", "text/plain", "User-Agent", CollectorFixture.FIREFOX, "Sec-GPC", "1", "DNT", "1"));
        assertThat(collector.post("/b", beacon(client, "", pageview), headers).body())
                .contains("\"accepted\":1");
        headers.put("User-Agent", CollectorFixture.FIREFOX + " other");
        collector.post("/b", beacon(client, "", pageview), headers);
        collector.beacon(beacon("", "", pageview));
        collector.beacon(beacon(client.replace("0", "1"), "", pageview));
        await().until(() -> collector.clickHouse.events().size() == 4);
        List<Long> visitors = visitors();
        assertThat(visitors.get(0)).isEqualTo(visitors.get(1));
        assertThat(visitors.stream().distinct()).hasSize(3);
        assertThat(collector.clickHouse.identities()).isEmpty();
    }

    private List<Long> visitors() {
        return collector.clickHouse.events().stream().map(EventRow::visitorId).toList();
    }

    @Test
    void granted_countsUnderTheCookielessIdAndLinksItToTheClient() {
        String client = ",\"client\":\"" + CLIENT + "\"";
        String pageview = "{\"type\":\"pageview\",AT}";
        collector.beacon(beacon("", "", pageview));
        assertThat(collector
                        .beacon(beacon(client + ",\"granted\":true", "", pageview))
                        .body())
                .as("the link is none of the items")
                .isEqualTo("{\"accepted\":1,\"dropped\":0}");
        collector.beacon(beacon(client, "", pageview));
        await().until(() -> collector.clickHouse.events().size() == 3);
        List<Long> visitors = visitors();
        assertThat(visitors.get(0)).isEqualTo(visitors.get(1));
        await().until(() -> collector.clickHouse.identities().size() == 1);
        IdentityRow link = collector.clickHouse.identities().get(0);
        assertThat(link.kind()).isEqualTo(IdentityRow.Kind.CLIENT);
        assertThat(link.visitorId()).isEqualTo(visitors.get(0));
        assertThat(link.id()).isEqualTo(Long.toUnsignedString(visitors.get(2)));
        assertThat(collector.beacon(beacon(",\"granted\":true", "", pageview)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void identify_isOfThePerson_andIsDroppedWithoutConsent() {
        String identify =
                "{\"type\":\"identify\",AT,\"user\":\"%s\",\"traits\":{\"plan\":\"pro\",\"mail\":\"jane@example.org\"}}";
        String pageview = "{\"type\":\"pageview\",AT}";
        assertThat(collector
                        .beacon(beacon("", "", pageview + "," + identify.formatted("u1")))
                        .body())
                .isEqualTo("{\"accepted\":1,\"dropped\":1}");
        assertThat(collector.beacon(beacon("", "", identify.formatted("u1"))).body())
                .isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(collector.count("dropped", "no_consent")).isEqualTo(2);
        String client = ",\"client\":\"" + CLIENT + "\"";
        collector.beacon(beacon(
                client, "", pageview + "," + identify.formatted("u1") + "," + identify.formatted("jane@example.org")));
        await().until(() -> collector.clickHouse.identities().size() == 2);
        await().until(() -> collector.clickHouse.events().size() == 2);
        IdentityRow first = collector.clickHouse.identities().get(0);
        assertThat(first.visitorId()).isEqualTo(visitors().get(1));
        assertThat(first.id()).isEqualTo("u1");
        assertThat(first.traits()).isEqualTo(Map.of("plan", "pro", "mail", "[email]"));
        assertThat(collector.clickHouse.identities().get(1).id())
                .as("an address as an id tells persons apart and is not stored")
                .matches("#[0-9a-f]{1,16}");
    }
}

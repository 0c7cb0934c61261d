package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.write.EventRow;

class ServerEventsTest {
    @TempDir
    Path data;

    private CollectorFixture collector;

    @BeforeEach
    void start() {
        collector = new CollectorFixture(data);
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void event_isStoredAtItsOwnTime_underItsOwnVisitor() {
        HttpResponse<String> response = collector.events("""
                [{"site":"k3v9q2xm7abc","visitorId":"u1","timestamp":"2026-10-01T10:00:00Z","sessionId":null,"name":"purchase",
                  "url":"https://example.org/thanks","referrer":"https://duckduckgo.com/","props":{"plan":"pro"},
                  "revenue":{"amount":12.5,"currency":"EUR"},"userAgent":"%s","ip":"198.51.100.7","id":"order-17"},
                 {"site":"k3v9q2xm7abc","visitorId":"u1","timestamp":1759312800000,"name":"pageview","url":"https://example.org/"}]""".formatted(CollectorFixture.FIREFOX));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":2,\"dropped\":0}");
        await().until(() -> collector.clickHouse.events().size() == 2);
        EventRow purchase = collector.clickHouse.events().get(0);
        assertThat(purchase.name()).isEqualTo("purchase");
        assertThat(purchase.at())
                .isEqualTo(Instant.parse("2026-10-01T10:00:00Z").toEpochMilli());
        assertThat(purchase.revenue()).isEqualByComparingTo("12.5");
        assertThat(purchase.page()).isEqualTo("/thanks");
        assertThat(purchase.attribution().channel()).isEqualTo("Organic Search");
        assertThat(purchase.client().browser()).isEqualTo("Firefox");
        assertThat(collector.clickHouse.events().get(1).visitorId()).isEqualTo(purchase.visitorId());
    }

    @Test
    void oneBadElement_refusesAll_andNamesItsIndex() {
        String good = "{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\"}";
        for (String bad : new String[] {
            "{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\"}",
            "{\"site\":\"nosuchsite00\",\"visitorId\":\"u1\",\"name\":\"a\"}",
            "{\"site\":\"k3v9q2xm7abc\",\"name\":\"a\"}",
            "{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\",\"timestamp\":\"yesterday\"}",
            "{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\",\"timestamp\":\"2099-01-01T00:00:00Z\"}",
            "{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\",\"url\":\"https://evil.example/\"}",
            "{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\",\"ip\":\"not an address\"}",
            "{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"pageview\"}",
            "{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\",\"revenue\":{\"amount\":1e999,\"currency\":\"EUR\"}}",
            "{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\",\"revenue\":{\"amount\":1e-99999999,\"currency\":\"EUR\"}}",
            "7"
        }) {
            HttpResponse<String> response = collector.events("[" + good + "," + good + "," + bad + "]");
            assertThat(response.statusCode()).as(bad).isEqualTo(400);
            assertThat(response.body()).as(bad).contains("[2]");
        }
        assertThat(collector.events("[" + good + "]").statusCode()).isEqualTo(202);
        await().until(() -> !collector.clickHouse.events().isEmpty());
        assertThat(collector.clickHouse.events()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"timestamp\":1e999,\"name\":\"a\"}] | [0].timestamp",
                "[{\"visitorId\":1e999}] | [0].visitorId",
                "[{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\"},1e999] | [1]",
                "[{\"props\":{\"a\":1,\"b\":-1e999}}] | [0].props.b",
                "[{\"revenue\":{\"currency\":\"EUR\",\"amount\":1e999}}] | [0].revenue.amount",
                "[{\"name\":\"a\",\"unknown\":[[1,1e999]]}] | [0].unknown",
                "[1e999] | [0]",
                "1e999 | The body"
            })
    void numberThatIsNotFinite_isBlamedOnItsOwnField(String body, String where) {
        HttpResponse<String> response = collector.events(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"detail\":\"" + where + " holds a number that is not finite.\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', Direct",
        "https://duckduckgo.com/, DuckDuckGo, Organic Search",
        "https://example.org/a, '', Direct"
    })
    void eventOnNoPage_hasASourceAndItsChannel(String referrer, String source, String channel) {
        collector.events("[{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"refund\",\"referrer\":\""
                + referrer + "\"}]");
        await().until(() -> collector.clickHouse.events().size() == 1);
        EventRow row = collector.clickHouse.events().get(0);
        assertThat(row.page()).isEmpty();
        assertThat(row.attribution().source()).isEqualTo(source);
        assertThat(row.attribution().channel()).isEqualTo(channel);
    }

    @Test
    void withoutAKeyThatMayIngest_isRefused() {
        assertThat(collector.post("/api/v1/events", "[]", Map.of()).statusCode())
                .isEqualTo(401);
        assertThat(collector
                        .post("/api/v1/events", "[]", Map.of("Authorization", "Bearer pk_read"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(collector
                        .post("/api/v1/events", "[]", Map.of("Authorization", "Basic eDp5"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void sameId_givesTheSameEventId_soThatAResendIsKnown() {
        String body = "[{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\",\"id\":\"order-17\"}]";
        collector.events(body);
        collector.events(body);
        collector.events(body.replace("17", "18"));
        await().until(() -> collector.clickHouse.events().size() == 3);
        assertThat(collector.clickHouse.events().stream().map(EventRow::eventId).distinct())
                .hasSize(2);
    }

    @Test
    void visitorOfAddressAndAgent_isTheOneOfTheirBeacons_andBotsAreDropped() {
        HttpResponse<String> response = collector.events("""
                [{"site":"k3v9q2xm7abc","name":"a","ip":"127.0.0.1","userAgent":"%s"},
                 {"site":"k3v9q2xm7abc","name":"a","ip":"127.0.0.1","userAgent":"Googlebot/2.1"}]""".formatted(CollectorFixture.FIREFOX));
        assertThat(response.body()).isEqualTo("{\"accepted\":1,\"dropped\":1}");
        collector.beacon(CollectorFixture.pageview("0000000000002001", "https://example.org/"));
        await().until(() -> collector.clickHouse.events().size() == 2);
        assertThat(collector.clickHouse.events().stream()
                        .map(EventRow::visitorId)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void tooManyOrTooLarge_isRefused() {
        String event = "{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\"}";
        assertThat(collector
                        .events("[" + (event + ",").repeat(1000) + event + "]")
                        .statusCode())
                .isEqualTo(400);
        assertThat(collector
                        .events("[" + (event + ",").repeat(999) + event + "]")
                        .body())
                .isEqualTo("{\"accepted\":1000,\"dropped\":0}");
        assertThat(collector.events("[" + " ".repeat(1 << 20) + "]").statusCode())
                .isEqualTo(413);
        String wide = "[{\"props\":{" + "\"k\":1,".repeat(100_000) + "\"z\":1}}]";
        assertThat(collector.events(wide).statusCode()).isEqualTo(400);
    }
}

package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static polku.collector.CollectorFixture.pageview;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.collector.testing.FakeClickHouse;
import polku.storage.write.EventRow;
import polku.storage.write.InteractionRow;

class CollectorTest {
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
    void beacon_answeredWith202_reachesClickHouseEnriched() {
        HttpResponse<String> response =
                collector.beacon(pageview("00000000000000a1", "https://www.example.org/a/?utm_source=fb&x=1#top"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        await().until(() -> collector.clickHouse.events().size() == 1);
        EventRow row = collector.clickHouse.events().get(0);
        assertThat(row.siteId()).isEqualTo(7);
        assertThat(row.name()).isEqualTo("pageview");
        assertThat(row.page()).isEqualTo("/a");
        assertThat(row.hostname()).isEqualTo("www.example.org");
        assertThat(row.pageviewId()).isEqualTo(0xbc4b2a76);
        assertThat(row.attribution().source()).isEqualTo("Facebook");
        assertThat(row.attribution().channel()).isEqualTo("Organic Social");
        assertThat(row.attribution().referrer()).isEqualTo("www.google.com/");
        assertThat(row.client().browser()).isEqualTo("Firefox");
        assertThat(row.client().browserVersion()).isEqualTo("140");
        assertThat(row.client().os()).isEqualTo("Linux");
        assertThat(row.client().device()).isEqualTo("desktop");
        assertThat(row.client().screenClass()).isEqualTo("xl");
        assertThat(row.client().language()).isEqualTo("fi-FI");
    }

    @Test
    void everyKindOfItem_isStoredWithTheBeaconsPageVisitorAndClient() throws Exception {
        String body = Files.readString(Path.of("..", "tracker-js", "protocol", "examples", "valid", "everything.json"));
        assertThat(collector.beacon(body).statusCode()).isEqualTo(202);
        await().until(() -> collector.clickHouse.interactions().size() >= 2);
        assertThat(collector.clickHouse.events())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.visitorId())
                        .isEqualTo(collector.clickHouse.interactions().get(0).visitorId())
                        .isNotZero());
        InteractionRow click = collector.clickHouse.interactions().stream()
                .filter(row -> row.kind() == InteractionRow.Kind.CLICK)
                .findFirst()
                .orElseThrow();
        assertThat(click.spot().selector()).isNotEmpty();
        assertThat(click.viewportWidth()).isEqualTo(1440);
        assertThat(click.spot().documentHeight()).isEqualTo(5200);
        assertThat(collector.clickHouse.interactions())
                .anySatisfy(row -> assertThat(row.attention().visibleMs()).isPositive());
    }

    @Test
    void repeatedBeacon_isAnsweredWith202_andCountedOnce() {
        String body = pageview("00000000000000b1", "https://example.org/");
        assertThat(collector.beacon(body).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        assertThat(collector.beacon(body).body()).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(collector.count("dropped", "duplicate")).isEqualTo(1);
        await().until(() -> collector.clickHouse.events().size() == 1);
        assertThat(collector
                        .metrics
                        .get("polku.ledger.rows")
                        .tag("state", "duplicate")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void repeatedBeacon_afterARestart_isStillKnown() {
        String body = pageview("00000000000000b2", "https://example.org/");
        collector.beacon(body);
        await().until(() -> collector.clickHouse.events().size() == 1);
        FakeClickHouse clickHouse = collector.clickHouse;
        collector.close();
        collector = new CollectorFixture(data, clickHouse);
        assertThat(collector.beacon(body).body()).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(clickHouse.events()).hasSize(1);
    }

    @Test
    void bots_areAnsweredWith202_droppedAndCounted() {
        for (String agent : List.of(
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36",
                "curl/8.5.0")) {
            HttpResponse<String> response = collector.post(
                    "/b", pageview("00000000000000c1", "https://example.org/"), Map.of("User-Agent", agent));
            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.body()).as(agent).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        }
        assertThat(collector.count("dropped", "bot")).isEqualTo(3);
    }

    @Test
    void visitorsWhoAskNotToBeTracked_areAnsweredWith202_droppedAndCounted_keyedBeaconsAreTaken() {
        String body = pageview("00000000000000c2", "https://example.org/");
        for (String header : List.of("Sec-GPC", "DNT")) {
            HttpResponse<String> response =
                    collector.post("/b", body, Map.of(header, "1", "User-Agent", CollectorFixture.FIREFOX));
            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.body()).as(header).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        }
        assertThat(collector.count("dropped", "opted_out")).isEqualTo(2);
        HttpResponse<String> keyed = collector.post(
                "/b", body, Map.of("DNT", "1", "Sec-GPC", "1", "Authorization", "Bearer " + CollectorFixture.KEY));
        assertThat(keyed.body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        HttpResponse<String> asksNothing = collector.post(
                "/b",
                pageview("00000000000000c3", "https://example.org/"),
                Map.of("DNT", "0", "Sec-GPC", "0", "User-Agent", CollectorFixture.FIREFOX));
        assertThat(asksNothing.body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
    }

    @Test
    void foreignOrigin_isRefusedAndCounted_ownOriginIsTaken() {
        Map<String, String> foreign = Map.of("Origin", "https://evil.example", "User-Agent", CollectorFixture.FIREFOX);
        assertThat(collector
                        .post("/b", pageview("00000000000000d1", "https://example.org/"), foreign)
                        .statusCode())
                .isEqualTo(403);
        assertThat(collector.count("rejected", "wrong_origin")).isEqualTo(1);
        Map<String, String> own =
                Map.of("Origin", "https://shop.example.org:8443", "User-Agent", CollectorFixture.FIREFOX);
        assertThat(collector
                        .post("/b", pageview("00000000000000d2", "https://shop.example.org/"), own)
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void keys_mayNameTheVisitorAndThePast_othersMayNot() {
        String body = """
                {"v":1,"site":"k3v9q2xm7abc","id":"00000000000000e1","sentAt":1764547200123,"visitor":"customer-17",
                 "pages":[{"id":"5d41402abc4b2a76","url":"https://example.org/"}],
                 "items":[{"type":"pageview","at":1759312800000,"page":0}]}""";
        assertThat(collector.beacon(body).statusCode()).isEqualTo(401);
        assertThat(keyed(body, "pk_read").statusCode()).isEqualTo(403);
        assertThat(keyed(body, "pk_unknown").statusCode()).isEqualTo(401);
        assertThat(keyed(body, CollectorFixture.KEY).statusCode()).isEqualTo(202);
        assertThat(keyed(body.replace("e1\"", "e2\""), CollectorFixture.KEY).statusCode())
                .isEqualTo(202);
        await().until(() -> collector.clickHouse.events().size() == 2);
        assertThat(collector.clickHouse.events())
                .allSatisfy(row -> assertThat(row.at()).isEqualTo(1759312800000L));
        assertThat(collector.clickHouse.events().stream()
                        .map(EventRow::visitorId)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void keyedTime_thatIsNone_isRefused() {
        String body = """
                {"v":1,"site":"k3v9q2xm7abc","id":"00000000000000e9","sentAt":1,"visitor":"u",
                 "pages":[{"id":"5d41402abc4b2a76","url":"https://example.org/"}],
                 "items":[{"type":"pageview","at":4070908800000,"page":0}]}""";
        assertThat(keyed(body, CollectorFixture.KEY).statusCode()).isEqualTo(400);
        assertThat(collector
                        .beacon(pageview("00000000000000e8", "https://example.org/"))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void hostileClock_isCorrectedBySentAt_andClamped() {
        long now = System.currentTimeMillis();
        for (String[] times :
                new String[][] {{"2000", "1000"}, {"4070908800000", "4070908799000"}, {"1764547200000", "0"}}) {
            String body = """
                    {"v":1,"site":"k3v9q2xm7abc","id":"%016x","sentAt":%s,
                     "pages":[{"id":"5d41402abc4b2a76","url":"https://example.org/"}],
                     "items":[{"type":"pageview","at":%s,"page":0}]}""".formatted(Long.parseLong(times[0]), times[0], times[1]);
            assertThat(collector.beacon(body).statusCode()).isEqualTo(202);
        }
        await().until(() -> collector.clickHouse.events().size() == 3);
        assertThat(collector.clickHouse.events())
                .allSatisfy(row -> assertThat(row.at()).isBetween(now - 2000, now + 10_000));
    }

    @Test
    void secretsInEveryString_neverReachATable() {
        String body = """
                {"v":1,"site":"k3v9q2xm7abc","id":"00000000000000f1","sentAt":%1$d,
                 "pages":[{"id":"5d41402abc4b2a76","title":"Hello jane@secret.example",
                   "url":"https://example.org/u/jane@secret.example/reset/8f14e45fceea167a5d41?utm_term=jane@secret.example&q=jane@secret.example",
                   "referrer":"https://other.example/jane%%40secret.example/?q=jane@secret.example"}],
                 "items":[{"type":"pageview","at":%1$d,"page":0},
                  {"type":"event","at":%1$d,"page":0,"name":"outbound","props":{"url":"https://x.example/?mail=jane@secret.example","note":"4111 1111 1111 1111"}},
                  {"type":"click","at":%1$d,"page":0,"selector":"a","tag":"a","text":"+358 40 123 4567","x":1,"y":1,"pageX":1,"pageY":1,"document":[1,1]}]}""".formatted(System.currentTimeMillis());
        assertThat(collector.beacon(body).statusCode()).isEqualTo(202);
        await().until(() -> collector.clickHouse.events().size() == 2
                && collector.clickHouse.interactions().size() == 1);
        String everything = collector.clickHouse.events().toString() + collector.clickHouse.interactions();
        assertThat(everything)
                .doesNotContain("jane")
                .doesNotContain("4111")
                .doesNotContain("4567")
                .doesNotContain("8f14e45fceea167a5d41")
                .contains("/u/[email]/reset/:token", "[card]", "[phone]");
    }

    @Test
    void visitor_isTheSameForOneAddressAndAgent_andKeepsItsIdOverMidnight() {
        long day = 86_400_000;
        long untilMidnight = day - System.currentTimeMillis() % day;
        collector.ahead.set(untilMidnight - 10 * 60_000); // 23:50 UTC
        collector.beacon(pageview("0000000000000101", "https://example.org/"));
        collector.ahead.addAndGet(20 * 60_000); // 00:10, the session lives on
        collector.beacon(pageview("0000000000000102", "https://example.org/b"));
        collector.ahead.addAndGet(25 * 60_000); // 00:35
        collector.beacon(pageview("0000000000000103", "https://example.org/c"));
        collector.ahead.addAndGet(31 * 60_000); // 01:06, it had ended
        collector.beacon(pageview("0000000000000104", "https://example.org/d"));
        await().until(() -> collector.clickHouse.events().size() == 4);
        List<Long> visitors =
                collector.clickHouse.events().stream().map(EventRow::visitorId).toList();
        assertThat(visitors.get(1)).isEqualTo(visitors.get(0));
        assertThat(visitors.get(2)).isEqualTo(visitors.get(0));
        assertThat(visitors.get(3)).isNotEqualTo(visitors.get(0));
    }

    @Test
    void forwardedFor_fromNoTrustedProxy_isIgnored() {
        for (String address : List.of("198.51.100.1", "198.51.100.2")) {
            collector.post(
                    "/b",
                    pageview("%016x".formatted(address.hashCode()), "https://example.org/"),
                    Map.of("X-Forwarded-For", address, "User-Agent", CollectorFixture.FIREFOX));
        }
        await().until(() -> collector.clickHouse.events().size() == 2);
        assertThat(collector.clickHouse.events().stream()
                        .map(EventRow::visitorId)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void clickHouseDown_beaconsAreTaken_andStoredAfterARestart() {
        collector.clickHouse.onInsert = (table, token, rows) -> {
            throw FakeClickHouse.unavailable();
        };
        for (int i = 0; i < 20; i++) {
            assertThat(collector
                            .beacon(pageview("%016x".formatted(0x200 + i), "https://example.org/" + i))
                            .statusCode())
                    .isEqualTo(202);
        }
        assertThat(collector.collector.notReady()).isEmpty();
        await().until(() -> collector.collector.trouble().isPresent());
        FakeClickHouse clickHouse = collector.clickHouse;
        collector.close();
        assertThat(clickHouse.events()).isEmpty();
        clickHouse.onInsert = (table, token, rows) -> {};
        collector = new CollectorFixture(data, clickHouse);
        await().until(() -> clickHouse.events().size() >= 20);
        assertThat(clickHouse.events()).hasSize(20).extracting(EventRow::page).doesNotHaveDuplicates();
    }

    @Test
    void gracefulStop_storesWhatWasTaken_andThenRefuses() {
        for (int i = 0; i < 10; i++) {
            collector.beacon(pageview("%016x".formatted(0x300 + i), "https://example.org/" + i));
        }
        collector.collector.stop().await();
        assertThat(collector.clickHouse.events()).hasSize(10);
        HttpResponse<String> refused = collector.beacon(pageview("0000000000000399", "https://example.org/"));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValue("Retry-After");
        assertThat(collector.collector.notReady()).isPresent();
    }

    private HttpResponse<String> keyed(String body, String key) {
        return collector.post("/b", body, Map.of("Authorization", "Bearer " + key, "User-Agent", "my-shop/1.0"));
    }
}

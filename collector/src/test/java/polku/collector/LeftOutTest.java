package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.control.LeftOutLog.Entry;

/** Who is answered as if counted and is not: robots, each under its name, and the owner's own people. */
class LeftOutTest {
    @TempDir
    Path data;

    private CollectorFixture collector;
    private int beacons;

    @BeforeEach
    void start() {
        collector = new CollectorFixture(data);
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot) | ai_crawler | GPTBot",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot | ai_crawler | ChatGPT-User",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com) | ai_crawler | ClaudeBot",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot) | ai_crawler | PerplexityBot",
                "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com) | ai_crawler | Bytespider",
                "CCBot/2.0 (https://commoncrawl.org/faq/) | ai_crawler | CCBot",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | bot | Googlebot",
                "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/) | bot | AhrefsBot",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36 | bot | HeadlessChrome",
                "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php) | bot | facebookexternalhit",
                "curl/8.5.0 | bot | curl",
                "python-requests/2.32 | bot | python-requests"
            })
    void robot_isCountedByReasonAndName_andNotAsAVisitor(String userAgent, String reason, String name) {
        assertThat(send(userAgent)).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(collector.count("dropped", reason)).isEqualTo(1);
        assertThat(collector
                        .metrics
                        .get("polku.crawlers")
                        .tag("kind", reason.equals("bot") ? "bot" : "ai")
                        .tag("name", name)
                        .counter()
                        .count())
                .isEqualTo(1);
        collector.collector.stop().await();
        assertThat(noted()).containsExactly(reason + " " + name + " 1 1");
    }

    @Test
    void madeUpNames_areOneNameBeyondABound() {
        for (int i = 0; i < 400; i++) {
            send("MadeUp" + i + "bot/1.0");
        }
        collector.collector.stop().await();
        assertThat(collector.leftOut.stream().map(Entry::name).distinct()).hasSizeLessThanOrEqualTo(301);
        assertThat(collector.leftOut.stream().mapToLong(Entry::events).sum()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 1",
        "203.0.114.9, 0",
        "2001:db8:aa:1::9, 1",
        "2001:db8:ab::9, 0",
    })
    void excludedAddress_isNotCounted(String ip, int dropped) {
        String beacon = CollectorFixture.pageview("00000000000030ff", "https://example.org/")
                .replace(
                        "\"v\":1,",
                        "\"v\":1,\"ip\":\"" + ip + "\",\"userAgent\":\"" + CollectorFixture.FIREFOX + "\",");
        assertThat(collector
                        .post("/b", beacon, Map.of("Authorization", "Bearer " + CollectorFixture.KEY))
                        .body())
                .isEqualTo("{\"accepted\":" + (1 - dropped) + ",\"dropped\":" + dropped + "}");
        assertThat(collector
                        .events("[{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\",\"ip\":\"" + ip
                                + "\"}]")
                        .body())
                .isEqualTo("{\"accepted\":" + (1 - dropped) + ",\"dropped\":" + dropped + "}");
        assertThat(collector.count("dropped", "excluded_address")).isEqualTo(2 * dropped);
        await().until(() -> collector.clickHouse.events().size() == 2 * (1 - dropped));
        collector.collector.stop().await();
        assertThat(noted()).isEqualTo(dropped == 0 ? List.of() : List.of("excluded_address  1 2"));
    }

    @Test
    void browserThatAsksNotToBeTracked_isNotedForTheOwner() {
        send(CollectorFixture.FIREFOX, "Sec-GPC", "1");
        send(CollectorFixture.FIREFOX, "DNT", "1");
        collector.collector.stop().await();
        assertThat(noted()).containsExactly("opted_out  2 2");
    }

    @Test
    void beaconOfAnotherHost_isNotedOnce_byTheHostOfItsPageOrOrigin() {
        for (String url : List.of(
                "https://shop.example.com/", "https://shop.example.com:8443/cart?x=1", "https://b.example.com/")) {
            assertThat(collector
                            .beacon(CollectorFixture.pageview("%016x".formatted(++beacons), url))
                            .statusCode())
                    .isEqualTo(403);
        }
        send(CollectorFixture.FIREFOX, "Origin", "https://translate.example.com");
        collector.collector.stop().await();
        assertThat(noted())
                .containsExactlyInAnyOrder(
                        "other_host shop.example.com 2 2",
                        "other_host b.example.com 1 1",
                        "other_host translate.example.com 1 1");
    }

    @Test
    void whatIsRefusedForAnotherReason_isNotNoted() {
        collector.beacon("{}");
        collector.beacon(CollectorFixture.pageview("0000000000004001", "https://example.com/")
                .replace(CollectorFixture.SITE.id(), "nosuchsite00"));
        collector.collector.stop().await();
        assertThat(noted()).isEmpty();
    }

    private String send(String userAgent) {
        return send(userAgent, "Accept", "*/*");
    }

    private String send(String userAgent, String header, String value) {
        String id = "%016x".formatted(++beacons);
        return collector
                .post(
                        "/b",
                        CollectorFixture.pageview(id, "https://example.org/"),
                        Map.of("User-Agent", userAgent, header, value))
                .body();
    }

    /** Reason, name, pageviews and events; however many times it was told in between. */
    private List<String> noted() {
        LocalDate today = LocalDate.now(CollectorFixture.SITE.timezone());
        assertThat(collector.leftOut).allSatisfy(entry -> {
            assertThat(entry.siteNumber()).isEqualTo(CollectorFixture.SITE.number());
            assertThat(entry.day()).isBetween(today.minusDays(1), today);
            assertThat(entry.lastAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        });
        Map<String, long[]> sums = new TreeMap<>();
        for (Entry entry : collector.leftOut) {
            long[] sum = sums.computeIfAbsent(
                    entry.reason().name().toLowerCase(Locale.ROOT) + " " + entry.name(), key -> new long[2]);
            sum[0] += entry.pageviews();
            sum[1] += entry.events();
        }
        return sums.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue()[0] + " " + entry.getValue()[1])
                .toList();
    }
}

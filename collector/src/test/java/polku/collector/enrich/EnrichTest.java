package polku.collector.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.http.IpAddress;
import polku.storage.control.Site;

class EnrichTest {
    private static final Site SITE =
            new Site("k3v9q2xm7abc", 7, "example.org", List.of("example.net"), ZoneOffset.UTC, "EUR", Instant.EPOCH);
    private final Scrubber scrubber = new Scrubber();

    @ParameterizedTest
    @CsvSource({
        "https://example.org, /",
        "https://example.org/, /",
        "https://EXAMPLE.org:8443/a/b/, /a/b",
        "https://www.example.org/a?utm_source=x#top, /a",
        "https://shop.example.org/a, shop.example.org/a",
        "https://example.net/, example.net/",
        "https://example.org/k%C3%A4ytt%C3%B6, /käyttö",
        "https://example.org/a%2Fb%20c, /a%2Fb%20c",
        "https://example.org/%C3%28, /%C3%28",
        "https://user:pass@example.org./x, /x",
    })
    void page_isThePathOnTheMainDomain_hostAndPathElsewhere(String url, String page) {
        assertThat(SiteHosts.page(SITE, Objects.requireNonNull(PageUrl.parse(url))))
                .isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "ftp://example.org/",
                "javascript:alert(1)",
                "https://",
                "https:///a",
                "https://a b/",
                "file:///x"
            })
    void whatIsNoWebAddress_isNone(String text) {
        assertThat(PageUrl.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, true", "www.example.org, true", "a.b.example.org, true", "example.net, true",
                "x.example.net, true",
        "notexample.org, false", "example.org.evil.example, false", "org, false", "localhost, false", "127.0.0.1, false"
    })
    void host_belongsToTheSite_onLabelBoundaries(String host, boolean belongs) {
        assertThat(SiteHosts.belongs(SITE, host)).isEqualTo(belongs);
    }

    @Test
    void siteOnLocalhost_isMeasuredHoweverItIsOpened() {
        Site local = new Site("k3v9q2xm7abd", 8, "localhost", List.of(), ZoneOffset.UTC, "EUR", Instant.EPOCH);
        for (String url : List.of("http://localhost:8090/a", "http://127.0.0.1:8090/a", "http://[::1]:8090/a")) {
            PageUrl parsed = Objects.requireNonNull(PageUrl.parse(url));
            assertThat(SiteHosts.belongs(local, parsed.host())).isTrue();
            assertThat(SiteHosts.page(local, parsed)).isEqualTo("/a");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to jane.doe+x@example.org now | write to [email] now",
                "jane%40example.org | [email]",
                "card 4111 1111 1111 1111 | card [card]",
                "card 4111-1111-1111-1112 | card 4111-1111-1111-1112",
                "call +358 40 123 4567 | call [phone]",
                "call 040 123 4567 | call [phone]",
                "call 0401234567 | call [phone]",
                "call (555) 123-4567 | call [phone]",
                "order 20261101123 | order 20261101123",
                "2026-11-01 10:00:00 | 2026-11-01 10:00:00",
                "price 1299.00 of 1000000 | price 1299.00 of 1000000",
                "EAN 6417700050237 | EAN 6417700050237",
                "Buy 3 for 2 | Buy 3 for 2",
            })
    void text_losesWhatTellsWhoSomebodyIs(String text, String expected) {
        assertThat(scrubber.text(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/reset/8f14e45fceea167a5d41, /reset/:token",
        "/account/password-reset/8f14e45f-ceea-467a-9d41-402abc4b2a76/go, /account/password-reset/:token/go",
        "/x/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc, /x/:token",
        "/s/aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1, /s/:token",
        "/product/8f14e45f-ceea-467a-9d41-402abc4b2a76, /product/8f14e45f-ceea-467a-9d41-402abc4b2a76",
        "/commit/8f14e45fceea167a5d418f14e45fceea167a5d41, /commit/8f14e45fceea167a5d418f14e45fceea167a5d41",
        "/blog/how-we-roast-our-coffee-2026-edition, /blog/how-we-roast-our-coffee-2026-edition",
        "/users/jane@example.org/edit, /users/[email]/edit",
        "/reset/password, /reset/password",
    })
    void path_losesTokens_butKeepsNamesOfPages(String path, String expected) {
        assertThat(scrubber.path(path)).isEqualTo(expected);
    }

    @Test
    void address_losesItsQuery() {
        assertThat(scrubber.address("https://x.example/a?b=c#d")).isEqualTo("https://x.example/a");
    }

    @Test
    void visitorId_dependsOnSiteNetworkAgentAndDay_ofIpv6OnTheFirstHalfOnly() {
        VisitorIds ids = new VisitorIds(
                millis -> Long.toString(millis / 86_400_000).getBytes(),
                java.time.InstantSource.fixed(Instant.parse("2026-11-01T12:00:00Z")));
        byte[] home = Objects.requireNonNull(IpAddress.parse("2001:db8:1:2::1"));
        byte[] sameHome = Objects.requireNonNull(IpAddress.parse("2001:db8:1:2:9:9:9:9"));
        byte[] otherHome = Objects.requireNonNull(IpAddress.parse("2001:db8:1:3::1"));
        assertThat(ids.cookieless(SITE, home, "a")).isEqualTo(ids.cookieless(SITE, sameHome, "a"));
        assertThat(ids.cookieless(SITE, home, "a")).isNotEqualTo(ids.cookieless(SITE, otherHome, "a"));
        assertThat(ids.cookieless(SITE, home, "a")).isNotEqualTo(ids.cookieless(SITE, home, "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 | desktop | Chrome | 141 | Windows | 10",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0 | desktop | Edge | 141 | Windows | 10",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15 | desktop | Safari | 18 | macOS | 10",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1 | mobile | Safari | 18 | iOS | 18",
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 | mobile | Chrome | 141 | Android | 10",
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 | tablet | Chrome | 141 | Android | 10",
                "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1 | tablet | Safari | 17 | iOS | 17",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | desktop | Firefox | 140 | Linux | ''",
                "Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) Version/6.0 TV Safari/537.36 | tv | Safari | 6 | Tizen | 6",
            })
    void userAgent_isToldCoarsely(
            String text, String device, String browser, String version, String os, String osVersion) {
        assertThat(new UserAgentParser().parse(text))
                .isEqualTo(new UserAgent(null, device, browser, version, os, osVersion));
    }

    @Test
    void newUserAgents_beyondTheQueue_areUnknown_andNobodyWaits() throws Exception {
        try (UserAgents agents = new UserAgents()) {
            long started = System.nanoTime();
            for (int i = 0; i < 5000; i++) {
                agents.find("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140." + i);
            }
            assertThat(System.nanoTime() - started).isLessThan(2_000_000_000L);
            assertThat(agents.unparsed()).isPositive();
        }
    }
}

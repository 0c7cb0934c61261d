package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.write.EventRow;
import polku.storage.write.InteractionRow;

/** What other products' snippets and libraries send. The libraries themselves are tried in server/browser-tests. */
class DoorsTest {
    private static final String GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

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

    // --- Plausible

    @Test
    void plausible_pageview_isAPageview_andItsEngagementBelongsToIt() {
        HttpResponse<String> answer = plausible("""
                {"n":"pageview","v":36,"u":"https://example.org/a?utm_source=x&id=7#top","d":"example.org","r":"https://www.google.com/"}""");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(answer.headers().firstValue("X-Plausible-Dropped")).isEmpty();
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        plausible("""
                {"n":"engagement","sd":43,"d":"example.org","u":"https://example.org/a?utm_source=x&id=7#top","p":{},"e":4200,"v":36}""");
        await().until(() -> collector.clickHouse.interactions().size() == 1);
        EventRow view = collector.clickHouse.events().get(0);
        assertThat(view.name()).isEqualTo("pageview");
        assertThat(view.page()).isEqualTo("/a");
        assertThat(view.attribution().source()).isEqualTo("X");
        assertThat(view.client().browser()).isEqualTo("Firefox");
        InteractionRow ping = collector.clickHouse.interactions().get(0);
        assertThat(ping.pageviewId()).isEqualTo(view.pageviewId()).isNotZero();
        assertThat(ping.visitorId()).isEqualTo(view.visitorId());
        assertThat(ping.attention().visibleMs()).isEqualTo(4200);
        assertThat(ping.attention().depth()).isEqualTo(430);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'Signup','url':'https://example.org/p','domain':'example.org','props':{'plan':'pro','seats':3,'trial':false,'none':null,'empty':'','list':[1,2]},'revenue':{'currency':'eur','amount':'12.50'},'interactive':false}",
                "{'n':'Signup','u':'https://example.org/p','d':'www.Example.org','p':'{~plan~:~pro~,~seats~:3,~trial~:false}','$':'{~currency~:~EUR~,~amount~:12.5}'}",
                "{'n':'Signup','u':'https://example.org/p','d':'elsewhere.example,example.net','m':{'plan':'pro','seats':3.0,'trial':false},'$':{'currency':'EUR','amount':12.5}}",
                "{'n':'Signup','u':'https://example.org/p','meta':{'plan':'pro','seats':3,'trial':false},'$':{'currency':'EUR','amount':12.5}}",
            })
    void plausible_customEvent_underShortAndLongNames_withPropertiesAndRevenue(String body) {
        assertThat(plausible(quoted(body)).statusCode()).isEqualTo(202);
        await().until(() -> collector.clickHouse.events().size() == 1);
        EventRow event = collector.clickHouse.events().get(0);
        assertThat(event.name()).isEqualTo("Signup");
        assertThat(event.page()).isEqualTo("/p");
        assertThat(event.props())
                .containsEntry("plan", "pro")
                .containsEntry("seats", "3")
                .containsEntry("trial", "false")
                .doesNotContainKeys("none", "empty");
        assertThat(event.revenue()).isEqualByComparingTo("12.5");
        assertThat(event.currency()).isEqualTo("EUR");
    }

    @Test
    void plausible_linksOut_haveTheNameOfPolkusOwn_andTheEmptyRevenueOfATaggedLinkIsNone() {
        plausible("""
                {"n":"Outbound Link: Click","u":"https://example.org/","d":"example.org","p":{"url":"https://other.example/x?token=1"},"$":{}}""");
        await().until(() -> collector.clickHouse.events().size() == 1);
        EventRow event = collector.clickHouse.events().get(0);
        assertThat(event.name()).isEqualTo("outbound");
        assertThat(event.props()).containsEntry("url", "https://other.example/x");
        assertThat(event.revenue()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1, https://example.org/app#/cart?x=1, /app#/cart",
        "0, https://example.org/app#/cart, /app",
        "1, https://example.org/app#reviews, /app"
    })
    void plausible_hashRoutes_arePagesWhereTheySaySo(int hashMode, String url, String page) {
        plausible("{\"n\":\"pageview\",\"u\":\"" + url + "\",\"d\":\"example.org\",\"h\":" + hashMode + "}");
        await().until(() -> collector.clickHouse.events().size() == 1);
        assertThat(collector.clickHouse.events().get(0).page()).isEqualTo(page);
    }

    @Test
    void plausible_forwardedAddress_isBelievedWithAKeyOnly() {
        String body = "{\"n\":\"pageview\",\"u\":\"https://example.org/\",\"d\":\"example.org\"}";
        post("/api/event", body, Map.of("X-Forwarded-For", "198.51.100.7, 10.0.0.1"));
        post("/api/event", body, Map.of("X-Forwarded-For", "198.51.100.8"));
        Map<String, String> keyed = Map.of("Authorization", "Bearer " + CollectorFixture.KEY);
        post("/api/event", body, with(keyed, "X-Forwarded-For", "198.51.100.7, 10.0.0.1"));
        post("/api/event", body, with(keyed, "X-Forwarded-For", "198.51.100.8"));
        await().until(() -> collector.clickHouse.events().size() == 4);
        assertThat(collector.clickHouse.events().stream()
                        .map(EventRow::visitorId)
                        .distinct())
                .hasSize(3);
        assertThat(post("/api/event", body, with(keyed, "X-Forwarded-For", "unknown"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void plausible_robot_isLeftOut_andToldSo() {
        HttpResponse<String> answer = post(
                "/api/event",
                "{\"n\":\"pageview\",\"u\":\"https://example.org/\",\"d\":\"example.org\"}",
                Map.of("User-Agent", GOOGLEBOT));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("X-Plausible-Dropped")).contains("1");
        assertThat(collector.count("dropped", "bot")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'n':'pageview','u':'https://example.org/','d':'nowhere.example'} | 404",
                "{'n':'pageview','u':'https://nowhere.example/'} | 404",
                "{'n':'pageview','u':'https://evil.example/','d':'example.org'} | 403",
                "{'n':'pageview','d':'example.org'} | 400",
                "{'u':'https://example.org/','d':'example.org'} | 400",
                "{'n':7,'u':'https://example.org/','d':'example.org'} | 400",
                "{'n':'pageview','u':'about:blank','d':'example.org'} | 400",
                "{'n':'a','u':'https://example.org/','d':'example.org','$':{'currency':'EURO','amount':1}} | 400",
                "{'n':'a','u':'https://example.org/','d':'example.org','$':{'currency':'EUR','amount':1e999999999}} | 400",
                "{'n':'a','u':'https://example.org/','d':'example.org','$':{'currency':'EUR','amount':'much'}} | 400",
                "{'n':'a','u':'https://example.org/','d':'example.org','$':'{~currency~:~EUR~,~amount~:1e999}'} | 400",
                "{'n':'a','n':'b'} | 400",
                "[] | 400",
                "'' | 400",
                "{ | 400",
            })
    void plausible_badInput_isRefused(String body, int status) {
        HttpResponse<String> answer = plausible(quoted(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    // --- Umami

    @Test
    void umami_documentedBody_isTaken() {
        HttpResponse<String> answer = umami("""
                {"payload":{"hostname":"example.org","language":"en-US","referrer":"","screen":"1920x1080","title":"dashboard",
                 "url":"/","website":"k3v9q2xm7abc","name":"event-name","data":{"foo":"bar"}},"type":"event"}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).containsPattern("\"cache\":\"[0-9a-f-]{36}\"").contains("sessionId", "visitId");
        await().until(() -> collector.clickHouse.events().size() == 1);
        EventRow event = collector.clickHouse.events().get(0);
        assertThat(event.name()).isEqualTo("event-name");
        assertThat(event.title()).isEqualTo("dashboard");
        assertThat(event.props()).isEqualTo(Map.of("foo", "bar"));
        assertThat(event.client().language()).isEqualTo("en-US");
        assertThat(event.client().screenClass()).isEqualTo("xxl");
        assertThat(event.page()).isEqualTo("/");
    }

    @Test
    void umami_token_comesBackAsItWasSent() {
        String body = "{\"type\":\"event\",\"payload\":{\"website\":\"k3v9q2xm7abc\",\"url\":\"/\"}}";
        String first = umami(body).body();
        String token = first.substring(10, 46);
        assertThat(post("/api/send", body, Map.of("x-umami-cache", token)).body())
                .isEqualTo(first);
        assertThat(post("/api/send", body, Map.of("x-umami-cache", "\"}<script>"))
                        .body())
                .doesNotContain("script");
    }

    @Test
    void umami_eventWithoutAPage_innerData_tagAndRevenue() {
        umami("""
                {"type":"event","payload":{"website":"k3v9q2xm7abc","name":"buy","tag":"b",
                 "data":{"order":{"id":17,"new":true},"list":["a",2],"revenue":19.99,"currency":"usd"}}}""");
        await().until(() -> collector.clickHouse.events().size() == 1);
        EventRow event = collector.clickHouse.events().get(0);
        assertThat(event.page()).isEmpty();
        assertThat(event.pageviewId()).isZero();
        assertThat(event.props())
                .isEqualTo(Map.of("order.id", "17", "order.new", "true", "list", "[\"a\",2]", "tag", "b"));
        assertThat(event.revenue()).isEqualByComparingTo("19.99");
        assertThat(event.currency()).isEqualTo("USD");
    }

    @ParameterizedTest
    @CsvSource({
        "/a?utm_source=fb, https://duckduckgo.com/, /a, Facebook",
        "https://example.org/a/#/b, https://duckduckgo.com/, /a#/b, DuckDuckGo",
        "/a#top, /before, /a, ''",
        "a, https://example.org/before, /a, ''"
    })
    void umami_pathsAndAddresses(String url, String referrer, String page, String source) {
        umami("{\"type\":\"event\",\"payload\":{\"website\":\"k3v9q2xm7abc\",\"hostname\":\"example.org\",\"url\":\""
                + url + "\",\"referrer\":\"" + referrer + "\"}}");
        await().until(() -> collector.clickHouse.events().size() == 1);
        EventRow view = collector.clickHouse.events().get(0);
        assertThat(view.name()).isEqualTo("pageview");
        assertThat(view.page()).isEqualTo(page);
        assertThat(view.attribution().source()).isEqualTo(source);
    }

    @Test
    void umami_robot_isGreeted() {
        HttpResponse<String> answer = post(
                "/api/send",
                "{\"type\":\"event\",\"payload\":{\"website\":\"k3v9q2xm7abc\",\"url\":\"/\"}}",
                Map.of("User-Agent", GOOGLEBOT));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"beep\":\"boop\"}");
    }

    @Test
    void umami_visitorOfAnother_needsAKey() {
        String body =
                "{\"type\":\"event\",\"payload\":{\"website\":\"k3v9q2xm7abc\",\"url\":\"/\",\"ip\":\"198.51.100.7\","
                        + "\"userAgent\":\"" + CollectorFixture.FIREFOX + "\",\"timestamp\":1759312800,\"id\":\"u1\"}}";
        assertThat(umami(body).statusCode()).isEqualTo(401);
        Map<String, String> keyed =
                Map.of("Authorization", "Bearer " + CollectorFixture.KEY, "User-Agent", "my server");
        assertThat(post("/api/send", body, keyed).statusCode()).isEqualTo(200);
        collector.events("[{\"site\":\"k3v9q2xm7abc\",\"visitorId\":\"u1\",\"name\":\"a\"}]");
        await().until(() -> collector.clickHouse.events().size() == 2);
        EventRow view = collector.clickHouse.events().get(0);
        assertThat(view.at()).isEqualTo(1_759_312_800_000L);
        assertThat(view.client().browser()).isEqualTo("Firefox");
        assertThat(view.visitorId())
                .isEqualTo(collector.clickHouse.events().get(1).visitorId());
    }

    @Test
    void umami_identify_isAnsweredAndNotStored_forItCarriesNoConsent() {
        HttpResponse<String> answer = umami(
                "{\"type\":\"identify\",\"payload\":{\"website\":\"k3v9q2xm7abc\",\"id\":\"u1\",\"data\":{\"a\":1}}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("cache");
        assertThat(collector.count("dropped", "no_consent")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'event','payload':{'website':'50429a93-8479-4073-be80-d5d29c09c2ec','url':'/'}}",
                "{'type':'event','payload':{'url':'/'}}",
                "{'type':'event','payload':{'website':'k3v9q2xm7abc'}}",
                "{'type':'event','payload':{'website':'k3v9q2xm7abc','url':7}}",
                "{'type':'event','payload':{'website':'k3v9q2xm7abc','url':'/','timestamp':'now'}}",
                "{'type':'event','payload':{'website':'k3v9q2xm7abc','url':'/','timestamp':1e400}}",
                "{'type':'event','payload':[]}",
                "{'type':'event'}",
                "{'type':'telepathy','payload':{'website':'k3v9q2xm7abc','url':'/'}}",
                "{'payload':{'website':'k3v9q2xm7abc','url':'/'}}",
                "null",
                "7"
            })
    void umami_badInput_isABadRequest(String body) {
        HttpResponse<String> answer = umami(quoted(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    // --- the pixel

    @Test
    void pixel_countsThePageThatShowsIt_orTheOneThatItNames() {
        HttpResponse<String> answer =
                pixel("site=k3v9q2xm7abc", Map.of("Referer", "https://example.org/a?utm_source=fb"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/gif");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Length")).contains("43");
        String named = URLEncoder.encode("https://example.org/b", StandardCharsets.UTF_8);
        pixel("site=k3v9q2xm7abc&url=" + named, Map.of("Referer", "https://example.org/a"));
        await().until(() -> collector.clickHouse.events().size() == 2);
        assertThat(collector.clickHouse.events()).extracting(EventRow::page).containsExactlyInAnyOrder("/a", "/b");
        assertThat(collector.clickHouse.events())
                .filteredOn(view -> view.page().equals("/a"))
                .allSatisfy(view -> assertThat(view.attribution().source()).isEqualTo("Facebook"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "site=nosuchsite00 | https://example.org/ | unknown_site",
                "site=k3v9q2xm7abc | https://evil.example/ | wrong_hostname",
                "site=k3v9q2xm7abc | '' | malformed",
                "x=%%%&&==; | https://example.org/ | malformed"
            })
    void pixel_refused_isCounted_andStillAnImage(String query, String referer, String reason) {
        HttpResponse<String> answer = pixel(query, referer.isEmpty() ? Map.of() : Map.of("Referer", referer));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Length")).contains("43");
        assertThat(collector.count("rejected", reason)).isEqualTo(1);
    }

    private static String quoted(String body) {
        return body.replace('\'', '"').replace("~", "\\\"");
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private HttpResponse<String> plausible(String body) {
        return collector.post(
                "/api/event", body, Map.of("Content-Type", "text/plain", "User-Agent", CollectorFixture.FIREFOX));
    }

    private HttpResponse<String> umami(String body) {
        return post("/api/send", body, Map.of());
    }

    private HttpResponse<String> post(String path, String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(Map.of("User-Agent", CollectorFixture.FIREFOX));
        all.put("Content-Type", "application/json");
        all.putAll(headers);
        return collector.post(path, body, all);
    }

    private HttpResponse<String> pixel(String query, Map<String, String> headers) {
        java.net.URI uri = java.net.URI.create(collector.uri("/p.gif") + "?" + query.replace("%%%", "%25%25"));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("User-Agent", CollectorFixture.FIREFOX);
        headers.forEach(request::header);
        return collector.send(request.build());
    }
}

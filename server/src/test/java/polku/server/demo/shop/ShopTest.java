package polku.server.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
    private static final String SNIPPET =
            "<script defer src=\"http://localhost:8080/t.js\" data-site=\"k3v9q2xm7abc\"></script>";

    private static final String PIXEL = "<noscript><img src=\"http://localhost:8080/p.gif?site=k3v9q2xm7abc\""
            + " referrerpolicy=\"no-referrer-when-downgrade\" alt=\"\"></noscript>";
    /** The link that leads out, for a visitor to follow. */
    private static final String OUTBOUND = "<a href=\"https://growers.example/paahto\" id=\"growers\">";

    private static Vertx vertx;
    private static Shop shop;
    private static HttpClient browser;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        shop = Shop.start(vertx, 0, URI.create("http://localhost:8080/"), "k3v9q2xm7abc")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        browser = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    /** Every page of the shop, in both languages. */
    static Stream<String> pages() {
        Stream<String> products = Catalogue.load().products().stream().map(product -> "/coffee/" + product.slug());
        Stream<String> others = Stream.of(
                "/",
                "/coffee",
                "/coffee?roast=dark",
                "/search",
                "/search?q=chocolate",
                "/search?q=tea",
                "/cart",
                "/checkout/contact",
                "/checkout/shipping",
                "/checkout/payment",
                "/thank-you",
                "/guide",
                "/guide/pour-over",
                "/guide/press",
                "/guide/moka",
                "/guide/espresso",
                "/journal",
                "/journal/a-wednesday",
                "/journal/water",
                "/journal/why-coffee-rests",
                "/journal/grind-by-ear",
                "/about",
                "/hours",
                "/delivery",
                "/contact",
                "/wholesale",
                "/account",
                "/account/orders",
                "/account/address",
                "/account/letters");
        return Stream.concat(others, products)
                .flatMap(path -> Stream.of(Language.values()).map(language -> language.address(path)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_ofTheShop_isServedWithTheSnippet(String path) throws Exception {
        HttpResponse<String> page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.body())
                .containsOnlyOnce(SNIPPET)
                .containsOnlyOnce(PIXEL)
                .containsOnlyOnce("<html lang=\"" + (path.startsWith("/fi/") ? "fi" : "en") + "\">")
                .doesNotContainPattern("[{]\\w+[}]");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_ofTheShop_callsNobodyElseAndHasNoInlineScript(String path) throws Exception {
        String html = get(path).body().replace(SNIPPET, "").replace(PIXEL, "").replace(OUTBOUND, "");
        assertThat(html).doesNotContainPattern("(?i)(https?:)?//[a-z0-9]");
        assertThat(html).doesNotContainPattern("(?i)\\son[a-z]+\\s*=");
        assertThat(html).doesNotContainPattern("<script(?![^>]*\\ssrc=)");
    }

    @Test
    void page_everyLinkAndFile_leadsSomewhere() throws Exception {
        Pattern link = Pattern.compile("(?:href|src|action)=\"(/[^\"#]*)");
        Set<String> known = new HashSet<>(pages().toList());
        for (String path : pages().toList()) {
            for (MatchResult match : link.matcher(get(path).body()).results().toList()) {
                String target = match.group(1);
                if (known.add(target)) {
                    assertThat(get(target).statusCode())
                            .as(path + " → " + target)
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void page_everyIdThatIsLinked_isThere() throws Exception {
        Pattern link = Pattern.compile("href=\"(/[^\"#]*)?#([\\w-]+)\"");
        for (String path : pages().toList()) {
            String html = get(path).body();
            for (MatchResult match : link.matcher(html).results().toList()) {
                String target =
                        match.group(1) == null ? html : get(match.group(1)).body();
                assertThat(target).as(path + " → " + match.group()).contains("id=\"" + match.group(2) + "\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/coffee/metsa", "/journal/water", "/checkout/payment"})
    void page_ofEitherLanguage_namesTheOther(String path) throws Exception {
        for (Language language : Language.values()) {
            assertThat(get(language.address(path)).body())
                    .contains(
                            "<link rel=\"alternate\" hreflang=\"en\" href=\"" + path + "\">",
                            "<link rel=\"alternate\" hreflang=\"fi\" href=\"/fi" + path + "\">");
        }
    }

    @Test
    void page_finnishRootWithoutSlash_leadsToTheFrontPage() throws Exception {
        HttpResponse<String> page = get("/fi");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("location")).contains("/fi/");
    }

    @Test
    void page_unknownInFinnish_saysSoInFinnish() throws Exception {
        HttpResponse<String> page = get("/fi/ei-ole");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Tämä kuppi on tyhjä");
    }

    @Test
    void wholesale_always_takesItsTime() throws Exception {
        long before = System.nanoTime();
        assertThat(get("/wholesale").body()).contains("id=\"price-list\"");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(2_400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/coffee/tea", "/assets/nope.js", "/assets/../catalogue.json", "/art/nope.svg"})
    void page_unknown_isNotFound(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void page_unknown_isStillTracked() throws Exception {
        assertThat(get("/nope").body()).contains(SNIPPET, "<meta name=\"polku-status\" content=\"404\">");
    }

    @Test
    void search_aTaste_findsTheCoffeesWithIt() throws Exception {
        assertThat(get("/search?q=Chocolate").body())
                .contains("<meta name=\"polku-results\" content=\"2\">", "/coffee/nuotio", "/coffee/lepo")
                .doesNotContain("/coffee/aamu");
    }

    @Test
    void search_nothingFound_saysSoAndGoesOn() throws Exception {
        assertThat(get("/search?q=oolong+tea").body())
                .contains("<meta name=\"polku-results\" content=\"0\">", "See all coffees");
    }

    @Test
    void search_markup_isShownAsText() throws Exception {
        assertThat(get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body())
                .doesNotContain("<script>alert")
                .contains("&quot;&gt;&lt;script&gt;");
    }

    @ParameterizedTest
    @CsvSource({"/search?q=decaf, /coffee/lepo", "/fi/search?q=kofeiiniton, /fi/coffee/lepo"})
    void search_whatPeopleCallIt_findsItUnlessTheProblemIsPlanted(String search, String found) throws Exception {
        String link = "class=\"card-link\" href=\"" + found + "\"";
        assertThat(get(search).body()).contains(link);
        assertThat(get(search, "Cookie", "paahto-planted=on").body())
                .doesNotContain(link)
                .contains("<meta name=\"polku-results\" content=\"0\">");
    }

    @Test
    void coffee_inFinnish_isFoundByItsFinnishTaste() throws Exception {
        assertThat(get("/fi/search?q=suklaa").body()).contains("/fi/coffee/nuotio");
        assertThat(get("/search?q=suklaa").body()).contains("content=\"0\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"way\":\"card\",\"ending\":\"4242\"}', 204, ''",
        "'{\"way\":\"invoice\"}', 204, ''",
        "'{\"way\":\"card\",\"ending\":\"0002\"}', 402, declined",
        "'{\"way\":\"card\",\"ending\":\"9995\",\"attempt\":3}', 402, funds",
        "'{\"way\":\"card\",\"ending\":\"0119\",\"attempt\":1}', 503, busy",
        "'{\"way\":\"card\",\"ending\":\"0119\",\"attempt\":2}', 204, ''",
        "'{\"way\":\"card\"}', 400, invalid",
        "'{\"way\":\"shells\"}', 400, invalid",
        "'{\"way\":7}', 400, invalid",
        "'{\"way\":\"card\",\"ending\":\"4242\",\"attempt\":\"x\"}', 400, invalid",
        "'[]', 400, invalid",
        "'{', 400, invalid",
        "'', 400, invalid"
    })
    void payments_aPayment_isAnsweredAsItsCardSays(String payment, int status, String code) throws Exception {
        HttpResponse<String> answer = post("/payments", payment);
        assertThat(answer.statusCode()).isEqualTo(status);
        if (!code.isEmpty()) {
            assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        }
    }

    @Test
    void messages_aPicture_isTakenUpToItsLimit() throws Exception {
        assertThat(post("/messages", "x".repeat(5_500_000)).statusCode()).isEqualTo(204);
        assertThat(post("/messages", "x".repeat(6_000_001)).statusCode()).isEqualTo(413);
    }

    @Test
    void start_portTaken_failsWithTheCause() {
        assertThatThrownBy(() -> Shop.start(vertx, shop.port(), URI.create("http://localhost:8080"), "s")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get())
                .hasCauseInstanceOf(BindException.class);
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request =
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + shop.port() + path));
    }
}

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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
    private static final String SNIPPET =
            "<script defer src=\"http://localhost:8080/t.js\" data-site=\"k3v9q2xm7abc\"></script>";

    private static final String PIXEL = "<noscript><img src=\"http://localhost:8080/p.gif?site=k3v9q2xm7abc\""
            + " referrerpolicy=\"no-referrer-when-downgrade\" alt=\"\"></noscript>";
    /** The link that leads out, for a visitor to follow. */
    private static final String OUTBOUND = "<a href=\"https://growers.example/paahto\">";

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
                "/thank-you");
        return Stream.concat(others, products);
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
                .doesNotContain("{{");
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
        for (String path : pages().toList()) {
            for (String target : link.matcher(get(path).body())
                    .results()
                    .map(match -> match.group(1))
                    .distinct()
                    .toList()) {
                assertThat(get(target).statusCode()).as(path + " → " + target).isEqualTo(200);
            }
        }
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

    @Test
    void start_portTaken_failsWithTheCause() {
        assertThatThrownBy(() -> Shop.start(vertx, shop.port(), URI.create("http://localhost:8080"), "s")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get())
                .hasCauseInstanceOf(BindException.class);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + shop.port() + path);
        return browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}

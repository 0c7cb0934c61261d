package polku.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final Vertx vertx = Vertx.vertx();
    private static final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static HttpServer server;
    private static volatile TrustedProxies proxies = TrustedProxies.parse("");

    @BeforeAll
    static void start() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .end(proxies.clientOf(request).getHostAddress() + " " + proxies.isSecure(request)))
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // trusted | X-Forwarded-For | client
                "''                          | 203.0.113.7                        | 127.0.0.1",
                "127.0.0.1                   | 203.0.113.7                        | 203.0.113.7",
                "127.0.0.0/8                 | 198.51.100.1, 203.0.113.7          | 203.0.113.7",
                "127.0.0.1, 203.0.113.0/24   | 198.51.100.1, 203.0.113.7          | 198.51.100.1",
                "127.0.0.1, 203.0.113.0/29   | 198.51.100.1, 203.0.113.9          | 203.0.113.9",
                "127.0.0.1, 0.0.0.0/0        | 198.51.100.1, 203.0.113.7          | 198.51.100.1",
                "127.0.0.1                   | 203.0.113.7:4711                   | 203.0.113.7",
                "127.0.0.1                   | [2001:db8::1]:4711                 | 2001:db8:0:0:0:0:0:1",
                "127.0.0.1                   | ::ffff:203.0.113.7                 | 203.0.113.7",
                "127.0.0.1                   | 203.0.113.7, evil.example          | 127.0.0.1",
                "127.0.0.1                   | ,                                  | 127.0.0.1",
            })
    void clientOf_isTheLastAddressThatSomebodyTrustedWrote(String trusted, String forwarded, String expected)
            throws Exception {
        proxies = TrustedProxies.parse(trusted);
        assertThat(get("X-Forwarded-For", forwarded)).startsWith(expected + " ");
    }

    @Test
    void isSecure_onlyWhenATrustedProxySaysSo() throws Exception {
        proxies = TrustedProxies.parse("");
        assertThat(get("X-Forwarded-Proto", "https")).endsWith("false");
        proxies = TrustedProxies.parse("127.0.0.1");
        assertThat(get("X-Forwarded-Proto", "https")).endsWith("true");
        assertThat(get("X-Forwarded-Proto", "https, http")).endsWith("false");
        assertThat(get("X-Other", "https")).endsWith("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "10.0.0", "::1/129"})
    void parse_ofWhatIsNoNetwork_namesIt(String text) {
        assertThatThrownBy(() -> TrustedProxies.parse("127.0.0.1, " + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    private static String get(String header, String value) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
        return client.send(
                        HttpRequest.newBuilder(uri).header(header, value).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

package polku.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
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
                .requestHandler(request ->
                        request.response().end(text(proxies.clientOf(request)) + " " + proxies.isSecure(request)))
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
                "127.0.0.1                   | 203.0.113.7, [2001:db8::1          | 127.0.0.1",
                "127.0.0.1                   | ,                                  | 127.0.0.1",
            })
    void clientOf_isTheLastAddressThatSomebodyTrustedWrote(String trusted, String forwarded, String expected)
            throws Exception {
        proxies = TrustedProxies.parse(trusted);
        assertThat(get("X-Forwarded-For", forwarded)).startsWith(expected + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // connection | X-Forwarded-For | client, behind 10.0.0.0/8 and 2001:db8::/33
                "10.1.2.3          | 1.2.3.4, 198.51.100.7, 10.9.9.9           | 198.51.100.7",
                "11.1.2.3          | 198.51.100.7                              | 11.1.2.3",
                "::ffff:10.1.2.3   | 198.51.100.7                              | 198.51.100.7",
                "2001:db8:7fff::1  | 198.51.100.7                              | 198.51.100.7",
                "2001:db8:8000::1  | 198.51.100.7                              | 2001:db8:8000:0:0:0:0:1",
                "10.1.2.3          | 1.2.3.4; 198.51.100.7, 10.9.9.9; 10.8.8.8 | 198.51.100.7",
                "10.1.2.3          | 1.2.3.4, nonsense; 10.9.9.9               | 10.9.9.9",
                "10.1.2.3          | 10.4.4.4; 10.9.9.9                        | 10.4.4.4",
            })
    void clientOf_ofSeveralLines_readsThemFromTheLastToTheFirst(String peer, String lines, String expected) {
        TrustedProxies proxies = TrustedProxies.parse("10.0.0.0/8 2001:db8::/33");
        assertThat(text(proxies.clientOf(bytes(peer), List.of(lines.split("; ")))))
                .isEqualTo(expected);
    }

    @Test
    void clientOf_withoutTheHeader_holdsTheConnection() {
        byte[] peer = bytes("10.1.2.3");
        assertThat(TrustedProxies.parse("10.0.0.0/8").clientOf(peer, List.of())).isSameAs(peer);
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
    @ValueSource(
            strings = {
                "example.org",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "10.0.0.0/-1",
                "10.0.0",
                "::1/129",
                "[::1]",
                "10.0.0.1:80"
            })
    void parse_ofWhatIsNoNetwork_namesIt(String text) {
        assertThatThrownBy(() -> TrustedProxies.parse("127.0.0.1, " + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    private static byte[] bytes(String address) {
        return Objects.requireNonNull(IpAddress.parse(address));
    }

    private static String text(byte[] address) {
        return IpAddress.inetAddress(address).getHostAddress();
    }

    private static String get(String header, String value) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
        return client.send(
                        HttpRequest.newBuilder(uri).header(header, value).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

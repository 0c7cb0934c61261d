package polku.query.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.query.check.LiveCheck.Finding;
import polku.query.check.LiveCheck.Result;

class LiveCheckTest {
    private static final String SITE = "k3v9q2xm7abc";
    private static final String SNIPPET =
            "<script defer src=\"https://stats.example.org/t.js\" data-site=\"" + SITE + "\"></script>";

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private String body = "<html><head>" + SNIPPET + "</head></html>";
    private String policy;
    private String location;
    private int status = 200;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            if (policy != null) {
                exchange.getResponseHeaders().add("Content-Security-Policy", policy);
            }
            boolean moved =
                    location != null && exchange.getRequestURI().getPath().equals("/");
            if (moved) {
                exchange.getResponseHeaders().add("Location", location);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(moved ? 302 : status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void page_withTheSnippet_isFine() {
        assertThat(check("/shop?x=1")).containsExactly(new Finding("snippetFound", "https://stats.example.org/t.js"));
        assertThat(asked).containsExactly("example.org:" + port() + "/shop?x=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>nothing</p>                                                       | snippetMissing |",
                "<!-- <script src='/t.js' data-site='k3v9q2xm7abc'></script> -->      | snippetMissing |",
                "<script data-site='k3v9q2xm7abc'></script>                           | snippetMissing |",
                "<script src=https://stats.example.org/t.js data-site=other></script> | otherSite      | other",
            })
    void page_withoutTheSitesSnippet_saysWhatItHas(String html, String code, String detail) {
        body = html;
        assertThat(check("/")).containsExactly(new Finding(code, detail));
    }

    @Test
    void page_withATagManager_mayLoadItLater() {
        body = "<script src='https://www.googletagmanager.com/gtm.js?id=GTM-ABC123'></script>";
        assertThat(check("/")).extracting(Finding::code).containsExactly("snippetMissing", "tagManager");
    }

    @Test
    void snippet_ofAnotherServer_isTold() {
        body = SNIPPET.replace("stats.example.org", "old.example.org");
        assertThat(check("/")).extracting(Finding::code).containsExactly("snippetFound", "wrongServer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default-src 'self'                                              | policyBlocksScript,policyBlocksSending",
                "script-src 'self' https://stats.example.org                     | ''",
                "script-src https://stats.example.org; connect-src 'self'        | policyBlocksSending",
                "script-src *.example.org; connect-src https:                    | ''",
                "script-src *.example.net; connect-src *                         | policyBlocksScript",
                "default-src *; script-src 'none'                                | policyBlocksScript",
                "script-src https://stats.example.org/other/                     | policyBlocksScript",
                "script-src https://stats.example.org/t.js                       | ''",
                "script-src https://stats.example.org:8443                       | policyBlocksScript",
                "script-src 'nonce-x' 'strict-dynamic'                           | policyBlocksScript",
                "img-src 'none'                                                  | ''",
                "script-src https: , connect-src 'none'                          | policyBlocksSending",
            })
    void policy_ofHeaderOrPage_isHeld(String text, String codes) {
        policy = text;
        List<String> expected = codes.isEmpty() ? List.of() : List.of(codes.split(","));
        assertThat(check("/").stream().map(Finding::code).filter(code -> !code.equals("snippetFound")))
                .containsExactlyElementsOf(expected);
        policy = null;
        if (!text.contains(",")) {
            body = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + text + "\">" + SNIPPET;
            assertThat(check("/").stream().map(Finding::code).filter(code -> !code.equals("snippetFound")))
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void policy_thatKnowsTheNonce_letsItPass() {
        policy = "script-src 'nonce-abc' 'strict-dynamic'";
        body = SNIPPET.replace("defer", "defer nonce=\"abc\"");
        assertThat(check("/")).extracting(Finding::code).containsExactly("snippetFound");
    }

    @Test
    void redirects_areFollowedWithinTheSite_andNoFurther() {
        location = "http://www.example.org:" + port() + "/home";
        Result result = result("http://example.org:" + port() + "/");
        assertThat(result.url()).isEqualTo(location);
        assertThat(result.findings()).extracting(Finding::code).containsExactly("snippetFound");

        asked.clear();
        location = "http://internal.test:" + port() + "/";
        assertThat(check("/")).containsExactly(new Finding("redirectedAway", "internal.test"));
        assertThat(asked).hasSize(1);

        asked.clear();
        location = "/";
        assertThat(check("/")).containsExactly(new Finding("notReachable", "redirects"));
        assertThat(asked).hasSize(4);

        location = "file:///etc/passwd";
        assertThat(check("/")).extracting(Finding::code).containsExactly("redirectedAway");
    }

    @Test
    void page_thatIsNotThere_isNotReachable() throws Exception {
        status = 404;
        assertThat(check("/")).containsExactly(new Finding("notReachable", "status"));
        assertThat(result("http://nowhere.example.org/").findings())
                .containsExactly(new Finding("notReachable", "name"));
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(result("http://example.org:" + free + "/").findings())
                .containsExactly(new Finding("notReachable", "refused"));
    }

    @Test
    void page_whoseServerSpeaksNoTls_isNotReachable() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answer(plain, "HTTP/1.0 400 Bad Request\r\n\r\n"));
            server.start();
            assertThat(result("https://example.org:" + plain.getLocalPort() + "/")
                            .findings())
                    .containsExactly(new Finding("notReachable", "tls"));
        }
    }

    @Test
    void page_thatIsNoHttp_isNotReachable() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answer(plain, "SSH-2.0-OpenSSH_9.2\r\n\r\n"));
            server.start();
            assertThat(result("http://example.org:" + plain.getLocalPort() + "/")
                            .findings())
                    .containsExactly(new Finding("notReachable", "failed"));
        }
    }

    @Test
    void page_thatComesByteByByte_isGivenUp() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> drip(slow));
            server.start();
            assertThat(result("http://example.org:" + slow.getLocalPort() + "/").findings())
                    .containsExactly(new Finding("notReachable", "timeout"));
            server.join();
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket client = server.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until the client has had enough. */
    private static void drip(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.setSoTimeout(100);
            while (true) {
                client.getOutputStream().write('x');
                try {
                    client.getInputStream().read();
                } catch (SocketTimeoutException e) {
                    continue;
                }
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    @Test
    void page_thatNeverComes_isGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(result("http://example.org:" + silent.getLocalPort() + "/")
                            .findings())
                    .containsExactly(new Finding("notReachable", "timeout"));
        }
    }

    @Test
    void page_ofAMegabyteAndMore_isReadAsFarAsThat() {
        body = SNIPPET + "x".repeat(3 << 20);
        assertThat(check("/")).extracting(Finding::code).containsExactly("snippetFound");
        body = "x".repeat(3 << 20) + SNIPPET;
        assertThat(check("/")).extracting(Finding::code).containsExactly("snippetMissing");
    }

    @Test
    void page_onAPrivateAddress_isNeverAsked() {
        LiveCheck check = new LiveCheck(new PageFetch(
                host -> new InetAddress[] {InetAddress.getByName("192.0.43.8"), InetAddress.getLoopbackAddress()},
                PublicAddresses::isPublic));
        assertThat(check.check(URI.create("http://example.org:" + port() + "/"), SITE, Optional.empty(), host -> true)
                        .findings())
                .containsExactly(new Finding("notReachable", "privateAddress"));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1",
            })
    void address_nearby_isNotPublic(String address) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::5"})
    void address_elsewhere_isPublic(String address) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    private List<Finding> check(String path) {
        return result("http://example.org:" + port() + path).findings();
    }

    private Result result(String url) {
        PageFetch fetch = new PageFetch(LiveCheckTest::lookUp, address -> true);
        return new LiveCheck(fetch)
                .check(
                        URI.create(url),
                        SITE,
                        Optional.of(URI.create("https://stats.example.org")),
                        host -> host.equals("example.org") || host.endsWith(".example.org"));
    }

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        if (host.startsWith("nowhere.")) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private int port() {
        return server.getAddress().getPort();
    }
}

package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static polku.collector.CollectorFixture.pageview;

import ch.qos.logback.classic.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.collector.testing.Logged;

/** What a hostile or clumsy client gets. */
class IntakeLimitsTest {
    @TempDir
    static Path data;

    private static CollectorFixture collector;

    @BeforeAll
    static void start() {
        collector = new CollectorFixture(data);
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    @Test
    void gzip_isInflated() throws IOException {
        byte[] packed =
                gzip(pageview("0000000000001001", "https://example.org/").getBytes(StandardCharsets.UTF_8));
        assertThat(post(packed, "gzip").statusCode()).isEqualTo(202);
    }

    @Test
    void gzipBomb_is413() throws IOException {
        assertThat(post(gzip(new byte[50 << 20]), "gzip").statusCode()).isEqualTo(413);
        assertThat(post(gzip(new byte[60_000]), "gzip").statusCode()).isEqualTo(413);
    }

    @Test
    void brokenGzip_is400() throws IOException {
        byte[] packed =
                gzip(pageview("0000000000001002", "https://example.org/").getBytes(StandardCharsets.UTF_8));
        packed[packed.length / 2] ^= 0x55;
        assertThat(post(packed, "gzip").statusCode()).isEqualTo(400);
        assertThat(post(new byte[] {1, 2, 3}, "gzip").statusCode()).isEqualTo(400);
    }

    @Test
    void unknownEncodingTypeOrCharset_is415() {
        assertThat(post(new byte[10], "br").statusCode()).isEqualTo(415);
        for (String type : new String[] {
            "application/x-www-form-urlencoded", "text/plain; charset=latin1", ";;;", ";", ";charset=utf-8"
        }) {
            HttpResponse<String> response = collector.post("/b", "{}", Map.of("Content-Type", type));
            assertThat(response.statusCode()).isEqualTo(415);
        }
        assertThat(collector.count("rejected", "unsupported")).isGreaterThanOrEqualTo(3);
    }

    @Test
    void chunkedBodyBeyondTheLimit_is413() {
        HttpResponse<String> response =
                collector.post("/b", BodyPublishers.ofInputStream(() -> InputStream.nullInputStream()), Map.of());
        assertThat(response.statusCode()).isEqualTo(400);
        byte[] large = new byte[200_000];
        HttpResponse<String> tooLarge = collector.post(
                "/b", BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)), Map.of());
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(tooLarge.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void slowBody_is408_andTheConnectionIsClosed() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", collector.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.setSoTimeout(5000);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("\"status\":408");
        }
        assertThat(collector.count("rejected", "timeout")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "-1\r\n", "fffffffffffffffff\r\n", "\r\n", "2\r\n{}zz\r\n"})
    void chunkThatIsNotFramed_is400_andTheConnectionIsClosed_withoutAWordInTheLog(String chunks) throws IOException {
        double before = collector.count("rejected", "malformed");
        try (Logged logged = new Logged("polku", Level.INFO);
                Socket socket = new Socket("127.0.0.1", collector.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .containsIgnoringCase("connection: close")
                    .contains("\"status\":400");
            assertThat(logged.messages()).isEmpty();
        }
        assertThat(collector.count("rejected", "malformed")).isGreaterThan(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1e-2147483648 | must be between",
                "0e2147483648 | must be between",
                "1e-400 | must be between",
                "1e-99999999999999999999 | must be between",
                "1e400 | holds a number that is not finite",
                "1e2147483648 | holds a number that is not finite"
            })
    void amountBeyondAnyRange_is400_thatTellsTheRange(String amount, String what) {
        HttpResponse<String> response = event("\"revenue\":{\"amount\":" + amount + ",\"currency\":\"EUR\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"detail\":\"items[0].revenue.amount " + what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1e-2147483648 | is out of range",
                "0e2147483648 | is out of range",
                "1e-401 | is out of range",
                "1e2147483648 | holds a number that is not finite"
            })
    void propertyBeyondAnyRange_is400(String number, String what) {
        HttpResponse<String> response = event("\"props\":{\"size\":" + number + "}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"detail\":\"items[0].props.size " + what);
    }

    @Test
    void clientThatResets_isNoErrorOfTheServer() throws IOException {
        try (Logged logged = new Logged("polku", Level.INFO)) {
            for (int i = 0; i < 20; i++) {
                try (Socket socket = new Socket("127.0.0.1", collector.port())) {
                    socket.setSoLinger(true, 0);
                    socket.getOutputStream()
                            .write("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{\"v\":1"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(collector.beacon("{").statusCode()).isEqualTo(400);
            assertThat(collector.count("rejected", "internal")).isZero();
            assertThat(logged.messages()).isEmpty();
        }
    }

    @Test
    void clientThatGoesAway_disturbsNobody() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket("127.0.0.1", collector.port())) {
                socket.getOutputStream()
                        .write("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{\"v\":1"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(collector
                        .beacon(pageview("0000000000001003", "https://example.org/"))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void preflight_allowsKeyedRequestsFromAnyPage() {
        HttpResponse<String> response = collector.send(HttpRequest.newBuilder(collector.uri("/b"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://example.org")
                .header("Access-Control-Request-Method", "POST")
                .build());
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .isPresent();
    }

    @Test
    void tracker_isServedToEverySite_packedWhereThatIsUnderstood_andRevalidated() {
        HttpResponse<String> plain =
                collector.send(HttpRequest.newBuilder(collector.uri("/t.js")).build());
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.body()).contains("window.polku");
        assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(plain.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(plain.headers().firstValue("Cache-Control").orElse("")).contains("max-age");
        HttpResponse<String> head = collector.send(HttpRequest.newBuilder(collector.uri("/t.js"))
                .method("HEAD", BodyPublishers.noBody())
                .build());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(plain.headers().firstValue("Content-Length"));
        HttpResponse<String> known = collector.send(HttpRequest.newBuilder(collector.uri("/t.js"))
                .header("If-None-Match", plain.headers().firstValue("ETag").orElseThrow())
                .build());
        assertThat(known.statusCode()).isEqualTo(304);
        HttpResponse<String> packed = collector.send(HttpRequest.newBuilder(collector.uri("/t.js"))
                .header("Accept-Encoding", "br, gzip")
                .build());
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Vary"))
                .hasValueSatisfying(vary -> assertThat(vary).containsIgnoringCase("accept-encoding"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/i.js", "/e.js", "/v.js", "/c.js"})
    void partOfTheTracker_isServedToEverySite_asAModuleOfAnotherOriginNeeds(String path) {
        HttpResponse<String> part =
                collector.send(HttpRequest.newBuilder(collector.uri(path)).build());
        assertThat(part.statusCode()).isEqualTo(200);
        assertThat(part.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(part.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /b, 'POST, OPTIONS'",
        "PUT, /b, 'POST, OPTIONS'",
        "GET, /api/v1/events, 'POST, OPTIONS'",
        "POST, /t.js, 'GET, HEAD'"
    })
    void otherMethod_is405_thatTellsWhichThereAre(String method, String path, String allow) {
        HttpResponse<String> response = collector.send(HttpRequest.newBuilder(collector.uri(path))
                .method(method, BodyPublishers.noBody())
                .build());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue(allow);
    }

    @Test
    void everyAnswerToATracker_mayBeReadByItsPage_withTheTimeToComeBack() {
        String good = pageview("0000000000001005", "https://example.org/");
        for (HttpResponse<String> response : List.of(
                collector.beacon(good),
                collector.beacon(good),
                collector.beacon("{"),
                collector.beacon(good.replace("k3v9q2xm7abc", "nosuchsite00")),
                collector.beacon(pageview("0000000000001006", "https://evil.example/")),
                collector.post("/b", "{}", Map.of("Content-Type", "text/html")),
                post(new byte[70_000], "identity"),
                collector.events("[]"),
                collector.post("/api/v1/events", "[]", Map.of()),
                collector.send(HttpRequest.newBuilder(collector.uri("/t.js")).build()),
                collector.send(HttpRequest.newBuilder(collector.uri("/b"))
                        .method("OPTIONS", BodyPublishers.noBody())
                        .build()))) {
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(response.toString())
                    .hasValue("*");
            assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
                    .as(response.toString())
                    .hasValue("Retry-After");
        }
    }

    @Test
    void badUtf8_is400() {
        byte[] body = pageview("0000000000001004", "https://example.org/?").getBytes(StandardCharsets.UTF_8);
        for (byte[] bad : new byte[][] {
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xff},
            {(byte) 0xe2, (byte) 0x82}
        }) {
            byte[] broken = body.clone();
            int at = new String(body, StandardCharsets.US_ASCII).indexOf("example");
            System.arraycopy(bad, 0, broken, at, bad.length);
            assertThat(post(broken, "identity").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void mutatedBodies_neverGet5xx() {
        byte[] seed = """
                {"v":1,"site":"k3v9q2xm7abc","id":"8f14e45fceea100e","sentAt":1764547200123,"language":"fi","viewport":[1440,900],
                 "pages":[{"id":"5d41402abc4b2a76","url":"https://example.org/a?utm_source=x","title":"\\u00e4 \\ud83d\\ude00","referrer":"https://www.google.com/"}],
                 "items":[{"type":"pageview","at":1764547199000,"page":0},
                  {"type":"event","at":1764547199500,"page":0,"name":"signup","props":{"plan":"pro","seats":3.5,"b":true},"revenue":{"amount":12.5,"currency":"EUR"}},
                  {"type":"click","at":1,"page":0,"selector":"a","tag":"a","text":"Buy","x":1,"y":2,"pageX":3,"pageY":4,"document":[5,6]},
                  {"type":"engagement","at":2,"page":0,"visible":5000,"active":3200,"depth":430}]}""".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(20261101);
        java.util.concurrent.Semaphore inFlight = new java.util.concurrent.Semaphore(64);
        java.util.concurrent.ConcurrentMap<Integer, Integer> statuses = new java.util.concurrent.ConcurrentHashMap<>();
        io.vertx.core.http.HttpClientAgent client = collector.vertx.createHttpClient(
                new io.vertx.core.http.HttpClientOptions(), new io.vertx.core.http.PoolOptions().setHttp1MaxSize(32));
        int total = 20_000;
        for (int i = 0; i < total; i++) {
            inFlight.acquireUninterruptibly();
            byte[] body = mutate(seed, random);
            client.request(io.vertx.core.http.HttpMethod.POST, collector.port(), "127.0.0.1", "/b")
                    .compose(request -> request.putHeader("User-Agent", CollectorFixture.FIREFOX)
                            .send(io.vertx.core.buffer.Buffer.buffer(body)))
                    .compose(response -> response.body().map(done -> response.statusCode()))
                    .onComplete(result -> {
                        statuses.merge(result.succeeded() ? result.result() : -1, 1, Integer::sum);
                        inFlight.release();
                    });
        }
        inFlight.acquireUninterruptibly(64);
        assertThat(statuses.keySet()).isSubsetOf(202, 400, 401, 403, 404);
        assertThat(statuses.get(400)).isGreaterThan(total / 4);
        assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(total);
        client.close();
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] body = seed.clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(6)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body = java.util.Arrays.copyOf(body, at);
                case 2 -> body = splice(body, at, body, random.nextInt(body.length), random.nextInt(40));
                case 3 ->
                    body = splice(
                            body,
                            at,
                            "1e999,-0,\"\\ud800\",[[{{null".getBytes(StandardCharsets.UTF_8),
                            random.nextInt(20),
                            6);
                case 4 -> body[at] ^= (byte) (1 << random.nextInt(8));
                default -> body = splice(body, at, new byte[0], 0, 0);
            }
            if (body.length == 0) {
                return body;
            }
        }
        return body;
    }

    private static byte[] splice(byte[] into, int at, byte[] from, int start, int length) {
        int count = Math.max(0, Math.min(length, from.length - start));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(into, 0, at);
        out.write(from, Math.min(start, from.length), count);
        out.write(into, at, into.length - at);
        return out.toByteArray();
    }

    /** Sends a custom event with one more member. */
    private static HttpResponse<String> event(String member) {
        return collector.beacon(pageview("0000000000001007", "https://example.org/")
                .replace("\"type\":\"pageview\"", "\"type\":\"event\",\"name\":\"signup\"," + member));
    }

    private static HttpResponse<String> post(byte[] body, String encoding) {
        return collector.post(
                "/b",
                BodyPublishers.ofByteArray(body),
                Map.of("Content-Encoding", encoding, "User-Agent", CollectorFixture.FIREFOX));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}

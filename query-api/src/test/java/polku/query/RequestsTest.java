package polku.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.clickhouse.ClickHouseException.Outcome;
import polku.storage.control.Sites;

/** What every endpoint does with a request that is not as it must be. */
class RequestsTest {
    private static final String SITES = "/api/v1/sites";

    @TempDir
    Path directory;

    private ApiServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<byte[]> malformed() {
        List<byte[]> bodies = new ArrayList<>();
        for (String text : List.of(
                "",
                " ",
                "{",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{\"domain\":\"a.org\"} trailing",
                "{\"domain\":\"a.org\"}{}",
                "{\"domain\":\"a.org\",\"domain\":\"b.org\"}",
                "{'domain':'a.org'}",
                "{\"domain\":NaN}",
                "{\"domain\":\"\\ud800\"}",
                "{\"domain\":\"a\u0001b\"}",
                "{\"domain\":1e999}",
                "{\"domain\":" + "9".repeat(1000) + "}",
                "{\"domain\":" + "[".repeat(10_000) + "}",
                "{\"domain\":" + "{\"a\":".repeat(40) + "1" + "}".repeat(41),
                "{\"__proto__\":1}")) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        bodies.add(
                new byte[] {'{', '"', 'd', 'o', 'm', 'a', 'i', 'n', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'});
        bodies.add(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0});
        return bodies;
    }

    @Test
    void body_thatIsMalformed_isABadRequest() throws Exception {
        server = new ApiServer(directory);
        var request = server.withKey().header("Content-Type", "application/json");
        for (byte[] body : malformed()) {
            HttpResponse<String> answer = request.exchange("POST", SITES, body, HttpResponse.BodyHandlers.ofString());

            String what = new String(body, 0, Math.min(body.length, 60), StandardCharsets.ISO_8859_1);
            assertThat(answer.statusCode()).as(what + ": " + answer.body()).isEqualTo(400);
            ApiContract.check("POST", SITES, null, answer);
            assertThat(ApiServer.json(answer).path("requestId").asText())
                    .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"domain\":\"a.org\",\"domain\":\"b.org\"} | The body is not valid JSON: Duplicate field 'domain' (line 1, column 27).",
                "{\"domain\":\"a.org\"} trailing | There is trailing text after the JSON document (line 1, column 20).",
                "{\"domain\":\"a.org\"}{} | There is trailing text after the JSON document (line 1, column 19).",
                "{\"domain\":\"a.org\" | Unexpected end-of-input",
                "{'domain':1} | was expecting double-quote to start field name (line 1, column 2).",
                "{\"\\ud800\":1} | Broken surrogate pair in field name"
            })
    void body_thatIsMalformed_isToldWhatIsWrongAndWhere(String body, String detail) throws Exception {
        server = new ApiServer(directory);
        HttpResponse<String> answer = server.withKey()
                .header("Content-Type", "application/json")
                .exchange("POST", SITES, body.getBytes(StandardCharsets.UTF_8), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiServer.json(answer).path("detail").asText())
                .contains(detail)
                .doesNotContain("`", "Source", "polku");
    }

    @Test
    void body_ofAnotherMediaType_isUnsupported() throws Exception {
        server = new ApiServer(directory);
        for (String type : List.of(
                "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "nonsense")) {
            assertThat(server.withKey()
                            .header("Content-Type", type)
                            .post(SITES, "{'domain':'a.org'}")
                            .statusCode())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(server.withKey()
                        .header("Content-Type", "application/json; charset=\"UTF-8\"")
                        .post(SITES, "{'domain':'a.org'}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(server.withKey()
                        .header("Content-Encoding", "br")
                        .post(SITES, "{'domain':'b.org'}")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void body_over64Kilobytes_isTooLarge() throws Exception {
        server = new ApiServer(directory);
        String body = "{'domain':'" + "a".repeat(64 * 1024) + "'}";
        assertThat(server.withKey().post(SITES, body).statusCode()).isEqualTo(413);
        // Before anyone is asked who they are.
        assertThat(server.request().post("/api/v1/session", body).statusCode()).isEqualTo(413);
    }

    @Test
    void address_orMethodThatDoesNotExist_isAProblemToo() throws Exception {
        server = new ApiServer(directory);
        assertThat(server.withKey().get("/api/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(server.withKey()
                        .header("Accept", "text/html")
                        .get("/api/v1/nothing")
                        .statusCode())
                .isEqualTo(404);
        for (String method : List.of("POST", "PUT", "DELETE")) {
            assertThat(server.withKey().send(method, "/api/v1/nothing", null).statusCode())
                    .isEqualTo(404);
        }
        assertThat(server.withKey().get("/api/v1/sites/%00%2e%2e%2f").statusCode())
                .isIn(400, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v1/sites, 'GET, HEAD, POST'",
        "GET, /api/v1/sites/k3v9q2xm7abc/query, POST",
        "HEAD, /api/v1/sites/k3v9q2xm7abc/query, POST",
        "POST, /api/v1/sites/k3v9q2xm7abc/realtime, 'GET, HEAD'",
        "PATCH, /api/v1/keys/1, DELETE",
        "POST, /, 'GET, HEAD'",
        "DELETE, /sites/k3v9q2xm7abc/pages, 'GET, HEAD'"
    })
    void method_thatAnAddressDoesNotKnow_isToldWhichItDoes(String method, String path, String allow) throws Exception {
        server = new ApiServer(directory);
        HttpResponse<String> answer =
                server.withKey().exchange(method, path, null, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Allow").orElse("").split(", "))
                .containsExactlyInAnyOrder(allow.split(", "));
    }

    @Test
    void head_isAnsweredLikeGet_withoutTheBody() throws Exception {
        server = new ApiServer(directory);
        for (String path : List.of(SITES, "/api/v1/openapi.json", SITES + "/nosuchsite00", "/", "/missing.js")) {
            var request = server.withKey().header("Accept", "*/*");
            HttpResponse<String> get = request.exchange("GET", path, null, HttpResponse.BodyHandlers.ofString());
            // A body would be read as the beginning of the next answer on the connection.
            String head = server.raw("HEAD " + path + " HTTP/1.1\r\nHost: x\r\nAccept: */*\r\nConnection: close\r\n"
                    + "Authorization: Bearer " + server.key() + "\r\n\r\n");
            assertThat(head)
                    .as(path)
                    .startsWith("HTTP/1.1 " + get.statusCode() + " ")
                    .containsIgnoringCase("content-type: "
                            + get.headers().firstValue("Content-Type").orElseThrow())
                    .containsIgnoringCase("content-length: "
                            + get.headers().firstValue("Content-Length").orElseThrow())
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void question_thatClickHouseDoesNotAnswer_isUnavailable() throws Exception {
        server = new ApiServer(directory);
        String path = SITES + "/" + site() + "/status";

        server.clickHouse.before = failure(0, Outcome.UNKNOWN);
        assertThat(server.withKey().get(path).statusCode()).isEqualTo(503);

        server.clickHouse.before = failure(62, Outcome.REJECTED);
        HttpResponse<String> answer =
                server.withKey().exchange("GET", path, null, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void questions_beyondTheQueue_areRefusedAtOnceAndCounted() throws Exception {
        server = new ApiServer(directory, "POLKU_QUERY_THREADS", "1", "POLKU_QUERY_QUEUE", "1");
        server.clickHouse.row = List.of(42L, 1L);
        String path = SITES + "/" + site() + "/query";
        var request = server.withKey();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        server.clickHouse.before = held(entered, release);
        var threads = Executors.newFixedThreadPool(2);
        try {
            Future<HttpResponse<String>> running = threads.submit(() -> request.post(path, sessions("2026-11-01")));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            Future<HttpResponse<String>> queued = threads.submit(() -> request.post(path, sessions("2026-11-02")));
            await().until(() -> gauge("query") == 1);

            HttpResponse<String> refused = request.post(path, sessions("2026-11-03"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(server.metrics
                            .get("polku.query.pool.refused")
                            .tag("pool", "query")
                            .counter()
                            .count())
                    .isEqualTo(1);
            // Signing in has threads of its own.
            assertThat(server.signIn()).isNotNull();

            release.countDown();
            assertThat(running.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(queued.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        } finally {
            release.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void crowdThatAsksTheSame_waitsWithoutAThreadOrAPlaceInTheQueue() throws Exception {
        server = new ApiServer(directory, "POLKU_QUERY_THREADS", "1", "POLKU_QUERY_QUEUE", "1");
        server.clickHouse.row = List.of(42L, 1L);
        String path = SITES + "/" + site() + "/query";
        var request = server.withKey();
        CountDownLatch release = new CountDownLatch(1);
        server.clickHouse.before = held(new CountDownLatch(1), release);
        var threads = Executors.newFixedThreadPool(50);
        try {
            List<Future<HttpResponse<String>>> crowd = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String question = sessions(i % 2 == 0 ? "2026-11-01" : "2026-11-02");
                crowd.add(threads.submit(() -> request.post(path, question)));
            }
            await().until(() -> gauge("query") == 1);
            // Others pass meanwhile.
            assertThat(request.get(SITES).statusCode()).isEqualTo(200);
            release.countDown();
            for (Future<HttpResponse<String>> one : crowd) {
                assertThat(one.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
        } finally {
            release.countDown();
            threads.shutdownNow();
        }
    }

    private static String sessions(String first) {
        return "{'metrics':['sessions'],'dateRange':{'from':'" + first + "T00:00:00Z','to':'2026-11-04T00:00:00Z'}}";
    }

    private double gauge(String pool) {
        return server.metrics
                .get("polku.query.pool.queued")
                .tag("pool", pool)
                .gauge()
                .value();
    }

    private static Runnable held(CountDownLatch entered, CountDownLatch release) {
        return () -> {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Runnable failure(int code, Outcome outcome) {
        return () -> {
            throw new ClickHouseException(code, outcome, "secret", null);
        };
    }

    private String site() {
        return server.store
                .sites()
                .create(new Sites.Settings("example.org", List.of(), ZoneId.of("UTC"), "EUR"))
                .id();
    }
}

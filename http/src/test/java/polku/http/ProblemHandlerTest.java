package polku.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ProblemHandlerTest {
    private static final Vertx vertx = Vertx.vertx();
    private static final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static HttpServer server;

    @BeforeAll
    static void start() {
        Router router = Router.router(vertx);
        router.route().handler(new RequestIdHandler()).handler(new SecurityHeadersHandler());
        ProblemHandler.install(router);
        router.get("/full")
                .handler(context -> context.fail(new ProblemException(
                        Problem.of(503, "spool-full", "Spool full", "Try again."), Map.of("Retry-After", "7"))));
        router.get("/thrown").handler(context -> {
            throw Problem.badRequest("limit must be at most 1000").asException();
        });
        router.get("/bug").handler(context -> {
            throw new IllegalStateException("jdbc://user:secret@host");
        });
        router.get("/quote").handler(context -> {
            throw Problem.badRequest("not a field: \ud800").asException();
        });
        router.get("/items/:item").handler(context -> context.end(context.pathParam("item")));
        router.route("/items/:item").handler(new AllowedMethods(List.of(HttpMethod.GET, HttpMethod.HEAD)));
        router.get("/status").handler(context -> context.fail(413));
        Router inner = Router.router(vertx);
        inner.get("/bug").handler(context -> context.fail(new NullPointerException("secret")));
        router.route("/inner/*").subRouter(inner);
        server = vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(8192))
                .invalidRequestHandler(ProblemHandler::invalidRequest)
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @Test
    void problemException_passedToFail_isAnsweredWithItsHeaders() throws Exception {
        HttpResponse<String> response = get("/full");
        JsonNode problem = problem(response, 503);
        assertThat(problem.path("type").asText()).isEqualTo("urn:polku:problem:spool-full");
        assertThat(problem.path("title").asText()).isEqualTo("Spool full");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void problemException_thrownByAHandler_isAnsweredAsItSays() throws Exception {
        assertThat(problem(get("/thrown"), 400).path("detail").asText()).isEqualTo("limit must be at most 1000");
    }

    @Test
    void unknownException_isA500ThatTellsNothingInternal() throws Exception {
        HttpResponse<String> response = get("/bug");
        problem(response, 500);
        assertThat(response.body()).doesNotContain("secret").doesNotContain("IllegalState");
    }

    @Test
    void failureInAMountedRouter_isAnsweredToo() throws Exception {
        problem(get("/inner/bug"), 500);
    }

    @Test
    void bareStatusAndUnknownAddress_areProblemsOfTheirStatus() throws Exception {
        problem(get("/status"), 413);
        problem(get("/nowhere"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/items/%zz", "/items/%E0%A4%A", "/items/%", "/%zz?%zz"})
    void pathThatCannotBeDecoded_isABadRequest_andNoErrorOfTheServer(String path) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Content-Type: application/problem+json", "\"status\":400");
        } finally {
            logger.detachAppender(logged);
        }
        assertThat(logged.list).isEmpty();
    }

    @Test
    void otherMethod_is405_thatTellsWhichThereAre() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(address("/items/1")).DELETE().build(), HttpResponse.BodyHandlers.ofString());
        problem(response, 405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void detail_withHalfASurrogatePair_isWrittenAllTheSame() throws Exception {
        assertThat(problem(get("/quote"), 400).path("detail").asText()).isEqualTo("not a field: ?");
    }

    @Test
    void headersTooLong_is431() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address("/full"))
                .header("X-Long", "x".repeat(10_000))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(431);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void everyAnswer_carriesTheSecurityHeaders() throws Exception {
        assertThat(get("/nowhere").headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
        assertThat(get("/nowhere").headers().firstValue("Content-Security-Policy"))
                .isPresent();
    }

    private static JsonNode problem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("requestId").asText())
                .matches("[0-9a-f]{16}")
                .isEqualTo(response.headers().firstValue("X-Request-Id").orElse(""));
        return problem;
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }
}

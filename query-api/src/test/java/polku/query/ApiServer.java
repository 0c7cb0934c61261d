package polku.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import polku.http.ProblemHandler;
import polku.http.RequestIdHandler;
import polku.http.SecurityHeadersHandler;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.config.Environment;
import polku.storage.control.ControlStore;
import polku.storage.control.Role;

/** The query API on a free port, over a control store in a directory; every answer is held against the document. */
final class ApiServer implements AutoCloseable {
    static final String OWNER = "owner@example.org";
    static final String PASSWORD = "correct horse battery";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    final SettableClock clock;
    final FakeClickHouse clickHouse;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final ControlStore store;
    final QueryApi api;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    ApiServer(Path directory, String... environment) {
        this(directory, new SettableClock(), environment);
    }

    ApiServer(Path directory, SettableClock clock, String... environment) {
        this(directory, clock, new FakeClickHouse(), environment);
    }

    /** On a real ClickHouse, which stays the caller's to close. */
    ApiServer(Path directory, ClickHouse clickHouse) {
        this(directory, new SettableClock(), clickHouse);
    }

    /** @param environment names and values by turns */
    ApiServer(Path directory, SettableClock clock, ClickHouse engine, String... environment) {
        this.clock = clock;
        clickHouse = engine instanceof FakeClickHouse fake ? fake : new FakeClickHouse();
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            values.put(environment[i], environment[i + 1]);
        }
        store = ControlStore.open(directory, clock);
        api = new QueryApi(QueryApiConfig.from(new Environment(values)), store, engine, metrics, clock);
        Router router = Router.router(vertx);
        router.route().handler(new RequestIdHandler()).handler(new SecurityHeadersHandler());
        ProblemHandler.install(router);
        api.mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
    }

    /** An API key with all rights. */
    String key() {
        return store.apiKeys()
                .create("all", new polku.storage.control.ApiKeyVerifier.Rights(true, true, true))
                .secret();
    }

    Request withKey() {
        return request().header("Authorization", "Bearer " + key());
    }

    /** Makes the owner and signs in. */
    Session signIn() throws Exception {
        if (store.users().find(OWNER).isEmpty()) {
            api.accounts().create(OWNER, Role.OWNER, PASSWORD);
        }
        return signIn(OWNER);
    }

    Session signIn(String email) throws Exception {
        HttpResponse<String> response =
                request().post("/api/v1/session", "{'email':'" + email + "','password':'" + PASSWORD + "'}");
        if (response.statusCode() != 200) {
            throw new AssertionError("sign-in: " + response.statusCode() + " " + response.body());
        }
        return new Session(cookie(response), json(response).path("csrfToken").asText());
    }

    /** @param cookie name=value */
    record Session(String cookie, String csrf) {}

    Request with(Session session) {
        return request().header("Cookie", session.cookie()).header("X-Polku-Csrf", session.csrf());
    }

    Request request() {
        return new Request(new HashMap<>());
    }

    /** Sends bytes as they are, and reads until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String cookie(HttpResponse<String> response) {
        String set = response.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    /** Stops as the server does: what is under way may end first. */
    void shutdown() {
        server.shutdown(5, java.util.concurrent.TimeUnit.SECONDS).await();
    }

    @Override
    public void close() {
        server.close().await();
        api.close();
        store.close();
        vertx.close().await();
    }

    /** Bodies may be written with single quotes. */
    final class Request {
        private final Map<String, String> headers;

        private Request(Map<String, String> headers) {
            this.headers = headers;
        }

        Request header(String name, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Request(more);
        }

        Request without(String name) {
            Map<String, String> fewer = new HashMap<>(headers);
            fewer.remove(name);
            return new Request(fewer);
        }

        HttpResponse<String> get(String path) throws Exception {
            return send("GET", path, null);
        }

        HttpResponse<String> delete(String path) throws Exception {
            return send("DELETE", path, null);
        }

        HttpResponse<String> post(String path, String body) throws Exception {
            return header("Content-Type", headers.getOrDefault("Content-Type", "application/json"))
                    .send("POST", path, body.replace('\'', '"'));
        }

        HttpResponse<String> patch(String path, String body) throws Exception {
            return header("Content-Type", "application/json").send("PATCH", path, body.replace('\'', '"'));
        }

        HttpResponse<String> send(String method, String path, String body) throws Exception {
            HttpResponse<String> response = exchange(
                    method,
                    path,
                    body == null ? null : body.getBytes(StandardCharsets.UTF_8),
                    HttpResponse.BodyHandlers.ofString());
            if (path.startsWith("/api/")) {
                ApiContract.check(method, path, body, response);
            }
            return response;
        }

        <T> HttpResponse<T> exchange(String method, String path, byte[] body, HttpResponse.BodyHandler<T> handler)
                throws Exception {
            URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(Arrays.copyOf(body, body.length)));
            headers.forEach(builder::header);
            return CLIENT.send(builder.build(), handler);
        }
    }
}

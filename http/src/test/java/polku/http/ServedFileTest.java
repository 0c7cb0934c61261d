package polku.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServedFileTest {
    private static final byte[] CONTENT = "the same again ".repeat(100).getBytes(StandardCharsets.UTF_8);
    private static final Vertx vertx = Vertx.vertx();
    private static final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static HttpServer server;

    @BeforeAll
    static void start() {
        ServedFile file = new ServedFile("text/plain", CONTENT);
        ServedFile small = new ServedFile("text/plain", new byte[] {1});
        server = vertx.createHttpServer()
                .requestHandler(request -> (request.path().equals("/small") ? small : file).answer(request))
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, gzip;q=0.5", "gzip;q=1.0, identity"})
    void answer_whereGzipIsAccepted_isPacked(String accepted) throws Exception {
        HttpResponse<byte[]> answer = get("/", "Accept-Encoding", accepted);

        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                .isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br", "gzip; q=0", "gzip;q=0.0"})
    void answer_whereGzipIsNot_isPlain(String accepted) throws Exception {
        HttpResponse<byte[]> answer = get("/", "Accept-Encoding", accepted);

        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(CONTENT);
    }

    @Test
    void answer_ofWhatGzipMakesLonger_isPlain() throws Exception {
        assertThat(get("/small", "Accept-Encoding", "gzip").body()).containsExactly(1);
    }

    @Test
    void answer_toWhoHasTheFile_isEmpty_butNotToWhoHasItPackedOtherwise() throws Exception {
        String tag = get("/", "X-Other", "").headers().firstValue("ETag").orElseThrow();

        assertThat(get("/", "If-None-Match", "\"other\", " + tag).statusCode()).isEqualTo(304);
        assertThat(get("/", "If-None-Match", "W/" + tag).statusCode()).isEqualTo(304);
        assertThat(get("/", "If-None-Match", tag.replace("\"", "") + "-gzip").statusCode())
                .isEqualTo(200);
    }

    @Test
    void answer_toHead_saysTheLengthOnly() throws Exception {
        HttpResponse<byte[]> answer =
                send(HttpRequest.newBuilder(uri("/")).method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(CONTENT.length);
        assertThat(answer.body()).isEmpty();
    }

    private static HttpResponse<byte[]> get(String path, String header, String value) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).header(header, value));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }
}

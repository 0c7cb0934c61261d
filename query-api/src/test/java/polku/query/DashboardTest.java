package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardTest {
    @TempDir
    Path directory;

    private ApiServer server;

    @BeforeEach
    void start() {
        server = new ApiServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/setup", "/sites/k3v9q2xm7abc/pages"})
    void page_isServedWhereverTheDashboardMayBe(String path) throws Exception {
        HttpResponse<String> answer =
                server.request().header("Accept", "text/html,*/*;q=0.8").get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("test page");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    }

    @Test
    void page_thatTheBrowserHas_isNotSentAgain() throws Exception {
        String tag = server.request().get("/").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> answer =
                server.request().header("If-None-Match", tag).get("/");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void asset_isKeptForAYearAndCompressed() throws Exception {
        String path = "/assets/app-abc123.js";
        HttpResponse<String> plain = server.request().get(path);
        HttpResponse<byte[]> compressed = server.request()
                .header("Accept-Encoding", "gzip, br")
                .exchange("GET", path, null, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(plain.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(compressed.body().length).isLessThan(plain.body().length() / 4);
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/missing.js",
                "/favicon.png",
                "/assets",
                "/..%2f..%2fpolku%2fquery%2fopenapi%2fopenapi.json",
                "/../query/openapi/openapi.json",
                "/.hidden.js",
                "/assets/../../query/openapi/openapi.json",
                "/QueryApi.class"
            })
    void anythingElse_isNotFound(String path) throws Exception {
        HttpResponse<String> answer = server.request().header("Accept", "*/*").get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}

package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polku.storage.control.PageTokens.Grant;
import polku.storage.control.PageTokens.Purpose;
import polku.storage.control.ReplayRules;
import polku.storage.control.ReplayRules.Start;

/** The contract that tracker and collector share: every example body gets the answer that it names. */
class ProtocolExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "tracker-js", "protocol", "examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path data;

    @TempDir
    static Path dataOfLookedAt;

    @TempDir
    static Path dataOfRecorded;

    private static CollectorFixture collector;
    private static CollectorFixture lookedAt;
    private static CollectorFixture recorded;

    @BeforeAll
    static void start() {
        collector = new CollectorFixture(data);
        lookedAt = new CollectorFixture(dataOfLookedAt, CollectorFixture.LOOKED_AT);
        ReplayRules everybody = new ReplayRules(true, false, 1, Start.AT_ONCE, 0, 1_440, 100, false, 30, 100);
        recorded = new CollectorFixture(dataOfRecorded, CollectorFixture.recorded(everybody));
    }

    @AfterAll
    static void stop() {
        collector.close();
        lookedAt.close();
        recorded.close();
    }

    static Stream<Path> validSighting() throws IOException {
        return Files.list(EXAMPLES.resolve("sightings/valid")).sorted();
    }

    static Stream<Path> invalidSighting() throws IOException {
        return Files.list(EXAMPLES.resolve("sightings/invalid")).sorted();
    }

    @ParameterizedTest
    @MethodSource
    void validSighting(Path example) throws IOException {
        String body = Files.readString(example);
        HttpResponse<String> response =
                see(body, example.getFileName().toString().startsWith("keyed-"));
        boolean recorded = JSON.readTree(body).has("snapshot");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(recorded ? 202 : 200);
        assertThat(response.body()).contains(recorded ? "\"accepted\":1" : "\"mask\":\"personal\"");
    }

    @ParameterizedTest
    @MethodSource
    void invalidSighting(Path example) throws IOException {
        JsonNode node = JSON.readTree(Files.readString(example));
        HttpResponse<String> response = see(node.path("body").asText(), false);
        assertThat(response.statusCode())
                .as(node.path("why").asText() + ": " + response.body())
                .isEqualTo(node.path("status").asInt());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private static HttpResponse<String> see(String body, boolean keyed) {
        lookedAt.ahead.addAndGet(1);
        long visitor = lookedAt.ahead.get();
        String token = lookedAt.tokens.sign(
                new Grant(Purpose.LOOK, CollectorFixture.SITE.id(), visitor, "example.org", "/shop", "desktop"));
        // each its own version, so that no example makes another's known
        String sent = body.replace("TOKEN", token).replace("00ff00ff00ff00ff", "%016x".formatted(visitor));
        return lookedAt.post("/s", sent, headers(keyed));
    }

    static Stream<Path> validChunk() throws IOException {
        return Files.list(EXAMPLES.resolve("chunks/valid")).sorted();
    }

    static Stream<Path> invalidChunk() throws IOException {
        return Files.list(EXAMPLES.resolve("chunks/invalid")).sorted();
    }

    @ParameterizedTest
    @MethodSource
    void validChunk(Path example) throws IOException {
        HttpResponse<String> response = record(
                Files.readString(example), example.getFileName().toString().startsWith("keyed"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
    }

    @ParameterizedTest
    @MethodSource
    void invalidChunk(Path example) throws IOException {
        JsonNode node = JSON.readTree(Files.readString(example));
        HttpResponse<String> response = record(node.path("body").asText(), false);
        assertThat(response.statusCode())
                .as(node.path("why").asText() + ": " + response.body())
                .isEqualTo(node.path("status").asInt());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private static HttpResponse<String> record(String body, boolean keyed) {
        String token = recorded.tokens.sign(new Grant(Purpose.REPLAY, CollectorFixture.SITE.id(), 1, "", "", ""));
        // each its own document, so that no example is another's repetition
        String document = "%016x".formatted(recorded.ahead.addAndGet(1));
        String sent = body.replace("TOKEN", token).replace("00ff00ff00ff00ff", document);
        return recorded.post("/r", sent, headers(keyed));
    }

    static Stream<Path> valid() throws IOException {
        return Files.list(EXAMPLES.resolve("valid")).sorted();
    }

    static Stream<Path> invalid() throws IOException {
        return Files.list(EXAMPLES.resolve("invalid")).sorted();
    }

    @ParameterizedTest
    @MethodSource
    void valid(Path example) throws IOException {
        String body = Files.readString(example);
        HttpResponse<String> response =
                send(body, example.getFileName().toString().startsWith("keyed-"));
        int items = JSON.readTree(body).path("items").size();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":" + items + ",\"dropped\":0}");
    }

    @ParameterizedTest
    @MethodSource
    void invalid(Path example) throws IOException {
        JsonNode node = JSON.readTree(Files.readString(example));
        HttpResponse<String> response = send(node.path("body").asText(), false);
        assertThat(response.statusCode())
                .as(node.path("why").asText() + ": " + response.body())
                .isEqualTo(node.path("status").asInt());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    private static HttpResponse<String> send(String body, boolean keyed) {
        return collector.post("/b", body, headers(keyed));
    }

    private static Map<String, String> headers(boolean keyed) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "text/plain;charset=UTF-8");
        headers.put("User-Agent", CollectorFixture.FIREFOX);
        if (keyed) {
            headers.put("Authorization", "Bearer " + CollectorFixture.KEY);
        }
        return headers;
    }
}

package polku.load.queries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import polku.load.Http;
import polku.load.ServerProcess;

/** {@code ./polku demo} in a process of its own, filled, with the shop's visitors of the present still coming. */
final class DemoUnderTest implements AutoCloseable {
    private static final Duration LONGEST_FILLING = Duration.ofMinutes(10);

    private final String key = "polku_bench_" + UUID.randomUUID();
    private final int port = ServerProcess.freePort();
    private final Path log;
    private final ServerProcess process;
    private final String site;

    /** @param home where Polku is built; {@code directory} takes its data and its log */
    DemoUnderTest(Path home, Path directory) {
        log = directory.resolve("demo.log");
        String path = home.resolve("server/target/classes") + File.pathSeparator + home.resolve("server/target/lib/*");
        process = ServerProcess.start(
                List.of("java", "-Xmx1g", "-cp", path, "polku.server.Main", "demo"),
                Map.of(
                        "POLKU_HOME", home.toString(),
                        "POLKU_PORT", Integer.toString(port),
                        "POLKU_MANAGEMENT_PORT", Integer.toString(ServerProcess.freePort()),
                        "POLKU_DEMO_PORT", Integer.toString(ServerProcess.freePort()),
                        "POLKU_DATA_DIR", directory.resolve("demo").toString(),
                        "POLKU_API_KEY", key,
                        "POLKU_LOG_LEVEL", "WARN"),
                log);
        try {
            process.awaitReady("the demo", LONGEST_FILLING, this::isFilled);
            site = get("/api/v1/sites").get("sites").get(0).get("id").asText();
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private boolean isFilled() {
        try {
            return Files.readString(log).contains("Dashboard  ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    QueryDoor door() {
        return new QueryDoor(port, site, key);
    }

    List<String> goals() {
        List<String> goals = new ArrayList<>();
        get("/api/v1/sites/" + site + "/goals")
                .get("goals")
                .forEach(goal -> goals.add(goal.get("id").asText()));
        return goals;
    }

    private JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key)
                .build();
        try {
            HttpResponse<String> response = Http.send(request);
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
            }
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

package polku.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A built Polku in a process of its own on a fresh data directory, with one site. */
final class PolkuUnderTest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String key = "polku_bench_" + UUID.randomUUID();
    private final int port = ServerProcess.freePort();
    private final int managementPort = ServerProcess.freePort();
    private final Path home;
    private final Path directory;
    private ServerProcess process;
    private final String site;

    /** @param home where Polku is built; {@code directory} takes its data and its log */
    PolkuUnderTest(Path home, Path directory) {
        this.home = home;
        this.directory = directory;
        process = start();
        site = call("POST", "/api/v1/sites", "{\"domain\":\"bench.example\",\"timezone\":\"UTC\"}")
                .get("id")
                .asText();
    }

    private ServerProcess start() {
        String path = home.resolve("server/target/classes") + File.pathSeparator + home.resolve("server/target/lib/*");
        ServerProcess started = ServerProcess.start(
                List.of("java", "-cp", path, "polku.server.Main", "serve"),
                Map.of(
                        "POLKU_HOME", home.toString(),
                        "POLKU_PORT", Integer.toString(port),
                        "POLKU_MANAGEMENT_PORT", Integer.toString(managementPort),
                        "POLKU_DATA_DIR", directory.resolve("data").toString(),
                        "POLKU_API_KEY", key,
                        "POLKU_TRUSTED_PROXIES", "127.0.0.1",
                        "POLKU_LOG_LEVEL", "WARN"),
                directory.resolve("polku.log"));
        started.awaitReady("Polku", Duration.ofSeconds(60), this::isReady);
        return started;
    }

    /** Starts again on the same data, after the process was killed. */
    void restart() {
        process = start();
    }

    ServerProcess process() {
        return process;
    }

    int port() {
        return port;
    }

    String site() {
        return site;
    }

    /** The site's total of one metric, with one page only where {@code page} is not empty. */
    long total(String metric, String page) {
        String filters = page.isEmpty() ? "[]" : "[[\"is\",\"page\",[\"" + page + "\"]]]";
        JsonNode answer = call(
                "POST",
                "/api/v1/sites/" + site + "/query",
                "{\"metrics\":[\"" + metric
                        + "\"],\"dateRange\":{\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2100-01-01T00:00:00Z\"},"
                        + "\"filters\":" + filters + "}");
        return answer.get("totals").get(0).asLong();
    }

    /** How often each page was viewed, for all pages of the site. */
    Map<String, Long> pageviewsByPage() {
        Map<String, Long> pageviews = new HashMap<>();
        String cursor = "null";
        do {
            JsonNode answer = call(
                    "POST",
                    "/api/v1/sites/" + site + "/query",
                    "{\"metrics\":[\"pageviews\"],\"dimensions\":[\"page\"],\"limit\":1000,\"cursor\":" + cursor
                            + ",\"dateRange\":{\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2100-01-01T00:00:00Z\"}}");
            for (JsonNode row : answer.get("rows")) {
                pageviews.merge(
                        row.get("dimensions").get(0).asText(),
                        row.get("metrics").get(0).asLong(),
                        Long::sum);
            }
            cursor = answer.get("meta").get("nextCursor").toString();
        } while (!cursor.equals("null"));
        return pageviews;
    }

    /** Posts one beacon with the key, which may set past times and the visitor. */
    void post(String body) {
        send("POST", "/b", body, 202);
    }

    /** Sends server-side events, each a JSON object. */
    void postEvents(List<String> events) {
        send("POST", "/api/v1/events", "[" + String.join(",", events) + "]", 202);
    }

    private JsonNode call(String method, String path, String body) {
        try {
            return JSON.readTree(send(method, path, body, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(String method, String path, String body, int expected) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            int status = response.statusCode();
            if (expected == 0 ? status / 100 != 2 : status != expected) {
                throw new IllegalStateException(method + " " + path + " answered " + status + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Returns when all that was accepted is in ClickHouse; at the latest after {@code most}. */
    void awaitDrained(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (metric("polku_spool_rows") > 0 && System.nanoTime() < end) {
            ServerProcess.pause(100);
        }
    }

    /** A figure of the server's, by its name with its labels if it has any. */
    double metric(String name) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findAny()
                    .orElseThrow(() -> new IllegalStateException("the server has no metric " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

package polku.load;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A built Polku in a process of its own with one site, and on a fresh data directory unless there is one. */
public final class PolkuUnderTest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL_TIMES =
            "\"dateRange\":{\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2100-01-01T00:00:00Z\"}";

    private final String key;
    private final int port = ServerProcess.freePort();
    private final int managementPort = ServerProcess.freePort();
    private final Path home;
    private final Path directory;
    private final Settings settings;
    private ServerProcess process;
    private final String site;

    /**
     * @param java options of the Java machine
     * @param environment beside what every server under test gets
     * @param domain of its site
     */
    public record Settings(List<String> java, Map<String, String> environment, String domain) {
        /** As {@code ./polku serve} runs it. */
        public static final Settings PLAIN = new Settings(
                List.of(System.getenv()
                        .getOrDefault("POLKU_JAVA_OPTIONS", "-Xmx1g")
                        .split(" ")),
                Map.of(),
                "bench.example");

        public Settings with(String name, String value) {
            Map<String, String> more = new HashMap<>(environment);
            more.put(name, value);
            return new Settings(java, more, domain);
        }

        /** With a ClickHouse of its own. */
        public Settings on(EngineUnderTest engine) {
            return with("POLKU_CLICKHOUSE_URL", "http://127.0.0.1:" + engine.port())
                    .with("POLKU_CLICKHOUSE_PASSWORD", EngineUnderTest.PASSWORD);
        }
    }

    /** @param home where Polku is built; {@code directory} takes its data and its log */
    public PolkuUnderTest(Path home, Path directory) {
        this(home, directory, Settings.PLAIN);
    }

    public PolkuUnderTest(Path home, Path directory, Settings settings) {
        this(home, directory, settings, "polku_bench_" + UUID.randomUUID(), null);
    }

    private PolkuUnderTest(Path home, Path directory, Settings settings, String key, @Nullable String site) {
        this.home = home;
        this.directory = directory;
        this.settings = settings;
        this.key = key;
        process = start();
        awaitReady();
        this.site = site == null ? findOrCreateSite() : site;
    }

    /**
     * Another server with the same settings and on the same ClickHouse, for the same sites: it has this one's control store
     * (and with it the salts of visitor ids), and a spool of its own in {@code another}.
     */
    public PolkuUnderTest beside(Path another) throws IOException {
        Path data = Files.createDirectories(another.resolve("data"));
        Files.createSymbolicLink(data.resolve("control.db"), dataDirectory().resolve("control.db"));
        return new PolkuUnderTest(home, another, settings, key, site);
    }

    /** Data that were there before have their site. */
    private String findOrCreateSite() {
        for (JsonNode known : call("GET", "/api/v1/sites", "").get("sites")) {
            if (known.get("domain").asText().equals(settings.domain())) {
                return known.get("id").asText();
            }
        }
        return call("POST", "/api/v1/sites", "{\"domain\":\"" + settings.domain() + "\",\"timezone\":\"UTC\"}")
                .get("id")
                .asText();
    }

    private ServerProcess start() {
        String path = home.resolve("server/target/classes") + File.pathSeparator + home.resolve("server/target/lib/*");
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(settings.java());
        command.addAll(List.of("-cp", path, "polku.server.Main", "serve"));
        Map<String, String> environment = new HashMap<>(Map.of(
                "POLKU_HOME", home.toString(),
                "POLKU_PORT", Integer.toString(port),
                "POLKU_MANAGEMENT_PORT", Integer.toString(managementPort),
                "POLKU_DATA_DIR", dataDirectory().toString(),
                "POLKU_API_KEY", key,
                "POLKU_TRUSTED_PROXIES", "127.0.0.1",
                "POLKU_LOG_LEVEL", "WARN"));
        environment.putAll(settings.environment());
        return ServerProcess.start(command, environment, log());
    }

    private void awaitReady() {
        process.awaitReady("Polku", Duration.ofSeconds(60), this::isReady);
    }

    /** Starts again on the same data, after the process was killed. */
    public void restart() {
        restartWithoutWaiting();
        awaitReady();
    }

    /** The same; returns while it is on its way up. */
    public void restartWithoutWaiting() {
        process = start();
    }

    public ServerProcess process() {
        return process;
    }

    public int port() {
        return port;
    }

    public String site() {
        return site;
    }

    /** With every right. */
    public String key() {
        return key;
    }

    public Path dataDirectory() {
        return directory.resolve("data");
    }

    public Path log() {
        return directory.resolve("polku.log");
    }

    /** All figures of the management port, by name with labels as printed. */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new HashMap<>();
        String text = get(managementPort, "/metrics").body();
        for (String line : text.lines().toList()) {
            int space = line.lastIndexOf(' ');
            if (!line.startsWith("#") && space > 0) {
                metrics.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
            }
        }
        return metrics;
    }

    /** The site's total of one metric, with one page only where {@code page} is not empty. */
    public long total(String metric, String page) {
        String filters = page.isEmpty() ? "[]" : "[[\"is\",\"page\",[\"" + page + "\"]]]";
        JsonNode answer = call(
                "POST",
                "/api/v1/sites/" + site + "/query",
                "{\"metrics\":[\"" + metric + "\"]," + ALL_TIMES + ",\"filters\":" + filters + "}");
        return answer.get("totals").get(0).asLong();
    }

    /** The site's totals of these metrics, in their order. */
    public List<Double> totals(List<String> metrics) {
        JsonNode answer = call(
                "POST",
                "/api/v1/sites/" + site + "/query",
                "{\"metrics\":[\"" + String.join("\",\"", metrics) + "\"]," + ALL_TIMES + "}");
        List<Double> totals = new ArrayList<>();
        answer.get("totals").forEach(total -> totals.add(total.asDouble()));
        return totals;
    }

    /** A metric that counts, by each value of a dimension. */
    public Map<String, Long> by(String dimension, String metric) {
        Map<String, Long> counts = new HashMap<>();
        String cursor = "null";
        do {
            JsonNode answer = call(
                    "POST",
                    "/api/v1/sites/" + site + "/query",
                    "{\"metrics\":[\"" + metric + "\"],\"dimensions\":[\"" + dimension
                            + "\"],\"limit\":1000,\"cursor\":" + cursor + "," + ALL_TIMES + "}");
            for (JsonNode row : answer.get("rows")) {
                counts.merge(
                        row.get("dimensions").get(0).asText(),
                        row.get("metrics").get(0).asLong(),
                        Long::sum);
            }
            cursor = answer.get("meta").get("nextCursor").toString();
        } while (!cursor.equals("null"));
        return counts;
    }

    /** Posts one beacon with the key, which may set past times and the visitor. */
    public void post(String body) {
        send("POST", "/b", body, 202);
    }

    /** Sends server-side events, each a JSON object. */
    public void postEvents(List<String> events) {
        send("POST", "/api/v1/events", "[" + String.join(",", events) + "]", 202);
    }

    /** A call of the query API with the key; a status that is not 2xx is an exception. */
    public JsonNode call(String method, String path, String body) {
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
        HttpResponse<String> response = Http.send(request);
        int status = response.statusCode();
        if (expected == 0 ? status / 100 != 2 : status != expected) {
            throw new IllegalStateException(method + " " + path + " answered " + status + ": " + response.body());
        }
        return response.body();
    }

    /** Returns when all that was accepted is in ClickHouse; at the latest after {@code most}. */
    public void awaitDrained(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (metric("polku_spool_rows") > 0 && System.nanoTime() < end) {
            ServerProcess.pause(100);
        }
    }

    /** A figure of the server's, by its name with its labels if it has any. */
    public double metric(String name) {
        Double figure = metrics().get(name);
        if (figure == null) {
            throw new IllegalStateException("the server has no metric " + name);
        }
        return figure;
    }

    /** Whether it says that it can take traffic and answer questions. */
    public boolean isReady() {
        try {
            return get(managementPort, "/health/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(int from, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + from + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return Http.send(request);
    }

    @Override
    public void close() {
        process.close();
    }
}

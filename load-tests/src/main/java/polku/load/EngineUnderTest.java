package polku.load;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** ClickHouse in a process of its own, as an owner's own server would be. */
public final class EngineUnderTest implements AutoCloseable {
    public static final String PASSWORD = "under test";
    /** What the embedded one takes on a machine of 8 GB and more. */
    public static final int USUAL_MEGABYTES = 4096;

    private static final long CACHE_BYTES = 128L << 20; // all as the embedded one has by itself

    private static final Duration LONGEST_MERGING = Duration.ofMinutes(10);
    private static final int STILL_SECONDS = 5;

    private final Path home;
    private final Path directory;
    private final int memoryMegabytes;
    private final int port = ServerProcess.freePort();
    private ServerProcess process;

    /**
     * @param home where Polku is built; {@code directory} takes its data and its log
     * @param memoryMegabytes all that it may allocate
     */
    public EngineUnderTest(Path home, Path directory, int memoryMegabytes) throws IOException {
        this.home = home;
        this.directory = directory;
        this.memoryMegabytes = memoryMegabytes;
        process = start();
    }

    private ServerProcess start() throws IOException {
        String path = home.resolve("server/target/classes") + File.pathSeparator + home.resolve("server/target/lib/*");
        ServerProcess started = ServerProcess.start(
                List.of(
                        "java",
                        "-Xmx128m",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        path,
                        "polku.storage.engine.EngineMain"),
                Map.of("TZ", "UTC"),
                directory.resolve("engine.log"));
        Properties settings = new Properties();
        settings.setProperty("directory", directory.resolve("clickhouse").toString());
        settings.setProperty("library", library().toString());
        settings.setProperty(
                "options",
                String.join(
                        " ",
                        "--max_server_memory_usage=" + ((long) memoryMegabytes << 20),
                        "--mark_cache_size=" + CACHE_BYTES / 2,
                        "--index_mark_cache_size=" + CACHE_BYTES / 4,
                        "--primary_index_cache_size=" + CACHE_BYTES / 4));
        settings.setProperty("port", Integer.toString(port));
        settings.setProperty("connections", "8");
        settings.setProperty("queue", "64");
        settings.setProperty("user", "default");
        settings.setProperty("password", PASSWORD);
        StringWriter text = new StringWriter();
        settings.store(text, null);
        OutputStream input = started.input();
        input.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        started.awaitReady("ClickHouse", Duration.ofSeconds(30), this::answers);
        return started;
    }

    private Path library() throws IOException {
        try (Stream<Path> files = Files.find(
                home.resolve("storage/native/node_modules").toRealPath(),
                4,
                (file, attributes) -> file.getFileName().toString().startsWith("libchdb."))) {
            return files.findFirst()
                    .orElseThrow(() -> new IllegalStateException("no engine library: run ./polku build"));
        }
    }

    public int port() {
        return port;
    }

    public ServerProcess process() {
        return process;
    }

    /** {@code kill -9}, then the same again on the same data. */
    public void killAndStart() throws IOException {
        process.kill();
        process = start();
    }

    private boolean answers() {
        HttpRequest ping = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ping"))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            return Http.send(ping).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Returns when ClickHouse has nothing more to merge by itself; at the latest after ten minutes. */
    public void awaitMerged() {
        System.out.println("› Waiting until ClickHouse has no more to merge");
        long end = System.nanoTime() + LONGEST_MERGING.toNanos();
        int still = 0;
        while (still < STILL_SECONDS && System.nanoTime() < end) {
            ServerProcess.pause(1000);
            still = run("SELECT count() FROM system.merges").equals("0") ? still + 1 : 0;
        }
    }

    /** Runs a statement and gives its answer as tab-separated text. */
    public String run(String sql) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/?database=polku&wait_end_of_query=1"))
                .header("X-ClickHouse-User", "default")
                .header("X-ClickHouse-Key", PASSWORD)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        HttpResponse<String> response = Http.send(request);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(sql + ": " + response.body());
        }
        return response.body().strip();
    }

    @Override
    public void close() {
        try {
            process.input().close(); // tells it to stop
        } catch (IOException e) {
            process.kill();
        }
        process.close();
    }
}

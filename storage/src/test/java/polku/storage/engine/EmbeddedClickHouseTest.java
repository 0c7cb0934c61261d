package polku.storage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.ClickHouseConfig;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;

/** The child process: its life, its death, and its limits. */
class EmbeddedClickHouseTest {
    @TempDir
    Path directory;

    @Test
    void childKilled_isStartedAgainForTheSameClients() throws IOException {
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.start(config());
                HttpClickHouse clickhouse = new HttpClickHouse(engine.config("default"))) {
            clickhouse.execute("CREATE TABLE kept (n UInt8) ENGINE = MergeTree ORDER BY n", Map.of());
            byte[] row = {7};
            clickhouse.insert("kept", row, 0, 1, "before");
            assertThat(kept(clickhouse)).containsExactly(7);
            ClickHouseConfig before = engine.config();
            long first = engine.pid();

            signal("KILL", first);

            await().atMost(Duration.ofSeconds(30)).until(() -> engine.pid() != first && clickhouse.isUp());
            assertThat(engine.config()).isEqualTo(before);
            assertThat(kept(clickhouse)).containsExactly(7);
            row[0] = 8;
            clickhouse.insert("kept", row, 0, 1, "after");
            assertThat(kept(clickhouse)).containsExactly(7, 8);
        }
    }

    @Test
    void childThatHangs_isKilledAndStartedAgain() throws IOException {
        EngineConfig impatient = EngineConfig.from(environment("POLKU_ENGINE_PATIENCE_SECONDS", "2"), directory);
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.start(impatient);
                HttpClickHouse clickhouse = new HttpClickHouse(engine.config("default"))) {
            clickhouse.execute("CREATE TABLE kept (n UInt8) ENGINE = MergeTree ORDER BY n", Map.of());
            clickhouse.insert("kept", new byte[] {7}, 0, 1, "before");
            long first = engine.pid();

            signal("STOP", first);

            await().atMost(Duration.ofSeconds(30)).until(() -> engine.pid() != first && clickhouse.isUp());
            assertThat(isRunning(first)).isFalse();
            assertThat(kept(clickhouse)).containsExactly(7);
        }
    }

    @Test
    void childThatPausesForAMoment_isLeftAlone() throws IOException {
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.start(config());
                HttpClickHouse clickhouse = new HttpClickHouse(engine.config("default"))) {
            long pid = engine.pid();
            signal("STOP", pid);
            assertThat(clickhouse.isUp()).isFalse();
            signal("CONT", pid);
            await().until(clickhouse::isUp);
            assertThat(engine.pid()).isEqualTo(pid);
        }
    }

    @Test
    void stop_whileItHangs_isQuickAndSaysSo() throws IOException {
        EmbeddedClickHouse engine = EmbeddedClickHouse.start(config());
        signal("STOP", engine.pid());
        long start = System.nanoTime();
        assertThatThrownBy(engine::close).hasMessage("the ClickHouse engine hung and had to be killed");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(isRunning(engine.pid())).isFalse();
    }

    @Test
    void stop_idle_isQuickAndClean() throws InterruptedException {
        EngineProcess child = EngineProcess.start(config(), "default", "secret");
        int port = child.awaitReady();
        Curl curl = new Curl(
                new ClickHouseConfig(URI.create("http://127.0.0.1:" + port), "default", "secret", "default", 1));
        assertThat(curl.post("", "CREATE TABLE kept (n UInt8) ENGINE = MergeTree ORDER BY n")
                        .status())
                .isEqualTo(200);
        assertThat(curl.post("INSERT INTO kept FORMAT CSV", "1\n2\n").status()).isEqualTo(200);
        long start = System.nanoTime();
        assertThat(child.stop()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void stop_whileAQueryRuns_endsAllTheSame() throws InterruptedException {
        EngineProcess child = EngineProcess.start(config(), "default", "secret");
        int port = child.awaitReady();
        ClickHouseConfig config =
                new ClickHouseConfig(URI.create("http://127.0.0.1:" + port), "default", "secret", "default", 1);
        CompletableFuture<Void> query = CompletableFuture.runAsync(
                () -> new Curl(config).get("SELECT sleepEachRow(1) FROM numbers(60) FORMAT Null", "max_block_size=1"));
        await().until(() -> new Curl(config)
                .get(
                        "SELECT count() FROM system.processes WHERE query LIKE '%numbers(60)%' AND query NOT LIKE '%processes%'")
                .text()
                .equals("1\n"));
        long start = System.nanoTime();
        child.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(11));
        query.join();
    }

    @Test
    void signalsForTheWholeGroup_areLeftToTheParent() throws IOException {
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.start(config());
                HttpClickHouse clickhouse = new HttpClickHouse(engine.config("default"))) {
            long pid = engine.pid();
            for (String signal : List.of("INT", "TERM", "HUP")) {
                signal(signal, pid);
            }
            assertThat(clickhouse.query("SELECT 1", Map.of(), QueryLimit.SCREEN, row -> row.getInt(1)))
                    .containsExactly(1);
            assertThat(engine.pid()).isEqualTo(pid);
        }
    }

    @Test
    void parentKilled_childEndsAndLetsGoOfTheData() throws IOException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long child = childOf(parent);
        assertThat(ProcessHandle.of(child)).isPresent();

        parent.destroyForcibly();

        // Started at once, as after a crash: waits for the other to be gone.
        EmbeddedClickHouse.start(config()).close();
        assertThat(isRunning(child)).isFalse();
    }

    @Test
    void directoryInUse_isSaidInOneSentence() throws InterruptedException {
        EngineProcess first = EngineProcess.start(config(), "default", "secret");
        first.awaitReady();
        assertThatThrownBy(() -> EmbeddedClickHouse.start(config()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("another process uses the ClickHouse data in " + directory.resolve("clickhouse"));
        first.stop();
    }

    @Test
    void portTaken_isSaidInOneSentence() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedClickHouse.start(config().withPort(other.getLocalPort())))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("port " + other.getLocalPort() + " for the ClickHouse engine is taken");
        }
    }

    @Test
    void libraryMissing_isSaidInOneSentence() {
        assertThatThrownBy(() -> EngineLibrary.find(new Environment(Map.of()), directory))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("npm ci")
                .hasMessageContaining("POLKU_ENGINE_LIBRARY");
        assertThatThrownBy(() -> EngineLibrary.find(
                        new Environment(Map.of("POLKU_ENGINE_LIBRARY", "/nowhere/libchdb.so")), directory))
                .isInstanceOf(ConfigException.class)
                .hasMessage("POLKU_ENGINE_LIBRARY: there is no file /nowhere/libchdb.so");
    }

    @Test
    void caps_areThoseOfTheConfig() {
        EngineConfig config = EngineConfig.from(
                environment("POLKU_ENGINE_MEMORY_MB", "700", "POLKU_ENGINE_CACHE_MB", "64"), directory);
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.start(config);
                HttpClickHouse clickhouse = new HttpClickHouse(engine.config("default"))) {
            List<String> caps = clickhouse.query(
                    "SELECT name || '=' || value FROM system.server_settings WHERE name IN ('max_server_memory_usage',"
                            + " 'mark_cache_size', 'index_mark_cache_size', 'primary_index_cache_size') ORDER BY name",
                    Map.of(),
                    QueryLimit.SCREEN,
                    row -> row.getString(1));
            assertThat(caps)
                    .containsExactly(
                            "index_mark_cache_size=" + (16L << 20),
                            "mark_cache_size=" + (32L << 20),
                            "max_server_memory_usage=" + (700L << 20),
                            "primary_index_cache_size=" + (16L << 20));
            assertThat(new Curl(engine.config("default"))
                            .get("SELECT length(groupArray(number)) FROM numbers(200000000)", "max_memory_usage=0")
                            .header("X-ClickHouse-Exception-Code"))
                    .isEqualTo("241");
        }
    }

    @Test
    void moreStatementsThanConnectionsAndQueue_areTurnedAway() {
        EngineConfig config =
                EngineConfig.from(environment("POLKU_ENGINE_CONNECTIONS", "2", "POLKU_ENGINE_QUEUE", "1"), directory);
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.start(config)) {
            Curl curl = new Curl(engine.config("default"));
            List<CompletableFuture<Curl.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> curl.get("SELECT sleep(2)")));
            }
            List<Curl.Answer> all =
                    answers.stream().map(CompletableFuture::join).toList();
            assertThat(all.stream().filter(answer -> answer.status() == 200)).hasSize(3);
            assertThat(all.stream().filter(answer -> answer.status() != 200))
                    .allSatisfy(answer -> assertThat(answer.header("X-ClickHouse-Exception-Code"))
                            .isEqualTo("202"))
                    .hasSize(3);
            assertThat(curl.plain("/ping").status()).isEqualTo(200);
        }
    }

    private EngineConfig config() {
        return EngineConfig.from(Environment.ofProcess(), directory);
    }

    private static Environment environment(String... pairs) {
        Map<String, String> values = new java.util.HashMap<>(System.getenv());
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new Environment(values);
    }

    private static List<Integer> kept(HttpClickHouse clickhouse) {
        return clickhouse.query("SELECT n FROM kept ORDER BY n", Map.of(), QueryLimit.SCREEN, row -> row.getInt(1));
    }

    /** A process that ended but whose new parent has not asked for its exit code does not run. */
    private static boolean isRunning(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid)).start();
        String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return !state.isEmpty() && !state.startsWith("Z");
    }

    private static void signal(String name, long pid) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .onExit()
                .join();
    }

    private static long childOf(Process parent) throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(parent.getInputStream()));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("child ")) {
                return Long.parseLong(line.substring("child ".length()));
            }
        }
        throw new IllegalStateException("the parent did not start its child");
    }

    /** A server that starts the engine and then only lives. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedClickHouse engine =
                    EmbeddedClickHouse.start(EngineConfig.from(Environment.ofProcess(), Path.of(arguments[0])));
            System.out.println("child " + engine.pid());
            Thread.currentThread().join();
        }
    }
}

package polku.storage.engine;

import com.sun.jna.Native;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.storage.config.ConfigException;

/** One life of the child process. */
final class EngineProcess {
    private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);
    static final int KILLED = 137;
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);
    /** A process that is told to stop and does not answer this soon would not hear it. */
    private static final Duration STOP_ANSWER = Duration.ofSeconds(2);

    private final Process process;
    private final CompletableFuture<String> firstWord = new CompletableFuture<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** 0 until it is ready. */
    private volatile int port;

    private EngineProcess(Process process) {
        this.process = process;
    }

    /** Starts it and returns at once; {@link #awaitReady()} says how it went. */
    static EngineProcess start(EngineConfig config, String user, String password) {
        try {
            Files.createDirectories(config.directory());
            ProcessBuilder builder = new ProcessBuilder(command(config))
                    .directory(config.directory().toFile());
            builder.environment().put("TZ", "UTC");
            EngineProcess child = new EngineProcess(builder.start());
            child.follow();
            child.configure(config, user, password);
            return child;
        } catch (IOException e) {
            throw new ConfigException("the ClickHouse engine cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> command(EngineConfig config) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                // The rows are in the engine's memory; Java only hands them on.
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + config.directory().resolve("engine-crash-%p.log"),
                // Each answer would wait 40 ms for the client's delayed acknowledgement.
                "-Dsun.net.httpserver.nodelay=true",
                "-Dsun.net.httpserver.idleInterval=300"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-cp");
        command.add(classPath());
        command.add(EngineMain.class.getName());
        return command;
    }

    /** The engine needs its own classes and JNA, nothing else of the server. */
    private static String classPath() {
        Set<String> entries = new LinkedHashSet<>();
        for (Class<?> type : List.of(EngineMain.class, Native.class)) {
            try {
                entries.add(Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.join(System.getProperty("path.separator"), entries);
    }

    private void configure(EngineConfig config, String user, String password) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("directory", config.directory().toString());
        settings.setProperty("library", config.library().toString());
        settings.setProperty("options", String.join(" ", options(config)));
        settings.setProperty("port", Integer.toString(config.port()));
        settings.setProperty("connections", Integer.toString(config.connections()));
        settings.setProperty("queue", Integer.toString(config.queue()));
        settings.setProperty("user", user);
        settings.setProperty("password", password);
        StringWriter text = new StringWriter();
        settings.store(text, null);
        OutputStream stdin = process.getOutputStream();
        stdin.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }

    /** ClickHouse's own defaults are for a machine of its own: 5 GB for each cache, 16 threads that merge. */
    private static List<String> options(EngineConfig config) {
        long cache = config.cacheMegabytes() << 20;
        return List.of(
                "--max_server_memory_usage=" + (config.memoryMegabytes() << 20),
                "--mark_cache_size=" + cache / 2,
                "--index_mark_cache_size=" + cache / 4,
                "--primary_index_cache_size=" + cache / 4);
    }

    private void follow() {
        follow("engine-stdout", process.getInputStream(), line -> {
            if (!firstWord.complete(line)) {
                LOG.info("engine: {}", line);
            }
        });
        follow("engine-stderr", process.getErrorStream(), line -> LOG.warn("engine: {}", line));
        process.onExit().thenAccept(ended -> firstWord.complete("ended " + ended.exitValue()));
    }

    private static void follow(String name, InputStream stream, java.util.function.Consumer<String> take) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            take.accept(line);
                        }
                    } catch (IOException e) {
                        LOG.debug("{} ended", name, e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The port it listens on.
     *
     * @throws ConfigException when it does not come up; one sentence why
     */
    int awaitReady() throws InterruptedException {
        String said;
        try {
            said = firstWord.get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            said = EngineMain.FAILED + "the ClickHouse engine did not start within " + START_PATIENCE.toSeconds()
                    + " s";
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (said.startsWith(EngineMain.READY)) {
            port = Integer.parseInt(said.substring(EngineMain.READY.length()));
            return port;
        }
        process.destroyForcibly();
        throw new ConfigException(
                said.startsWith(EngineMain.FAILED)
                        ? said.substring(EngineMain.FAILED.length())
                        : "the ClickHouse engine ended while it started (" + said + "); its messages are above");
    }

    long pid() {
        return process.pid();
    }

    /** True where it ended within {@code most}. */
    boolean awaitEnd(Duration most) throws InterruptedException {
        return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Of a process that ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Whether it answers a ping within {@code most}: a stopped or stuck process keeps its port open but says nothing. */
    boolean answers(Duration most) throws InterruptedException {
        HttpRequest ping = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ping"))
                .timeout(most)
                .build();
        try {
            return http.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code kill -9}; what it acknowledged is on disk. */
    void kill() {
        process.destroyForcibly();
    }

    /**
     * Lets it finish what runs, at most some seconds; at once where it hangs.
     *
     * @return its exit code: 0 when all went well, {@link #KILLED} where it had to be killed
     */
    int stop() throws InterruptedException {
        if (port != 0 && process.isAlive() && !answers(STOP_ANSWER)) {
            LOG.warn("the ClickHouse engine does not answer and is killed");
            kill();
            return process.waitFor();
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("the engine is already gone", e);
        }
        if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("the ClickHouse engine did not stop and is killed");
            kill();
        }
        return process.waitFor();
    }
}

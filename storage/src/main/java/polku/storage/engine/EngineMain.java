package polku.storage.engine;

import com.sun.jna.NativeLibrary;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The child process: ClickHouse on a data directory, behind HTTP on loopback.
 *
 * <p>It takes its settings (see {@link EngineProcess}) as properties on stdin up to an empty line, the password among
 * them, and says {@code ready PORT} or {@code failed SENTENCE} on stdout. When stdin ends it stops: that is how it is
 * told to, and what happens by itself when the parent dies. SIGINT, SIGTERM and SIGHUP, which a terminal or systemd
 * send to all processes at once, are left to the parent, which still has rows to store then.
 */
final class EngineMain {
    static final String READY = "ready ";
    static final String FAILED = "failed ";

    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(8);

    /** Held for as long as this process lives: an unreachable lock is let go of by the garbage collector. */
    private static @Nullable FileLock held;

    private EngineMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        for (String signal : List.of("INT", "TERM", "HUP")) {
            Signal.handle(new Signal(signal), SignalHandler.SIG_IGN);
        }
        BufferedReader stdin = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Properties settings = read(stdin);
        Path directory = Path.of(settings.getProperty("directory"));
        Files.createDirectories(directory);
        held = lock(directory);
        if (held == null) {
            fail("another process uses the ClickHouse data in " + directory);
            return;
        }
        run(settings, directory, stdin);
    }

    private static void run(Properties settings, Path directory, BufferedReader stdin)
            throws IOException, InterruptedException {
        Engine engine;
        try {
            engine = Engine.open(
                    Path.of(settings.getProperty("library")),
                    directory,
                    List.of(settings.getProperty("options").split(" ")));
        } catch (IllegalStateException | UnsatisfiedLinkError e) {
            fail("the ClickHouse engine does not start on " + directory + ": " + e.getMessage());
            return;
        }
        Slots slots = new Slots(number(settings, "connections"), number(settings, "queue"));
        HttpServer server;
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), number(settings, "port")), 512);
        } catch (IOException e) {
            fail("port " + settings.getProperty("port") + " for the ClickHouse engine is taken");
            engine.close();
            exit(1);
            return;
        }
        // A thread per request under way: those beyond the slots and their queue are turned away at once.
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(
                "/", new Endpoint(engine, slots, settings.getProperty("user"), settings.getProperty("password")));
        server.start();
        say(READY + server.getAddress().getPort());
        awaitEnd(stdin);
        stop(server, slots, engine);
    }

    private static void stop(HttpServer server, Slots slots, Engine engine) throws InterruptedException {
        boolean idle = slots.close(5, TimeUnit.SECONDS);
        server.stop(0);
        if (idle) {
            engine.close();
            exit(0);
        } else {
            System.err.println("statements still run; the engine stops without waiting for them");
            exit(1);
        }
    }

    /**
     * Ends the process without C's exit handlers, as threads of the engine may still live (with MergeTree tables
     * chdb_shutdown leaves some) and then crash or hang in them. What was acknowledged is on disk.
     */
    private static void exit(int code) {
        NativeLibrary.getInstance("c").getFunction("_exit").invokeVoid(new Object[] {code});
    }

    /** A killed parent's child may take the seconds of {@link #stop} to let go of the directory. */
    private static @Nullable FileLock lock(Path directory) throws IOException, InterruptedException {
        FileChannel file =
                FileChannel.open(directory.resolve("polku.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long end = System.nanoTime() + LOCK_PATIENCE.toNanos();
        @Nullable FileLock lock = file.tryLock();
        while (lock == null && System.nanoTime() < end) {
            Thread.sleep(100);
            lock = file.tryLock();
        }
        return lock;
    }

    private static Properties read(BufferedReader stdin) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = stdin.readLine(); line != null && !line.isEmpty(); line = stdin.readLine()) {
            text.append(line).append('\n');
        }
        Properties settings = new Properties();
        settings.load(new java.io.StringReader(text.toString()));
        return settings;
    }

    private static void awaitEnd(BufferedReader stdin) throws IOException {
        while (stdin.readLine() != null) {
            continue;
        }
    }

    private static int number(Properties settings, String name) {
        return Integer.parseInt(settings.getProperty(name));
    }

    private static void fail(String sentence) {
        say(FAILED + sentence);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

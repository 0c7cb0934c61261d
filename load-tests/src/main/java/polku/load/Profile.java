package polku.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import one.profiler.AsyncProfilerLoader;

/**
 * Where the collector's CPU time goes beside the bare server's, by thread and by step of a beacon's way: async-profiler
 * samples the servers under the loads of {@link Throughput}. A stack counts for the innermost of its frames that a step knows.
 */
final class Profile {
    private static final Duration DRAIN = Duration.ofMinutes(3);

    /** A step, and parts of the frames that belong to it; the first step that knows a frame has it. */
    private record Step(String name, List<String> frames) {}

    private static final List<Step> STEPS = List.of(
            new Step("garbage collection", List.of("G1", "GCTask", "WorkGang", "GangWorker", "ParallelGC")),
            new Step("compiling", List.of("CompileBroker", "C2Compiler", "C1")),
            new Step("socket: send", List.of("doWriteBytes", "doWriteSingle", "Socket.sendAddress", "SocketWritable")),
            new Step("socket: receive", List.of("doReadBytes", "Socket.recvAddress")),
            new Step("socket: wait", List.of("epollWait", "Native.epoll", "eventFdWrite")),
            new Step("HTTP: decode", List.of("HttpObjectDecoder", "ByteToMessageDecoder.callDecode")),
            new Step("HTTP: encode", List.of("HttpObjectEncoder", "HttpResponseEncoder", "Http1xHeaders")),
            new Step("JSON", List.of("polku/collector/beacon")),
            new Step("visitor id", List.of("VisitorIds", "javax/crypto")),
            new Step("repetitions", List.of("BeaconMemory")),
            new Step("scrub, enrich", List.of("polku/collector/enrich", "Enricher")),
            new Step("encode rows", List.of("polku/collector/rows", "SpoolEntry$Builder")),
            new Step("spool: sync", List.of("FileChannelImpl.force", "FileDispatcherImpl.force")),
            new Step("spool: write", List.of("SegmentWriter", "polku/collector/spool/Spool.commit")),
            new Step("spool: append", List.of("Spool.append")),
            new Step("batch: read the spool", List.of("polku/collector/spool/Spool.read", "SegmentReader")),
            new Step("batch: sessions", List.of("polku/storage/session")),
            new Step("batch: form", List.of("BatchFormer")),
            new Step("batch: write to disk", List.of("PendingBatch", "writeAtomically")),
            new Step("batch: send to ClickHouse", List.of("jdk/internal/net/http", "HttpClickHouse")),
            new Step("gate, shortcut", List.of("polku/http/")),
            new Step("other of the intake", List.of("polku/collector/intake")),
            new Step("other of Vert.x and Netty", List.of("io/vertx", "io/netty")));

    /** Where the time of one load went: CPU-µs of a request, by thread and by step. */
    private record Column(String name, double micros, Map<String, Double> byThread, Map<String, Double> byStep) {}

    private final Vertx vertx;
    private final HttpClient connections;
    private final BareUnderTest bare;
    private final PolkuUnderTest polku;
    private final Duration length;
    private final Path flames;

    /** @param flames takes a flame graph (HTML) of each load */
    Profile(Vertx vertx, BareUnderTest bare, PolkuUnderTest polku, Duration length, Path flames) {
        this.vertx = vertx;
        this.connections = BeaconLoad.connections(vertx);
        this.bare = bare;
        this.polku = polku;
        this.length = length;
        this.flames = flames;
    }

    /** Prints two tables in Markdown: CPU-µs a request by thread and by step, a column for each load. */
    void measure() {
        try {
            Files.createDirectories(flames);
            List<Column> columns = List.of(
                    profile(
                            "bare",
                            bare.process(),
                            () -> new BeaconLoad(vertx, connections, bare.port(), "none", 1),
                            () -> {}),
                    profile("1 event", polku.process(), () -> polkuLoad(1), this::drain),
                    profile("10 events", polku.process(), () -> polkuLoad(10), this::drain));
            System.out.println();
            print("CPU-µs a request, by thread", columns, Column::byThread);
            print("CPU-µs a request, by step", columns, Column::byStep);
            System.out.println("flame graphs: " + flames.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Column profile(String name, ServerProcess server, Supplier<BeaconLoad> load, Runnable settled)
            throws IOException {
        Throughput.warmUp(server, load, settled);
        Path stacks = Files.createTempFile("polku", ".collapsed");
        Path flame = flames.resolve(name.replace(' ', '-') + ".html").toAbsolutePath();
        profiler(server, "start", "-e", "ctimer", "-i", "1ms", "-t");
        try {
            LoadResult result = load.get().saturate(name, length, server, settled);
            profiler(server, "dump", "-o", "collapsed", "-t", "-f", stacks.toString());
            return column(name, 1e6 / result.requestsPerCpuSecond(), Files.readAllLines(stacks));
        } finally {
            profiler(server, "stop", "-o", "flamegraph", "-t", "-f", flame.toString());
            Files.delete(stacks);
        }
    }

    private static void profiler(ServerProcess server, String... arguments) throws IOException {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = Long.toString(server.pid());
        AsyncProfilerLoader.executeProfiler(all);
    }

    private static Column column(String name, double micros, List<String> stacks) {
        long all = stacks.stream().mapToLong(Profile::samples).sum();
        Map<String, Double> byThread = new HashMap<>();
        Map<String, Double> byStep = new HashMap<>();
        for (String line : stacks) {
            String[] frames = line.substring(0, line.lastIndexOf(' ')).split(";");
            double share = micros * samples(line) / all;
            byThread.merge(thread(frames[0]), share, Double::sum);
            byStep.merge(step(frames), share, Double::sum);
        }
        return new Column(name, micros, byThread, byStep);
    }

    private static long samples(String line) {
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static void print(String title, List<Column> columns, Function<Column, Map<String, Double>> shares) {
        Map<String, Double> sums = new HashMap<>();
        columns.forEach(column -> shares.apply(column).forEach((row, micros) -> sums.merge(row, micros, Double::sum)));
        printRow(title, columns, Column::name);
        printRow("---", columns, column -> "--:");
        sums.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .filter(row -> columns.stream().anyMatch(column -> micros(column, shares, row) > column.micros() / 200))
                .forEach(row -> printRow(
                        row, columns, column -> String.format(Locale.ROOT, "%.2f", micros(column, shares, row))));
        printRow("all", columns, column -> String.format(Locale.ROOT, "%.2f", column.micros()));
        System.out.println();
    }

    private static double micros(Column column, Function<Column, Map<String, Double>> shares, String row) {
        return shares.apply(column).getOrDefault(row, 0.0);
    }

    private static void printRow(String name, List<Column> columns, Function<Column, String> cell) {
        System.out.println("| " + name + " | " + columns.stream().map(cell).collect(Collectors.joining(" | ")) + " |");
    }

    /** Threads of one kind together: "[vert.x-eventloop-thread-1 tid=42]" is a "vert.x-eventloop-thread". */
    private static String thread(String frame) {
        return frame.replaceAll("^\\[| tid=\\d+\\]?$|\\]$", "").replaceAll("[-#]?\\d+$", "");
    }

    private static String step(String[] frames) {
        for (int i = frames.length - 1; i > 0; i--) {
            for (Step step : STEPS) {
                for (String part : step.frames()) {
                    if (frames[i].contains(part)) {
                        return step.name();
                    }
                }
            }
        }
        return "other";
    }

    private BeaconLoad polkuLoad(int events) {
        return new BeaconLoad(vertx, connections, polku.port(), polku.site(), events);
    }

    private void drain() {
        polku.awaitDrained(DRAIN);
    }
}

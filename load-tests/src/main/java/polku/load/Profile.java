package polku.load;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import one.profiler.AsyncProfilerLoader;

/**
 * Where the collector's CPU time goes, by thread and by step of a beacon's way: async-profiler samples the server under the
 * loads of {@link Throughput}. A stack counts for the innermost of its frames that a step knows.
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
            new Step("other of the intake", List.of("polku/collector/intake")),
            new Step("other of Vert.x and Netty", List.of("io/vertx", "io/netty")));

    private final Vertx vertx;
    private final PolkuUnderTest polku;
    private final Duration length;
    private final Path flames;

    /** @param flames takes a flame graph (HTML) of each load */
    Profile(Vertx vertx, PolkuUnderTest polku, Duration length, Path flames) {
        this.vertx = vertx;
        this.polku = polku;
        this.length = length;
        this.flames = flames;
    }

    void measure() {
        try {
            Files.createDirectories(flames);
            for (int events : List.of(1, 10)) {
                Throughput.warmUp(polku.process(), () -> load(events));
                profile(events);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void profile(int events) throws IOException {
        Path stacks = Files.createTempFile("polku", ".collapsed");
        Path flame = flames.resolve(events + "-per-beacon.html").toAbsolutePath();
        profiler("start", "-e", "ctimer", "-i", "1ms", "-t");
        LoadResult result = load(events).saturate("profiled", length, polku.process(), this::drain);
        profiler("dump", "-o", "collapsed", "-t", "-f", stacks.toString());
        profiler("stop", "-o", "flamegraph", "-t", "-f", flame.toString());
        print(events, result, Files.readAllLines(stacks));
        System.out.println("flame graph: " + flame);
        Files.delete(stacks);
    }

    private void profiler(String... arguments) throws IOException {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = Long.toString(polku.process().pid());
        AsyncProfilerLoader.executeProfiler(all);
    }

    private static void print(int events, LoadResult result, List<String> stacks) {
        Map<String, Long> byThread = new HashMap<>();
        Map<String, Long> byStep = new HashMap<>();
        long all = 0;
        for (String line : stacks) {
            int space = line.lastIndexOf(' ');
            long samples = Long.parseLong(line.substring(space + 1));
            String[] frames = line.substring(0, space).split(";");
            all += samples;
            byThread.merge(thread(frames[0]), samples, Long::sum);
            byStep.merge(step(frames), samples, Long::sum);
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d event(s) a beacon: %.2f µs of CPU per event, of which%n",
                events,
                result.cpuMicrosPerEvent());
        print("thread", byThread, all, result);
        print("step", byStep, all, result);
    }

    private static void print(String title, Map<String, Long> shares, long all, LoadResult result) {
        System.out.printf("%-32s %8s %10s%n", title, "share", "µs/event");
        shares.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .filter(share -> share.getValue() * 200 > all)
                .forEach(share -> System.out.printf(
                        Locale.ROOT,
                        "%-32s %7.1f%% %10.2f%n",
                        share.getKey(),
                        100.0 * share.getValue() / all,
                        result.cpuMicrosPerEvent() * share.getValue() / all));
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

    private BeaconLoad load(int events) {
        return new BeaconLoad(vertx, polku.port(), polku.site(), events);
    }

    private void drain() {
        polku.awaitDrained(DRAIN);
    }
}

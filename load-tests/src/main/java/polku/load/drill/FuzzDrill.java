package polku.load.drill;

import static polku.load.drill.Drill.expect;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import polku.load.Beacons;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** A million bodies that nobody would send, over every door, on pipelined connections. */
record FuzzDrill() implements Drill {
    private static final int CONNECTIONS = 16;
    private static final int PIPELINED = 8;
    private static final int MOST_TRIES = 20;
    private static final double LEAK_MEGABYTES = 32;
    private static final int LEAKED_FILES = 20;

    private static final String PIXEL = "/p.gif";

    /** Most go where most of the code is. */
    private static final List<String> DOORS = List.of(
            "/b", "/b", "/b", "/b", "/b", "/b", "/api/v1/events", "/api/v1/events", "/api/event", "/api/send", PIXEL);

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public String fault() {
        return "a million random and mutated bodies over all doors, pipelined";
    }

    @Override
    public String expectation() {
        return "no 5xx; heap after a collection and open files as after the first tenth; the account adds up";
    }

    @Override
    public String run(Room room) throws Exception {
        int bodies = room.times(1_000_000, 50_000);
        PolkuUnderTest.Settings settings = new PolkuUnderTest.Settings(Room.SETTINGS.java(), Map.of(), "example.org");
        try (PolkuUnderTest polku = room.polku(settings)) {
            FuzzBodies source =
                    new FuzzBodies(room.home().resolve("tracker-js/protocol/examples"), polku.site(), room.seed());
            Run first = new Run(room, polku, source, bodies / 10);
            first.all();
            double heap = heap(polku);
            int files = files(polku, Integer.MAX_VALUE);
            Run rest = new Run(room, polku, source, bodies - bodies / 10);
            rest.all();
            int filesAfter = files(polku, files + LEAKED_FILES);
            Map<Integer, Long> statuses = new TreeMap<>();
            first.statuses.forEach((status, count) -> statuses.merge(status, count.get(), Long::sum));
            rest.statuses.forEach((status, count) -> statuses.merge(status, count.get(), Long::sum));
            statuses.forEach((status, count) -> expect(
                    status < 500,
                    "%d answers with status %d: %s",
                    count,
                    status,
                    first.lastFailure + rest.lastFailure));
            expect(filesAfter <= files + LEAKED_FILES, "open files rose from %d to %d", files, filesAfter);
            Account account = Account.ofLedger(polku);
            double heapAfter = heap(polku);
            expect(heapAfter <= heap + LEAK_MEGABYTES, "the heap grew from %.0f to %.0f MB", heap, heapAfter);
            Map<String, Double> metrics = polku.metrics();
            double internal = metrics.getOrDefault("polku_events_rejected_total{reason=\"internal\"}", 0.0);
            expect(internal == 0, "%.0f were refused for an internal reason", internal);
            return String.format(
                    Locale.ROOT,
                    "%,d answers by status %s, %,.0f/s; heap %.0f → %.0f MB; open files %d → %d; %s",
                    bodies,
                    statuses,
                    rest.perSecond,
                    heap,
                    heapAfter,
                    files,
                    filesAfter,
                    account);
        }
    }

    /** What is still used after a full collection. */
    private static double heap(PolkuUnderTest polku) throws IOException, InterruptedException {
        String jcmd = java.nio.file.Path.of(System.getProperty("java.home"), "bin", "jcmd")
                .toString();
        new ProcessBuilder(jcmd, Long.toString(polku.process().pid()), "GC.run")
                .start()
                .waitFor();
        return polku.metrics().entrySet().stream()
                        .filter(metric -> metric.getKey().startsWith("jvm_memory_used_bytes{area=\"heap\""))
                        .mapToDouble(Map.Entry::getValue)
                        .sum()
                / (1 << 20);
    }

    /** Connections may take a moment to be closed. */
    private static int files(PolkuUnderTest polku, int goal) {
        for (int i = 0; i < 50 && polku.process().openFiles() > goal; i++) {
            ServerProcess.pause(100);
        }
        return polku.process().openFiles();
    }

    /** Sends so many bodies until each has an answer. */
    private static final class Run {
        private final Room room;
        private final PolkuUnderTest polku;
        private final FuzzBodies source;
        private final int bodies;
        private final HttpClient client;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final ConcurrentSkipListMap<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
        private volatile String lastFailure = "";
        private double perSecond;

        Run(Room room, PolkuUnderTest polku, FuzzBodies source, int bodies) {
            this.room = room;
            this.polku = polku;
            this.source = source;
            this.bodies = bodies;
            this.client = room.vertx()
                    .createHttpClient(
                            new HttpClientOptions()
                                    .setKeepAlive(true)
                                    .setPipelining(true)
                                    .setPipeliningLimit(PIPELINED),
                            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        }

        void all() {
            long started = System.nanoTime();
            room.vertx().runOnContext(loop -> {
                for (int i = 0; i < CONNECTIONS * PIPELINED; i++) {
                    next();
                }
            });
            Room.await("every body has an answer: " + lastFailure, Duration.ofMinutes(15), () -> done.get() >= bodies);
            perSecond = bodies / ((System.nanoTime() - started) / 1e9);
            client.close();
        }

        private void next() {
            int number = begun.getAndIncrement();
            if (number < bodies) {
                String door = DOORS.get(number % DOORS.size());
                if (door.equals(PIXEL)) {
                    String query = "?site=" + polku.site() + "&url=" + source.nextEncoded();
                    send(HttpMethod.GET, PIXEL + query, number, Buffer.buffer(), 1);
                } else {
                    send(HttpMethod.POST, door, number, Buffer.buffer(source.next()), 1);
                }
            }
        }

        private void send(HttpMethod method, String door, int number, Buffer body, int tries) {
            RequestOptions request = new RequestOptions()
                    .setMethod(method)
                    .setHost("127.0.0.1")
                    .setPort(polku.port())
                    .setURI(door)
                    .setIdleTimeout(30_000)
                    .putHeader("Content-Type", number % 3 == 0 ? "application/json" : "text/plain")
                    .putHeader("X-Forwarded-For", "88.112." + (number >> 8 & 255) + "." + (number & 255))
                    .putHeader("User-Agent", Beacons.USER_AGENTS[number % Beacons.USER_AGENTS.length]);
            if (door.equals("/api/v1/events") || number % 7 == 0) {
                request.putHeader("Authorization", "Bearer " + polku.key());
            }
            if (number % 50 == 0) {
                request.putHeader("Content-Encoding", "gzip");
            }
            client.request(request)
                    .compose(prepared -> prepared.send(body))
                    .compose(response -> response.body().map(text -> {
                        if (response.statusCode() >= 500) {
                            lastFailure = door + " " + response.statusCode() + " " + text + " to " + body;
                        }
                        return response.statusCode();
                    }))
                    .onComplete(answer -> {
                        if (answer.succeeded()) {
                            statuses.computeIfAbsent(answer.result(), status -> new AtomicLong())
                                    .incrementAndGet();
                            done.incrementAndGet();
                            next();
                        } else if (tries < MOST_TRIES) {
                            // A refusal before it on the same connection may have closed that.
                            send(method, door, number, body, tries + 1);
                        } else {
                            lastFailure = door + ": " + answer.cause() + " to " + body;
                            statuses.computeIfAbsent(599, status -> new AtomicLong())
                                    .incrementAndGet();
                            done.incrementAndGet();
                            next();
                        }
                    });
        }
    }
}

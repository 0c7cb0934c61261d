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
import java.util.ArrayList;
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

/**
 * A million bodies that nobody would send, over every door, on pipelined connections.
 *
 * <p>The server remembers visitors, within a bound ({@code Sessionizer}) that a million bodies do not reach: memory would
 * grow all the time, as with a leak. So it is filled first. What the server remembers besides (ids of beacons, in tables
 * that double) grows by a few megabytes and less and less, so the second half of the bodies tells whether something leaks.
 */
record FuzzDrill() implements Drill {
    private static final int CONNECTIONS = 16;
    private static final int PIPELINED = 8;
    private static final int MOST_TRIES = 20;
    /** Of half a million bodies: 16 bytes each. */
    private static final double LEAK_MEGABYTES = 8;

    /** Half as many again as there is room for. */
    private static final int VISITORS = 200_000;

    private static final int EVENTS_PER_REQUEST = 1000;
    private static final Duration DRAIN = Duration.ofMinutes(4);
    private static final int LOOKS = 3;
    private static final int LEAKED_FILES = 20;

    private static final String PIXEL = "/p.gif";

    /** Most go where most of the code is. */
    private static final List<String> DOORS = List.of(
            "/b",
            "/b",
            "/b",
            "/b",
            "/b",
            "/b",
            "/api/v1/events",
            "/api/v1/events",
            "/api/event",
            "/api/send",
            "/s",
            "/r",
            "/r",
            PIXEL);

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
        return "no 5xx; open files as after the first tenth; heap after a collection at most 8 MB above that after half of them,"
                + " with the memory of visitors full from the start; the account adds up";
    }

    @Override
    public String run(Room room) throws Exception {
        int bodies = room.times(1_000_000, 50_000);
        PolkuUnderTest.Settings settings = new PolkuUnderTest.Settings(Room.SETTINGS.java(), Map.of(), "example.org");
        try (PolkuUnderTest polku = room.polku(settings)) {
            FuzzBodies source =
                    new FuzzBodies(room.home().resolve("tracker-js/protocol/examples"), polku.site(), room.seed());
            fillMemory(polku);
            LiveHeap full = heap(polku);
            List<Run> runs = new ArrayList<>();
            runs.add(new Run(room, polku, source, 0, bodies / 10).all());
            int files = files(polku, Integer.MAX_VALUE);
            LiveHeap tenth = heap(polku);
            runs.add(new Run(room, polku, source, bodies / 10, bodies / 2).all());
            LiveHeap half = heap(polku);
            runs.add(new Run(room, polku, source, bodies / 2, bodies).all());
            int filesAfter = files(polku, files + LEAKED_FILES);
            LiveHeap all = heap(polku);
            Map<Integer, Long> statuses = new TreeMap<>();
            runs.forEach(
                    run -> run.statuses.forEach((status, count) -> statuses.merge(status, count.get(), Long::sum)));
            statuses.forEach((status, count) -> expect(
                    status < 500,
                    "%d answers with status %d: %s",
                    count,
                    status,
                    runs.stream().map(run -> run.lastFailure).toList()));
            expect(filesAfter <= files + LEAKED_FILES, "open files rose from %d to %d", files, filesAfter);
            Account account = Account.ofLedger(polku);
            String heaps = String.format(
                    Locale.ROOT,
                    "heap %.1f MB before, after a tenth %.1f, a half %.1f, all %.1f",
                    full.megabytes(),
                    tenth.megabytes(),
                    half.megabytes(),
                    all.megabytes());
            expect(
                    all.megabytes() <= half.megabytes() + LEAK_MEGABYTES,
                    "%s; grown in the second half: %s",
                    heaps,
                    all.grownSince(half, 12));
            Map<String, Double> metrics = polku.metrics();
            double internal = metrics.getOrDefault("polku_events_rejected_total{reason=\"internal\"}", 0.0);
            expect(internal == 0, "%.0f were refused for an internal reason", internal);
            return String.format(
                    Locale.ROOT,
                    "%,d answers by status %s, %,.0f/s; %s; open files %d → %d; %s",
                    bodies,
                    statuses,
                    runs.get(runs.size() - 1).perSecond,
                    heaps,
                    files,
                    filesAfter,
                    account);
        }
    }

    /** One event of each of more visitors than the server has room for. */
    private static void fillMemory(PolkuUnderTest polku) {
        long now = System.currentTimeMillis();
        List<String> events = new ArrayList<>();
        for (int visitor = 0; visitor < VISITORS; visitor++) {
            events.add("{\"site\":\"" + polku.site() + "\",\"visitorId\":\"before " + visitor + "\",\"timestamp\":"
                    + now + ",\"name\":\"pageview\",\"url\":\"https://example.org/before/" + visitor % 100 + "\"}");
            if (events.size() == EVENTS_PER_REQUEST) {
                polku.postEvents(events);
                events.clear();
            }
        }
    }

    /** When all is stored; of what is only on its way, as little as possible. */
    private static LiveHeap heap(PolkuUnderTest polku) throws IOException, InterruptedException {
        Room.await(
                "nothing is spooled",
                DRAIN,
                () -> polku.metrics().getOrDefault("polku_ledger_rows{state=\"spooled\"}", 1.0) == 0);
        LiveHeap least = LiveHeap.of(polku.process().pid());
        for (int i = 1; i < LOOKS; i++) {
            LiveHeap heap = LiveHeap.of(polku.process().pid());
            least = heap.megabytes() < least.megabytes() ? heap : least;
        }
        return least;
    }

    /** Connections may take a moment to be closed. */
    private static int files(PolkuUnderTest polku, int goal) {
        for (int i = 0; i < 50 && polku.process().openFiles() > goal; i++) {
            ServerProcess.pause(100);
        }
        return polku.process().openFiles();
    }

    /** Sends the bodies of these numbers until each has an answer. */
    private static final class Run {
        private final Room room;
        private final PolkuUnderTest polku;
        private final FuzzBodies source;
        private final int first;
        private final int end;
        private final HttpClient client;
        private final AtomicInteger begun;
        private final AtomicInteger done = new AtomicInteger();
        private final ConcurrentSkipListMap<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
        private volatile String lastFailure = "";
        private double perSecond;

        Run(Room room, PolkuUnderTest polku, FuzzBodies source, int first, int end) {
            this.room = room;
            this.polku = polku;
            this.source = source;
            this.first = first;
            this.end = end;
            this.begun = new AtomicInteger(first);
            this.client = room.vertx()
                    .createHttpClient(
                            new HttpClientOptions()
                                    .setKeepAlive(true)
                                    .setPipelining(true)
                                    .setPipeliningLimit(PIPELINED),
                            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        }

        Run all() {
            long started = System.nanoTime();
            room.vertx().runOnContext(loop -> {
                for (int i = 0; i < CONNECTIONS * PIPELINED; i++) {
                    next();
                }
            });
            Room.await(
                    "every body has an answer: " + lastFailure,
                    Duration.ofMinutes(15),
                    () -> done.get() >= end - first);
            perSecond = (end - first) / ((System.nanoTime() - started) / 1e9);
            client.close();
            return this;
        }

        private void next() {
            int number = begun.getAndIncrement();
            if (number < end) {
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

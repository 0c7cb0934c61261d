package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import polku.load.EngineUnderTest;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** A load balancer that does not keep a visitor with one server: docs/decisions/0003-two-collectors.md. */
record TwoServersDrill() implements Drill {
    private static final int SENDERS = 8;
    private static final long LIMIT_MILLIS = 60_000;
    private static final long ASK_AGAIN_MILLIS = 1200;
    private static final String ROWS_OUTSIDE_THEIR_SESSION =
            "SELECT count() FROM %s AS row LEFT JOIN (SELECT * FROM sessions"
                    + " FINAL) AS session ON row.session_id = session.session_id AND row.visitor_id = session.visitor_id"
                    + " AND row.site_id = session.site_id WHERE NOT (row.at BETWEEN session.active_from AND session.active_to)";

    @Override
    public String name() {
        return "two-servers";
    }

    @Override
    public String fault() {
        return "two servers on one ClickHouse get each visitor's beacons at random, a quarter of them out of order";
    }

    @Override
    public String expectation() {
        return "within 60 s both report the sessions, bounces and durations of the definition; both accounts add up";
    }

    @Override
    public String run(Room room) throws Exception {
        try (EngineUnderTest engine = new EngineUnderTest(room.home(), room.directory(), Room.ENGINE_MEGABYTES);
                PolkuUnderTest one = room.polku(Room.SETTINGS.on(engine));
                PolkuUnderTest other = one.beside(room.directory().resolve("other"))) {
            Visits visits = new Visits(one.site(), room.times(5000, 500), room.seed());
            VisitFigures expected = VisitFigures.told(visits.visitors());
            List<PolkuUnderTest> servers = List.of(one, other);
            List<Integer> sent = send(visits.beacons(), servers, room.seed());
            long acknowledged = System.nanoTime();
            VisitFigures first = VisitFigures.reported(one);
            double seconds = awaitRight(servers, expected, acknowledged);
            long mended = number(engine, "SELECT uniqExact(visitor_id) FROM sessions WHERE batch_id = 0");
            expect(mended > 0, "no visitor had to be mended: nothing was tried");
            long rows = 0;
            for (int i = 0; i < servers.size(); i++) {
                Account account = Account.ofLedger(servers.get(i));
                expect(
                        account.accepted() == sent.get(i) && account.stored() == sent.get(i),
                        "%,d were acknowledged by server %d: %s",
                        sent.get(i),
                        i + 1,
                        account);
                rows += account.stored();
            }
            long stored = number(engine, "SELECT (SELECT count() FROM events) + (SELECT count() FROM interactions)");
            expect(stored == rows, "the accounts tell of %,d stored rows, ClickHouse has %,d", rows, stored);
            long outside = number(engine, ROWS_OUTSIDE_THEIR_SESSION.formatted("events"))
                    + number(engine, ROWS_OUTSIDE_THEIR_SESSION.formatted("interactions"));
            expect(outside == 0, "%,d rows carry the id of a session that they are not in", outside);
            return String.format(
                    Locale.ROOT,
                    "%,d beacons with %,d + %,d rows; %,d sessions of %,d visitors, of whom at least %,d were mended: right on both %.1f s"
                            + " after the last (%,d sessions at first); %.1f %% bounces, mean duration %,d s; accepted ="
                            + " stored on each",
                    visits.beacons().size(),
                    sent.get(0),
                    sent.get(1),
                    expected.get("sessions"),
                    expected.get("visitors"),
                    mended,
                    seconds,
                    first.get("sessions"),
                    expected.get("bounces of a million") / 1e4,
                    expected.get("mean duration, ms") / 1000);
        }
    }

    /** Each to one of them; returns how many rows each server acknowledged. */
    private static List<Integer> send(List<Visits.Beacon> beacons, List<PolkuUnderTest> servers, long seed)
            throws Exception {
        Random random = new Random(seed);
        AtomicIntegerArray rows = new AtomicIntegerArray(servers.size());
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Visits.Beacon beacon : beacons) {
                int server = random.nextInt(servers.size());
                running.add(senders.submit(() -> {
                    servers.get(server).post(beacon.body());
                    rows.addAndGet(server, beacon.signs());
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            senders.shutdownNow();
        }
        return List.of(rows.get(0), rows.get(1));
    }

    /** Returns seconds since {@code since}. */
    private static double awaitRight(List<PolkuUnderTest> servers, VisitFigures expected, long since) {
        while (true) {
            List<String> wrong = new ArrayList<>();
            servers.forEach(server -> wrong.addAll(VisitFigures.reported(server).differences(expected)));
            double seconds = (System.nanoTime() - since) / 1e9;
            if (wrong.isEmpty()) {
                return seconds;
            }
            expect(seconds * 1000 < LIMIT_MILLIS, "after %.0f s: %s", seconds, String.join("; ", wrong));
            ServerProcess.pause(ASK_AGAIN_MILLIS);
        }
    }

    private static long number(EngineUnderTest engine, String sql) {
        return Long.parseLong(engine.run(sql));
    }
}

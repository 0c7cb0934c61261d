package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** Half of what the server can do, for minutes. */
record SoakDrill() implements Drill {
    private static final int SAMPLE_MILLIS = 2000;
    private static final int NATIVE_MEGABYTES = 150;
    /** What may come and go between two fifths of the time. */
    private static final double WAVE = 0.05;

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String fault() {
        return "half of the highest rate, for 10 minutes";
    }

    @Override
    public String expectation() {
        return "memory is flat, and at most the heap limit + 150 MB; nothing is refused or lost";
    }

    @Override
    public String run(Room room) {
        try (PolkuUnderTest polku = room.polku();
                AccountedLoad load = new AccountedLoad(room.vertx(), polku)) {
            load.start();
            ServerProcess.pause(room.times(20_000, 4000)); // warm
            long acknowledged = load.acknowledged();
            long begun = System.nanoTime();
            ServerProcess.pause(room.times(10_000, 3000));
            double highest = (load.acknowledged() - acknowledged) / ((System.nanoTime() - begun) / 1e9);
            load.stop().start(highest / 2);
            load.takeLatencies();
            List<Double> server = new ArrayList<>();
            List<Double> engine = new ArrayList<>();
            int samples = room.quick() ? 15 : room.minutes() * 60_000 / SAMPLE_MILLIS;
            for (int i = 0; i < samples; i++) {
                ServerProcess.pause(SAMPLE_MILLIS);
                server.add(polku.process().rssMegabytes());
                engine.add(ServerProcess.rssMegabytes(polku.process().enginePid()));
            }
            double p99 = load.takeP99Millis();
            load.stop();
            expect(
                    load.refused() + load.full() + load.unanswered() == 0,
                    "beacons were refused: %s",
                    load.lastRefusal());
            double early = mean(server, samples / 5, samples * 2 / 5);
            double late = mean(server, samples * 4 / 5, samples);
            double most = server.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            String memory = String.format(
                    Locale.ROOT,
                    "%.0f min at %,.0f/s, p99 %.1f ms; server's RSS %.0f MB in the second fifth, %.0f in the last, at most %.0f"
                            + " (heap limit %d); ClickHouse's %.0f, %.0f",
                    samples * SAMPLE_MILLIS / 60_000.0,
                    highest / 2,
                    p99,
                    early,
                    late,
                    most,
                    Room.HEAP_MEGABYTES,
                    mean(engine, samples / 5, samples * 2 / 5),
                    mean(engine, samples * 4 / 5, samples));
            expect(late <= early * (1 + WAVE) || room.quick(), "memory grows: %s", memory);
            expect(most <= Room.HEAP_MEGABYTES + NATIVE_MEGABYTES, "too much memory: %s", memory);
            Account account = Account.atRest(polku, load.acknowledged()).isExact(polku);
            return memory + "; " + account;
        }
    }

    private static double mean(List<Double> values, int from, int to) {
        return values.subList(from, to).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }
}

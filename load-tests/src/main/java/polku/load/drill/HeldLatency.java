package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.util.Locale;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** What other visitors notice of an attack: the p99 of ordinary beacons at a steady rate, before and during it. */
final class HeldLatency {
    private static final double PER_SECOND = 500;

    private final AccountedLoad load;
    private final double before;
    private double during;

    private HeldLatency(AccountedLoad load, double before) {
        this.load = load;
        this.before = before;
    }

    /** Warms the server up, then measures; the beacons go on. */
    static HeldLatency before(Room room, PolkuUnderTest polku, AccountedLoad load) {
        load.start();
        ServerProcess.pause(room.times(8000, 3000));
        load.stop().start(PER_SECOND);
        ServerProcess.pause(2000);
        load.takeLatencies();
        ServerProcess.pause(room.times(10_000, 4000));
        return new HeldLatency(load, load.takeP99Millis());
    }

    void during(long millis) {
        load.takeLatencies();
        ServerProcess.pause(millis);
        during = load.takeP99Millis();
    }

    /** Stops the beacons; none may have been refused, and the p99 may have doubled, or risen by 50 ms. */
    String held() {
        load.stop();
        expect(
                load.refused() + load.full() + load.unanswered() == 0,
                "ordinary beacons were refused: %s",
                load.lastRefusal());
        expect(during <= Math.max(2 * before, before + 50), "others' p99 rose from %.1f to %.1f ms", before, during);
        return String.format(Locale.ROOT, "others' p99 %.1f ms before, %.1f ms meanwhile", before, during);
    }
}

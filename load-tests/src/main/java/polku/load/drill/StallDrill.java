package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.util.Locale;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** ClickHouse stands still for a minute. */
record StallDrill() implements Drill {
    @Override
    public String name() {
        return "stall";
    }

    @Override
    public String fault() {
        return "SIGSTOP for ClickHouse for 60 s, under load";
    }

    @Override
    public String expectation() {
        return "no beacon is refused nor waits for it; all are there after SIGCONT";
    }

    @Override
    public String run(Room room) {
        int seconds = room.times(60, 10);
        try (PolkuUnderTest polku = room.polku();
                AccountedLoad load = new AccountedLoad(room.vertx(), polku)) {
            load.start();
            ServerProcess.pause(4000); // warm
            load.stop().start(1500);
            ServerProcess.pause(2000);
            load.takeLatencies();
            ServerProcess.pause(8000);
            double before = load.takeP99Millis();
            long pid = polku.process().enginePid();
            polku.process().signalEngine("STOP");
            ServerProcess.pause(seconds * 1000L);
            double during = load.takeP99Millis();
            polku.process().signalEngine("CONT");
            ServerProcess.pause(2000);
            load.stop();
            expect(
                    load.refused() + load.full() + load.unanswered() == 0,
                    "beacons were refused: %s",
                    load.lastRefusal());
            expect(during <= 2 * before + 50, "p99 rose from %.1f to %.1f ms", before, during);
            Account account = Account.atRest(polku, load.acknowledged()).isExact(polku);
            expect(polku.process().enginePid() == pid, "ClickHouse was killed for %d s of silence", seconds);
            return String.format(
                    Locale.ROOT, "%d s; p99 %.1f ms before, %.1f ms meanwhile; %s", seconds, before, during, account);
        }
    }
}

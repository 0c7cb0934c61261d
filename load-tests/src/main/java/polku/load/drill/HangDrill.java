package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.time.Duration;
import java.util.Locale;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** ClickHouse stands still for good. */
record HangDrill() implements Drill {
    @Override
    public String name() {
        return "hang";
    }

    @Override
    public String fault() {
        return "SIGSTOP for ClickHouse for good, under load";
    }

    @Override
    public String expectation() {
        return "it is killed and started again by itself; no beacon is refused, all are there";
    }

    @Override
    public String run(Room room) {
        int patience = room.times(30, 6);
        try (PolkuUnderTest polku =
                        room.polku(Room.SETTINGS.with("POLKU_ENGINE_PATIENCE_SECONDS", Integer.toString(patience)));
                AccountedLoad load = new AccountedLoad(room.vertx(), polku).start(2000)) {
            ServerProcess.pause(3000);
            long pid = polku.process().enginePid();
            polku.process().signalEngine("STOP");
            long begun = System.nanoTime();
            Room.await("another ClickHouse runs", Duration.ofSeconds(patience + 60L), () -> {
                long now = polku.process().enginePid();
                return now > 0 && now != pid && polku.isReady();
            });
            double seconds = (System.nanoTime() - begun) / 1e9;
            load.stop();
            expect(
                    load.refused() + load.full() + load.unanswered() == 0,
                    "beacons were refused: %s",
                    load.lastRefusal());
            Account account = Account.atRest(polku, load.acknowledged()).isExact(polku);
            return String.format(
                    Locale.ROOT, "back %.0f s after it hung, with a patience of %d s; %s", seconds, patience, account);
        }
    }
}

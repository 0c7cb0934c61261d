package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.time.Duration;
import java.util.Locale;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** SIGTERM among beacons, also while it starts; once with a ClickHouse that hangs. */
record TerminateDrill() implements Drill {
    private static final Duration MOST = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "terminate";
    }

    @Override
    public String fault() {
        return "SIGTERM at full load, 5 times; 3 times at the first answer after a start; then with a ClickHouse that hangs";
    }

    @Override
    public String expectation() {
        return "ends within 20 s, exit code 0 (not 0 where ClickHouse had to be killed); nothing is lost";
    }

    @Override
    public String run(Room room) {
        try (PolkuUnderTest polku = room.polku();
                AccountedLoad load = new AccountedLoad(room.vertx(), polku).start()) {
            double slowest = 0;
            for (int i = 0; i < room.times(5, 2); i++) {
                ServerProcess.pause(3000);
                long begun = System.nanoTime();
                int exit = polku.process().terminate(MOST);
                slowest = Math.max(slowest, (System.nanoTime() - begun) / 1e9);
                expect(exit == 0, "the exit code was %d", exit);
                polku.restart();
            }
            for (int i = 0; i < room.times(3, 1); i++) {
                expect(polku.process().terminate(MOST) == 0, "not ended cleanly");
                long acknowledged = load.acknowledged();
                polku.restartWithoutWaiting();
                Room.await("the first answer", Duration.ofSeconds(30), () -> load.acknowledged() > acknowledged);
                int exit = polku.process().terminate(MOST);
                expect(exit == 0, "the exit code was %d at the first answer after a start", exit);
                polku.restart();
            }
            ServerProcess.pause(2000);
            long engine = polku.process().enginePid();
            ServerProcess.signal("STOP", engine);
            ServerProcess.pause(2000);
            long begun = System.nanoTime();
            int exit = polku.process().terminate(MOST);
            double hung = (System.nanoTime() - begun) / 1e9;
            expect(exit != 0, "the exit code was 0 though ClickHouse had to be killed");
            expect(ProcessHandle.of(engine).map(handle -> !handle.isAlive()).orElse(true), "ClickHouse still runs");
            polku.restart();
            load.stop();
            expect(load.refused() == 0, "%d beacons were refused: %s", load.refused(), load.lastRefusal());
            Account account = Account.atRest(polku, load.acknowledged()).isExact(polku);
            return String.format(
                    Locale.ROOT,
                    "exit 0 within %.1f s; with a hung ClickHouse exit %d after %.1f s; %s",
                    slowest,
                    exit,
                    hung,
                    account);
        }
    }
}

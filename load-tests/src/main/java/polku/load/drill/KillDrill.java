package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.time.Duration;
import java.util.Random;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** {@code kill -9} in a loop at full load. */
record KillDrill(Victim victim) implements Drill {
    enum Victim {
        SERVER,
        ENGINE
    }

    @Override
    public String name() {
        return victim == Victim.SERVER ? "kill-server" : "kill-engine";
    }

    @Override
    public String fault() {
        return victim == Victim.SERVER
                ? "kill -9 of the server, 20 times, at full load"
                : "kill -9 of ClickHouse, 20 times, at full load";
    }

    @Override
    public String expectation() {
        return victim == Victim.SERVER
                ? "each acknowledged event is there exactly once"
                : "no beacon is refused; each event is there exactly once";
    }

    @Override
    public String run(Room room) {
        Random random = new Random(room.seed());
        int times = room.times(20, 3);
        try (PolkuUnderTest polku = room.polku();
                AccountedLoad load = new AccountedLoad(room.vertx(), polku).start()) {
            for (int i = 1; i <= times; i++) {
                ServerProcess.pause(1000 + random.nextInt(2500));
                long before = load.acknowledged();
                strike(polku);
                Room.await(
                        "beacons are taken again", Duration.ofSeconds(60), () -> load.acknowledged() > before + 1000);
                room.say(
                        "kill %d of %d: %,d acknowledged so far, %,d tries without an answer",
                        i, times, before, load.unanswered());
            }
            load.stop();
            expect(load.refused() == 0, "%d beacons were refused: %s", load.refused(), load.lastRefusal());
            if (victim == Victim.ENGINE) {
                expect(
                        load.full() + load.unanswered() == 0,
                        "%d beacons were put off",
                        load.full() + load.unanswered());
            }
            Account account = Account.atRest(polku, load.acknowledged()).isExact(polku);
            return times + " kills; " + account;
        }
    }

    private void strike(PolkuUnderTest polku) {
        if (victim == Victim.SERVER) {
            polku.process().kill();
            polku.restart();
        } else {
            long pid = polku.process().enginePid();
            polku.process().killEngine();
            Room.await("ClickHouse is back", Duration.ofSeconds(60), () -> {
                long now = polku.process().enginePid();
                return now > 0 && now != pid && polku.isReady();
            });
        }
    }
}

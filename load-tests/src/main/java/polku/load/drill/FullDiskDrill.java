package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** A disk without room: the spool's while ClickHouse stands still, or that of everything. */
record FullDiskDrill(Full full) implements Drill {
    enum Full {
        SPOOL,
        DATA
    }

    /** What the spool leaves to others, and a little room. */
    private static final int SPOOL_MEGABYTES = 64 + 12;

    private static final int DATA_MEGABYTES = 500;

    @Override
    public String name() {
        return full == Full.SPOOL ? "disk-full" : "data-full";
    }

    @Override
    public String fault() {
        return full == Full.SPOOL
                ? "the spool's file system (a tmpfs) fills up while ClickHouse stands still"
                : "the file system of all data (a tmpfs) is filled to the last byte by somebody else";
    }

    @Override
    public String expectation() {
        return "503 with Retry-After, unready, alive; recovers by itself; nothing is lost";
    }

    @Override
    public String run(Room room) throws Exception {
        Path data = room.directory().resolve("data");
        Path place = full == Full.SPOOL ? data.resolve("spool") : data;
        try (Tmpfs small = Tmpfs.mount(place, full == Full.SPOOL ? SPOOL_MEGABYTES : DATA_MEGABYTES);
                PolkuUnderTest polku = room.polku();
                AccountedLoad load = new AccountedLoad(room.vertx(), polku).start(4000)) {
            ServerProcess.pause(2000);
            Path filler = data.resolve("filler");
            if (full == Full.SPOOL) {
                polku.process().signalEngine("STOP");
            } else {
                fill(filler);
            }
            long begun = System.nanoTime();
            Room.await("beacons get 503 with Retry-After", Duration.ofSeconds(60), () -> load.full() > 0);
            double until = (System.nanoTime() - begun) / 1e9;
            Room.await("it says that it is not ready", Duration.ofSeconds(10), () -> !polku.isReady());
            ServerProcess.pause(room.times(10_000, 3000));
            expect(polku.process().isAlive(), "the server has stopped: see %s", polku.log());
            if (full == Full.SPOOL) {
                polku.process().signalEngine("CONT");
            } else {
                Files.delete(filler);
            }
            begun = System.nanoTime();
            Room.await("it is ready again", Duration.ofSeconds(120), polku::isReady);
            double back = (System.nanoTime() - begun) / 1e9;
            load.stop();
            expect(load.refused() + load.unanswered() == 0, "answers other than 202 and 503: %s", load.lastRefusal());
            Account account = Account.atRest(polku, load.acknowledged()).isExact(polku);
            return String.format(
                    Locale.ROOT,
                    "503 after %.1f s, %,d of them; ready %.1f s after there was room; %s",
                    until,
                    load.full(),
                    back,
                    account);
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] zeros = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException e) {
            // full
            expect(Files.size(file) > 0, "the disk was full before");
        }
    }
}

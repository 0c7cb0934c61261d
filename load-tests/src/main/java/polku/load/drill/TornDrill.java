package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** Bits of the spool flip, and its end is torn, while the server is dead. */
record TornDrill() implements Drill {
    /** Behind a segment's header and first mark. */
    private static final int FIRST_ENTRY = 30;

    @Override
    public String name() {
        return "torn";
    }

    @Override
    public String fault() {
        return "kill -9; bits of the spool flip, its newest segment ends in a torn write; start";
    }

    @Override
    public String expectation() {
        return "the torn end is cut; damaged entries are counted, one each; all others are there exactly once";
    }

    @Override
    public String run(Room room) throws Exception {
        Random random = new Random(room.seed());
        int flips = room.times(50, 10);
        try (PolkuUnderTest polku = room.polku();
                AccountedLoad load = new AccountedLoad(room.vertx(), polku)) {
            load.start();
            ServerProcess.pause(3000);
            load.stop();
            Account before = Account.atRest(polku, load.acknowledged()).isExact(polku);
            long engine = polku.process().enginePid();
            ServerProcess.signal("STOP", engine); // what follows stays in the spool
            ServerProcess.pause(1000); // and so does a batch that is on its way
            List<Path> old = segments(polku);
            load.start();
            ServerProcess.pause(room.times(15_000, 5000));
            load.stop();
            ServerProcess.pause(1500); // the spool marks its end when it is quiet: only then is each lost row counted
            // The newest segment may hold taken rows as well; damage goes where only waiting ones are.
            polku.process().kill();
            ServerProcess.signal("KILL", engine);
            List<Path> fresh =
                    segments(polku).stream().filter(file -> !old.contains(file)).toList();
            List<Path> files = fresh.isEmpty() ? segments(polku) : fresh;
            for (int i = 0; i < flips; i++) {
                flip(files.get(random.nextInt(files.size())), random);
            }
            tear(files.get(files.size() - 1));
            polku.restart();
            Account after = Account.atRest(polku, load.acknowledged()).addsUp();
            Map<String, Double> metrics = polku.metrics();
            double damaged = metrics.getOrDefault("polku_spool_damaged_bytes_total", 0.0);
            double cut = metrics.getOrDefault("polku_spool_cut_bytes_total", 0.0);
            expect(before.lost() == 0, "lost before anything was damaged: %s", before);
            expect(damaged > 0, "no damaged bytes were counted");
            expect(cut > 0, "the torn end was not cut");
            expect(after.lost() > 0 && after.lost() <= flips, "%d flips lost %d rows", flips, after.lost());
            expect(
                    after.accepted() == load.acknowledged() && after.counted() == load.acknowledged() - after.lost(),
                    "what is there and what is counted as lost are not what was acknowledged: %s",
                    after);
            polku.by("page", "pageviews")
                    .forEach((page, views) ->
                            expect(views <= AccountedLoad.VIEWS, "page %s was counted %d times", page, views));
            return String.format(
                    Locale.ROOT, "%d bits flipped, %,.0f bytes damaged, %.0f cut off; %s", flips, damaged, cut, after);
        }
    }

    private static List<Path> segments(PolkuUnderTest polku) throws IOException {
        try (Stream<Path> files = Files.list(polku.dataDirectory().resolve("spool"))) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
    }

    private static void flip(Path file, Random random) throws IOException {
        try (RandomAccessFile segment = new RandomAccessFile(file.toFile(), "rw")) {
            long at = FIRST_ENTRY + (long) (random.nextDouble() * (segment.length() - FIRST_ENTRY));
            segment.seek(at);
            int old = segment.read();
            segment.seek(at);
            segment.write(old ^ 1 << random.nextInt(8));
        }
    }

    /** The beginning of an entry of 300 bytes, as a kill in the middle of a write leaves it. */
    private static void tear(Path newest) throws IOException {
        byte[] begun = new byte[50];
        begun[0] = 44;
        begun[1] = 1;
        Files.write(newest, begun, StandardOpenOption.APPEND);
    }
}

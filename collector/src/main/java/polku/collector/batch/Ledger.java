package polku.collector.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import polku.collector.disk.Disk;
import polku.collector.spool.Position;
import polku.collector.spool.Taken;

/**
 * What became of every row, and how far the spool has been taken; replaced as a whole with each batch, so that it survives
 * any crash. At rest: accepted = stored + dead-lettered + resends + lost + pending in the spool; the spool counts what is
 * accepted on its own.
 *
 * @param node this collector's part of batch ids, 16 bits, drawn once per data directory
 * @param nextBatch the counter in the next batch's id
 * @param taken the spool's rows before this are accounted for
 * @param stored rows that ClickHouse has acknowledged
 * @param deadLettered rows that were refused for good
 * @param resends rows left out because their sender's id was stored already
 * @param accepted rows that the spool had accepted when this was written; -1 where an older version wrote it
 * @param lost rows that the disk damaged before they were taken
 * @param duplicates items of repeated beacons, never accepted; those counted since the last batch are lost in a crash
 */
public record Ledger(
        int node,
        long nextBatch,
        Position taken,
        long accepted,
        long stored,
        long deadLettered,
        long resends,
        long lost,
        long duplicates) {
    private static final int COUNTER_BITS = 48;

    /** Reads the ledger; draws a node and starts from nothing where there is none. */
    public static Ledger open(Disk disk, Path file, RandomGenerator random) throws IOException {
        if (!disk.exists(file)) {
            Ledger fresh = new Ledger(random.nextInt(1 << 16), 1, Position.START, 0, 0, 0, 0, 0, 0);
            fresh.write(disk, file);
            return fresh;
        }
        Map<String, Long> values = new HashMap<>();
        String text = new String(disk.read(file, 0, 4096), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            String[] parts = line.split("=", 2);
            values.put(parts[0], Long.parseLong(parts[1]));
        }
        return new Ledger(
                (int) value(values, "node"),
                value(values, "nextBatch"),
                new Position(value(values, "segment"), value(values, "offset")),
                values.getOrDefault("accepted", -1L),
                value(values, "stored"),
                value(values, "deadLettered"),
                value(values, "resends"),
                values.getOrDefault("lost", 0L),
                value(values, "duplicates"));
    }

    private static long value(Map<String, Long> values, String name) throws IOException {
        Long value = values.get(name);
        if (value == null) {
            throw new IOException("the ledger lacks '" + name + "'");
        }
        return value;
    }

    void write(Disk disk, Path file) throws IOException {
        String text = "node=" + node + "\nnextBatch=" + nextBatch + "\nsegment=" + taken.segment() + "\noffset="
                + taken.offset() + "\naccepted=" + accepted + "\nstored=" + stored + "\ndeadLettered=" + deadLettered
                + "\nresends=" + resends + "\nlost=" + lost + "\nduplicates=" + duplicates + "\n";
        disk.writeAtomically(file, text.getBytes(StandardCharsets.UTF_8));
    }

    long nextBatchId() {
        return (long) node << COUNTER_BITS | nextBatch;
    }

    boolean isFinished(long batchId) {
        return (batchId & (1L << COUNTER_BITS) - 1) < nextBatch;
    }

    Ledger after(
            PendingBatch done, long storedRows, long deadRows, long allAccepted, long allLost, long allDuplicates) {
        return new Ledger(
                node,
                nextBatch + 1,
                done.end(),
                allAccepted,
                stored + storedRows,
                deadLettered + deadRows,
                resends + done.batch().resends(),
                allLost,
                allDuplicates);
    }

    /** Rows of the spool that have been accounted for. */
    public long settled() {
        return stored + deadLettered + resends + lost;
    }

    /** How far the spool has been taken, and what is known of it. */
    public Taken takenSoFar() {
        return new Taken(taken, settled(), accepted);
    }
}

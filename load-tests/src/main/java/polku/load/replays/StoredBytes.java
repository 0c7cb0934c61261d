package polku.load.replays;

import static polku.load.replays.ReplayBench.say;

import polku.load.EngineUnderTest;

/** What recordings take on disk, beside each session's events in one piece under zstd at level 3. */
final class StoredBytes {
    private static final String ON_DISK =
            "SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND database = 'polku' AND table = ";
    private static final int SLICES = 16;

    private final EngineUnderTest engine;

    StoredBytes(EngineUnderTest engine) {
        this.engine = engine;
    }

    /** @param wire bytes as they came */
    void print(Screenplay play, long wire, double mostWire, double mostStored) {
        long atFirst = number(ON_DISK + "'replay_chunks'");
        engine.awaitMerged();
        long merged = number(ON_DISK + "'replay_chunks'");
        engine.run("OPTIMIZE TABLE replay_chunks FINAL");
        long whole = number(ON_DISK + "'replay_chunks'");
        long zstd = zstd();
        say("events: %,.1f MB; whole sessions under zstd-3: %,.1f MB", play.characters() / 1e6, zstd / 1e6);
        say(
                "on the wire: %,.1f MB, %.2f × (aim: ≤ %.2f): %s",
                wire / 1e6, (double) wire / zstd, mostWire, wire <= mostWire * zstd ? "met" : "MISSED");
        say(
                "stored: %,.1f MB at the end (%.2f ×), %,.1f when ClickHouse had nothing more to merge (%.2f ×), %,.1f as one part of the"
                        + " day (%.2f ×; aim: ≤ %.2f): %s",
                atFirst / 1e6,
                (double) atFirst / zstd,
                merged / 1e6,
                (double) merged / zstd,
                whole / 1e6,
                (double) whole / zstd,
                mostStored,
                whole <= mostStored * zstd ? "met" : "MISSED");
    }

    /** A row of one column holds a session; each is a block of its own, and not cut. */
    private long zstd() {
        engine.run(
                "CREATE TABLE whole_sessions (visitor UInt64, content String CODEC(ZSTD(3))) ENGINE = MergeTree ORDER BY visitor"
                        + " SETTINGS index_granularity = 1, min_bytes_for_wide_part = 0, min_compress_block_size = 1,"
                        + " max_compress_block_size = 134217728");
        engine.run("SYSTEM STOP MERGES whole_sessions");
        for (int slice = 0; slice < SLICES; slice++) {
            engine.run("INSERT INTO whole_sessions SELECT visitor_id, arrayStringConcat(arrayMap(one -> one.2,"
                    + " arraySort(one -> one.1, groupArray((at, content))))) FROM replay_chunks WHERE visitor_id % "
                    + SLICES + " = " + slice + " GROUP BY visitor_id SETTINGS max_threads = 1");
        }
        return number(
                "SELECT sum(column_data_compressed_bytes) FROM system.parts_columns WHERE active AND database = 'polku'"
                        + " AND table = 'whole_sessions' AND column = 'content'");
    }

    private long number(String sql) {
        return Long.parseLong(engine.run(sql));
    }
}

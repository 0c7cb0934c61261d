package polku.storage.write;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.Sql;
import polku.storage.clickhouse.UInt64;

/** Writes batches to ClickHouse. Blocks; every call throws {@code ClickHouseException} with what is known of its outcome. */
public final class BatchStore {
    private static final int MOVES_PER_UPDATE = 200;

    private final ClickHouse clickHouse;

    public BatchStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /**
     * Inserts rows {@code from} (included) to {@code to} (excluded). The same rows under the same token are stored once,
     * however often they are sent, within the tables' deduplication window (the last 10,000 inserts).
     */
    public void insert(Batch.TableRows rows, int from, int to, String token) {
        int start = rows.offsets()[from];
        int end = to == rows.rows() ? rows.bytes().length : rows.offsets()[to];
        clickHouse.insert(rows.table(), rows.bytes(), start, end - start, token);
    }

    /**
     * The rows of a batch that are not in the table. An insert is stored by the partition or not at all, so these are all rows
     * of some partitions. Asked before a resend whose token may be forgotten (ClickHouse's deduplication log does not survive a
     * loss of power with the rows), and after one whose token may be remembered without its rows (the log is written
     * first).
     */
    public Batch.TableRows missing(Batch.TableRows rows, long batchId) {
        Set<String> partitions = new HashSet<>(clickHouse.query(
                Sql.load(BatchStore.class, "partitionsOfBatch.sql"),
                Map.of("table", rows.table(), "batch", UInt64.of(batchId)),
                ClickHouse.QueryLimit.SCREEN,
                row -> row.getString(1)));
        RowWriter kept = new RowWriter(rows.bytes().length);
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < rows.rows(); i++) {
            if (!partitions.contains(BatchTimes.partition(rows, i))) {
                int end = i + 1 < rows.rows() ? rows.offsets()[i + 1] : rows.bytes().length;
                offsets.add(kept.length());
                kept.raw(rows.bytes(), rows.offsets()[i], end - rows.offsets()[i]);
            }
        }
        return new Batch.TableRows(
                rows.table(),
                kept.toByteArray(),
                offsets.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Gives rows to the session that they belong to now; doing it again changes nothing. */
    public void move(List<Batch.SessionMove> moves) {
        for (int from = 0; from < moves.size(); from += MOVES_PER_UPDATE) {
            List<Batch.SessionMove> part = moves.subList(from, Math.min(moves.size(), from + MOVES_PER_UPDATE));
            move(RowKind.EVENT.table(), part);
            move(RowKind.INTERACTION.table(), part);
            move(RowKind.SNAPSHOT.table(), part);
            move(RowKind.REPLAY.table(), part);
        }
    }

    private void move(String table, List<Batch.SessionMove> moves) {
        List<BigInteger> visitors = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        List<Integer> sites = new ArrayList<>();
        List<BigInteger> sessions = new ArrayList<>();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Batch.SessionMove move : moves) {
            sites.add(move.siteId());
            visitors.add(UInt64.of(move.visitorId()));
            starts.add(move.from());
            ends.add(move.to());
            sessions.add(UInt64.of(move.sessionId()));
            first = Math.min(first, move.from());
            last = Math.max(last, move.to());
        }
        clickHouse.execute(
                Sql.load(BatchStore.class, "moveSessions.sql"),
                Map.of(
                        "table",
                        table,
                        "sites",
                        sites,
                        "visitors",
                        visitors,
                        "starts",
                        starts,
                        "ends",
                        ends,
                        "sessions",
                        sessions,
                        "first",
                        first,
                        "last",
                        last));
    }
}

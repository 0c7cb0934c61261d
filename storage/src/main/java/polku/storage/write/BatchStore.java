package polku.storage.write;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Whether any row of the batch is in the table: asked before a resend that may be older than the window. */
    public boolean isStored(String table, long batchId) {
        return clickHouse
                        .query(
                                "SELECT count() FROM {table:Identifier} WHERE batch_id = {batch:UInt64}",
                                Map.of("table", table, "batch", UInt64.of(batchId)),
                                ClickHouse.QueryLimit.SCREEN,
                                row -> row.getLong(1))
                        .get(0)
                > 0;
    }

    /** Gives rows to the session that they belong to now; doing it again changes nothing. */
    public void move(List<Batch.SessionMove> moves) {
        for (int from = 0; from < moves.size(); from += MOVES_PER_UPDATE) {
            List<Batch.SessionMove> part = moves.subList(from, Math.min(moves.size(), from + MOVES_PER_UPDATE));
            for (RowKind kind : RowKind.values()) {
                move(kind.table(), part);
            }
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

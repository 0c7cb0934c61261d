package polku.collector.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import polku.collector.batch.BatchSink;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.clickhouse.ClickHouseException.Outcome;
import polku.storage.write.Batch;
import polku.storage.write.EventRow;
import polku.storage.write.IdentityRow;
import polku.storage.write.InteractionRow;
import polku.storage.write.ReplayRow;
import polku.storage.write.RowKind;
import polku.storage.write.RowReader;
import polku.storage.write.SnapshotRow;
import polku.storage.write.SpooledRow;

/**
 * A ClickHouse in memory that keeps the one promise that matters here: the same token with the same bytes stores nothing
 * twice. Faults are played by {@link #onInsert} and {@link #onForm}.
 */
public class FakeClickHouse implements BatchSink {
    /** Called before (or after) the rows are kept; may throw. */
    public interface Fault {
        void strike(String table, String token, List<byte[]> rows);
    }

    public interface FormFault {
        void strike(List<SpooledRow> rows);
    }

    private final Map<String, List<byte[]>> tables = new ConcurrentHashMap<>();
    private final Map<String, byte[]> tokens = new ConcurrentHashMap<>();
    private final Map<String, Long> batches = new ConcurrentHashMap<>();
    public final List<String> inserts = new CopyOnWriteArrayList<>();
    public final List<Batch.SessionMove> moves = new CopyOnWriteArrayList<>();
    public final List<Integer> formed = new CopyOnWriteArrayList<>();
    public volatile Fault onInsert = (table, token, rows) -> {};
    public volatile Fault afterInsert = (table, token, rows) -> {};
    public volatile FormFault onForm = rows -> {};
    public volatile List<Batch.SessionMove> movesToForm = List.of();

    public static ClickHouseException unavailable() {
        return new ClickHouseException(0, Outcome.UNAVAILABLE, "connection refused", null);
    }

    public static ClickHouseException unknown() {
        return new ClickHouseException(0, Outcome.UNKNOWN, "timed out", null);
    }

    public static ClickHouseException rejected() {
        return new ClickHouseException(27, Outcome.REJECTED, "cannot parse", null);
    }

    @Override
    public Batch form(long batchId, List<SpooledRow> rows) {
        onForm.strike(rows);
        formed.add(rows.size());
        Map<RowKind, ByteArrayOutputStream> bytes = new LinkedHashMap<>();
        Map<RowKind, List<Integer>> offsets = new LinkedHashMap<>();
        for (SpooledRow row : rows) {
            ByteArrayOutputStream out = bytes.computeIfAbsent(row.kind(), kind -> new ByteArrayOutputStream());
            offsets.computeIfAbsent(row.kind(), kind -> new ArrayList<>()).add(out.size());
            out.writeBytes(row.toByteArray());
        }
        List<Batch.TableRows> parts = new ArrayList<>();
        bytes.forEach((kind, out) -> parts.add(new Batch.TableRows(
                kind.table(),
                out.toByteArray(),
                offsets.get(kind).stream().mapToInt(Integer::intValue).toArray())));
        return new Batch(batchId, parts, movesToForm, 0);
    }

    @Override
    public synchronized void insert(Batch.TableRows rows, int fromRow, int toRow, String token) {
        List<byte[]> slice = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = fromRow; i < toRow; i++) {
            int end = i + 1 < rows.rows() ? rows.offsets()[i + 1] : rows.bytes().length;
            byte[] row = Arrays.copyOfRange(rows.bytes(), rows.offsets()[i], end);
            slice.add(row);
            all.writeBytes(row);
        }
        inserts.add(token);
        onInsert.strike(rows.table(), token, slice);
        byte[] before = tokens.putIfAbsent(token, all.toByteArray());
        if (before == null) {
            tables.computeIfAbsent(rows.table(), table -> new CopyOnWriteArrayList<>())
                    .addAll(slice);
            batches.put(rows.table() + token.substring(0, token.indexOf('-')), 1L);
        } else if (!Arrays.equals(before, all.toByteArray())) {
            throw new AssertionError("token " + token + " came again with other bytes");
        }
        afterInsert.strike(rows.table(), token, slice);
    }

    private final AtomicInteger forgotten = new AtomicInteger();

    @Override
    public void move(List<Batch.SessionMove> sessionMoves) {
        moves.addAll(sessionMoves);
    }

    @Override
    public Batch.TableRows missing(Batch.TableRows rows, long batchId) {
        boolean isThere = batches.containsKey(rows.table() + Long.toUnsignedString(batchId));
        return isThere ? new Batch.TableRows(rows.table(), new byte[0], new int[0]) : rows;
    }

    @Override
    public void forget() {
        forgotten.incrementAndGet();
    }

    /** How often what was formed turned out not to be stored as it was. */
    public int forgotten() {
        return forgotten.get();
    }

    /** Takes later rows of this token for a repetition, though there are none of it. */
    public void rememberToken(String token, List<byte[]> rows) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        rows.forEach(all::writeBytes);
        tokens.put(token, all.toByteArray());
    }

    /** Forgets all tokens, as ClickHouse does after some thousand blocks. */
    public void forgetTokens() {
        tokens.clear();
    }

    public List<byte[]> rows(String table) {
        return tables.getOrDefault(table, List.of());
    }

    public List<EventRow> events() {
        return rows("events").stream()
                .map(row -> EventRow.decode(new RowReader(row, 0, row.length)))
                .toList();
    }

    public List<InteractionRow> interactions() {
        return rows("interactions").stream()
                .map(row -> InteractionRow.decode(new RowReader(row, 0, row.length)))
                .toList();
    }

    public List<SnapshotRow> snapshots() {
        return rows("page_snapshots").stream()
                .map(row -> SnapshotRow.decode(new RowReader(row, 0, row.length)))
                .toList();
    }

    public List<ReplayRow> replays() {
        return rows("replay_chunks").stream()
                .map(row -> ReplayRow.decode(new RowReader(row, 0, row.length)))
                .toList();
    }

    public List<IdentityRow> identities() {
        return rows("identities").stream()
                .map(row -> IdentityRow.decode(new RowReader(row, 0, row.length)))
                .toList();
    }
}

package polku.storage.write;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.storage.session.Arrival;
import polku.storage.session.Session;
import polku.storage.session.SessionChanges;
import polku.storage.session.Sessionizer;
import polku.storage.session.Sessionizer.Change;
import polku.storage.session.SignOfLife;
import polku.storage.session.Visitor;

/**
 * Makes a batch of spooled rows: leaves out events that came before under the same sender's id, tells the sessions, and
 * stamps session and batch into the rows. Blocks (it may have to ask ClickHouse); used by one thread.
 *
 * <p>Batches must be stored in the order in which they were formed, and one before the next is formed: what is told here
 * is held to be stored.
 */
public final class BatchFormer {
    private static final int VISITOR_OFFSET = 4;
    private static final int SESSION_OFFSET = 12;
    private static final int BATCH_OFFSET = 20;
    private static final int IDENTITY_BATCH_OFFSET = 12;

    private final Sessionizer sessionizer;
    private final ResendFilter resends;
    private volatile long latest;

    public BatchFormer(Sessionizer sessionizer, ResendFilter resends) {
        this.sessionizer = sessionizer;
        this.resends = resends;
    }

    /**
     * A row and whose it is.
     *
     * @param at when it happened
     * @param isSign false where the row neither starts a session nor keeps one alive
     */
    private record Entry(SpooledRow row, Visitor visitor, long at, boolean isSign) {}

    /** @throws polku.storage.clickhouse.ClickHouseException nothing happened then; the same rows may be given again */
    public Batch form(long batchId, List<SpooledRow> spooled) {
        latest = batchId;
        List<SpooledRow> rows = OldRows.current(spooled);
        Set<Integer> left = resends.positions(rows);
        List<Entry> entries = new ArrayList<>(rows.size());
        Map<Visitor, Arrival> arrivals = new LinkedHashMap<>();
        Visitor last = new Visitor(0, 0);
        for (int i = 0; i < rows.size(); i++) {
            if (!left.contains(i)) {
                Entry entry = entry(rows.get(i), last, arrivals);
                entries.add(entry);
                last = entry.visitor;
            }
        }
        Map<Visitor, Change> changes = sessionizer.add(arrivals);

        List<Batch.TableRows> tables = new ArrayList<>();
        for (RowKind kind : RowKind.values()) {
            add(tables, stamped(batchId, kind, entries, changes));
        }
        add(tables, namedRows(batchId, entries));
        add(tables, sessionRows(batchId, changes));
        List<Batch.SessionMove> moves = new ArrayList<>();
        changes.forEach((visitor, change) -> moves.addAll(SessionChanges.moves(visitor, change)));
        return new Batch(batchId, List.copyOf(tables), List.copyOf(moves), left.size());
    }

    /** The last batch formed, 0 before the first; may be called on any thread. */
    public long latest() {
        return latest;
    }

    /** To be called when a batch could not be stored as it was formed (rows went to the dead letters). */
    public void forget() {
        sessionizer.forget();
    }

    private static void add(List<Batch.TableRows> tables, Batch.TableRows rows) {
        if (rows.rows() > 0) {
            tables.add(rows);
        }
    }

    /** @param last the row's before: rows of one visitor mostly come together */
    private static Entry entry(SpooledRow row, Visitor last, Map<Visitor, Arrival> arrivals) {
        int siteId = row.int32(0);
        long visitorId = row.int64(VISITOR_OFFSET);
        Visitor visitor =
                last.siteId() == siteId && last.visitorId() == visitorId ? last : new Visitor(siteId, visitorId);
        switch (row.kind()) {
            case EVENT -> {
                Session sign = SignOfLife.ofEvent(row);
                arrival(arrivals, visitor).sign(sign);
                return new Entry(row, visitor, sign.activeFrom(), true);
            }
            case INTERACTION -> {
                long at = row.int64(InteractionRow.AT_OFFSET);
                boolean isSign = !InteractionRow.kindOf(row).isPassive();
                if (isSign) {
                    arrival(arrivals, visitor).sign(SignOfLife.ofInteraction(row));
                } else {
                    arrival(arrivals, visitor).passive(at);
                }
                return new Entry(row, visitor, at, isSign);
            }
            case SNAPSHOT, REPLAY -> {
                long at = row.int64(EventRow.AT_OFFSET);
                arrival(arrivals, visitor).passive(at);
                return new Entry(row, visitor, at, false);
            }
            case IDENTITY -> {
                return new Entry(row, visitor, 0, false);
            }
        }
        throw new IllegalArgumentException("unknown kind of row: " + row.kind());
    }

    private static Arrival arrival(Map<Visitor, Arrival> arrivals, Visitor visitor) {
        return arrivals.computeIfAbsent(visitor, added -> new Arrival());
    }

    private static Batch.TableRows stamped(
            long batchId, RowKind kind, List<Entry> entries, Map<Visitor, Change> changes) {
        int count = 0;
        int bytes = 0;
        for (Entry entry : entries) {
            if (entry.row.kind() == kind) {
                count++;
                bytes += entry.row.length();
            }
        }
        byte[] rows = new byte[bytes];
        int[] starts = new int[count];
        int at = 0;
        int index = 0;
        Change change = null;
        Visitor of = null;
        for (Entry entry : entries) {
            if (entry.row.kind() == kind) {
                if (of != entry.visitor) {
                    of = entry.visitor;
                    change = changes.get(of);
                }
                stamp(entry, batchId, change);
                starts[index++] = at;
                at = entry.row.copyTo(rows, at);
            }
        }
        return new Batch.TableRows(kind.table(), rows, starts);
    }

    private static void stamp(Entry entry, long batchId, @Nullable Change change) {
        if (entry.row.kind() == RowKind.IDENTITY) {
            entry.row.stamp(IDENTITY_BATCH_OFFSET, batchId);
            return;
        }
        Change told = Objects.requireNonNull(change);
        long session =
                entry.isSign ? SessionChanges.sessionAt(told, entry.at) : SessionChanges.sessionNear(told, entry.at);
        entry.row.stamp(SESSION_OFFSET, session);
        entry.row.stamp(BATCH_OFFSET, batchId);
    }

    private static Batch.TableRows namedRows(long batchId, List<Entry> entries) {
        RowWriter rows = new RowWriter();
        List<Integer> starts = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.row.resendable() && entry.row.kind() == RowKind.EVENT) {
                starts.add(rows.length());
                rows.int32(entry.visitor.siteId())
                        .int64(EventRow.eventIdOf(entry.row))
                        .int64(batchId)
                        .int64(entry.at);
            }
        }
        return new Batch.TableRows("named_events", rows.toByteArray(), offsets(starts));
    }

    private static Batch.TableRows sessionRows(long batchId, Map<Visitor, Change> changes) {
        RowWriter rows = new RowWriter(1 << 16);
        List<Integer> starts = new ArrayList<>();
        changes.forEach((visitor, change) -> SessionChanges.encode(visitor, change, batchId, rows, starts));
        return new Batch.TableRows("sessions", rows.toByteArray(), offsets(starts));
    }

    private static int[] offsets(List<Integer> starts) {
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Tells which of the rows are there already. */
    public interface ResendFilter {
        /** Positions in {@code rows} of events that were stored before, or stand earlier in the same list. */
        Set<Integer> positions(List<SpooledRow> rows);

        /** No sender names its events. */
        ResendFilter NONE = rows -> new HashSet<>();
    }
}

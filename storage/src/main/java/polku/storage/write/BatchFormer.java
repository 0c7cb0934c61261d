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
import polku.storage.session.Visitor;

/**
 * Makes a batch of spooled rows: leaves out events that came before under the same sender's id, tells the sessions, and
 * stamps session and batch into the rows. Blocks (it may have to ask ClickHouse); used by one thread.
 *
 * <p>Batches must be stored in the order in which they were formed, and one before the next is formed: what is told here
 * is held to be stored.
 */
public final class BatchFormer {
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
     * @param at for a sign of life or what is near one
     * @param isSign false where the row neither starts a session nor keeps one alive
     * @param namedId the event's id where its sender gave it, null otherwise
     */
    private record Entry(
            RowKind kind,
            byte[] row,
            Visitor visitor,
            long at,
            boolean isSign,
            @Nullable Long namedId) {}

    /** @throws polku.storage.clickhouse.ClickHouseException nothing happened then; the same rows may be given again */
    public Batch form(long batchId, List<SpooledRow> spooled) {
        latest = batchId;
        List<SpooledRow> rows = spooled.stream().map(OldRows::current).toList();
        Set<Integer> left = resends.positions(rows);
        List<Entry> entries = new ArrayList<>(rows.size());
        Map<Visitor, Arrival> arrivals = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!left.contains(i)) {
                entries.add(decode(rows.get(i), arrivals));
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

    private static Entry decode(SpooledRow spooled, Map<Visitor, Arrival> arrivals) {
        byte[] row = spooled.row();
        RowReader reader = new RowReader(row, 0, row.length);
        return switch (spooled.kind()) {
            case EVENT -> {
                EventRow event = EventRow.decode(reader);
                Visitor visitor = new Visitor(event.siteId(), event.visitorId());
                arrival(arrivals, visitor).sign(Session.of(event));
                Long namedId = spooled.resendable() ? event.eventId() : null;
                yield new Entry(RowKind.EVENT, row, visitor, event.at(), true, namedId);
            }
            case INTERACTION -> {
                InteractionRow interaction = InteractionRow.decode(reader);
                Visitor visitor = new Visitor(interaction.siteId(), interaction.visitorId());
                boolean isSign = !interaction.kind().isPassive();
                if (isSign) {
                    arrival(arrivals, visitor).sign(Session.of(interaction));
                } else {
                    arrival(arrivals, visitor).passive(interaction.at());
                }
                yield new Entry(RowKind.INTERACTION, row, visitor, interaction.at(), isSign, null);
            }
            case IDENTITY -> {
                IdentityRow identity = IdentityRow.decode(reader);
                Visitor visitor = new Visitor(identity.siteId(), identity.visitorId());
                yield new Entry(RowKind.IDENTITY, row, visitor, identity.at(), false, null);
            }
        };
    }

    private static Arrival arrival(Map<Visitor, Arrival> arrivals, Visitor visitor) {
        return arrivals.computeIfAbsent(visitor, added -> new Arrival());
    }

    private static Batch.TableRows stamped(
            long batchId, RowKind kind, List<Entry> entries, Map<Visitor, Change> changes) {
        RowWriter rows = new RowWriter(1 << 16);
        List<Integer> starts = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.kind == kind) {
                starts.add(rows.length());
                stamp(entry, batchId, changes);
                rows.raw(entry.row, 0, entry.row.length);
            }
        }
        return new Batch.TableRows(kind.table(), rows.toByteArray(), offsets(starts));
    }

    private static void stamp(Entry entry, long batchId, Map<Visitor, Change> changes) {
        if (entry.kind == RowKind.IDENTITY) {
            LittleEndian.putLong(entry.row, IDENTITY_BATCH_OFFSET, batchId);
            return;
        }
        Change change = Objects.requireNonNull(changes.get(entry.visitor));
        long session = entry.isSign
                ? SessionChanges.sessionAt(change, entry.at)
                : SessionChanges.sessionNear(change, entry.at);
        LittleEndian.putLong(entry.row, SESSION_OFFSET, session);
        LittleEndian.putLong(entry.row, BATCH_OFFSET, batchId);
    }

    private static Batch.TableRows namedRows(long batchId, List<Entry> entries) {
        RowWriter rows = new RowWriter();
        List<Integer> starts = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.namedId != null) {
                starts.add(rows.length());
                rows.int32(entry.visitor.siteId())
                        .int64(entry.namedId)
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

package polku.storage.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import polku.storage.session.Sessionizer.Change;
import polku.storage.write.Batch.SessionMove;
import polku.storage.write.RowWriter;

/** Turns a visitor's change of sessions into what is written: signed rows, and moves of rows stored earlier. */
public final class SessionChanges {
    private SessionChanges() {}

    /**
     * Writes a cancelling row for each state that no longer holds and a row for each new one.
     *
     * @param starts takes the position at which each row starts
     */
    public static void encode(Visitor visitor, Change change, long batchId, RowWriter rows, List<Integer> starts) {
        Map<Long, Session> before = new HashMap<>();
        change.before().forEach(session -> before.put(session.id(), session));
        for (Session session : change.after()) {
            Session was = before.remove(session.id());
            if (was != null && was.version() == session.version()) {
                continue;
            }
            if (was != null) {
                starts.add(rows.length());
                was.encode(rows, visitor.siteId(), visitor.visitorId(), batchId, -1);
            }
            starts.add(rows.length());
            session.encode(rows, visitor.siteId(), visitor.visitorId(), batchId, 1);
        }
        for (Session gone : before.values()) {
            starts.add(rows.length());
            gone.encode(rows, visitor.siteId(), visitor.visitorId(), batchId, -1);
        }
    }

    /** The stretches of time in which rows stored earlier belong to another session now. */
    public static List<SessionMove> moves(Visitor visitor, Change change) {
        List<SessionMove> moves = new ArrayList<>();
        for (Session was : change.before()) {
            for (Session is : change.after()) {
                if (is.id() != was.id() && is.overlaps(was)) {
                    moves.add(new SessionMove(
                            visitor.siteId(),
                            visitor.visitorId(),
                            Math.max(is.activeFrom(), was.activeFrom()),
                            Math.min(is.activeTo(), was.activeTo()),
                            is.id()));
                }
            }
        }
        return moves;
    }

    /** The id of the session that holds a row of {@code at}. */
    public static long sessionAt(Change change, long at) {
        return Timeline.at(change.after(), at).id();
    }
}

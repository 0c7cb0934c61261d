package polku.storage.session;

import java.util.ArrayList;
import java.util.List;
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
        for (Session session : change.after()) {
            Session was = Sessionizer.withId(change.before(), session.id());
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
        for (Session was : change.before()) {
            if (Sessionizer.withId(change.after(), was.id()) == null) {
                starts.add(rows.length());
                was.encode(rows, visitor.siteId(), visitor.visitorId(), batchId, -1);
            }
        }
    }

    /** The stretches of time in which rows stored earlier belong to another session now. */
    public static List<SessionMove> moves(Visitor visitor, Change change) {
        if (change.before() == change.after()) {
            return List.of();
        }
        List<SessionMove> moves = new ArrayList<>();
        List<Session> before = change.before();
        List<Session> after = change.after();
        for (int is = 0; is < after.size(); is++) {
            Session same = Sessionizer.withId(before, after.get(is).id());
            if (same != null && same.version() == after.get(is).version()) {
                continue;
            }
            for (int was = 0; was < before.size(); was++) {
                long from = Math.max(Timeline.reachFrom(after, is), Timeline.reachFrom(before, was));
                long to = Math.min(Timeline.reachTo(after, is), Timeline.reachTo(before, was));
                if (from <= to && before.get(was).id() != after.get(is).id()) {
                    moves.add(new SessionMove(
                            visitor.siteId(),
                            visitor.visitorId(),
                            from,
                            to,
                            after.get(is).id()));
                }
            }
        }
        return moves;
    }

    /** The id of the session that holds a sign of life of {@code at}. */
    public static long sessionAt(Change change, long at) {
        return Timeline.at(change.after(), at).id();
    }

    /** The id of the session to which something belongs that is no sign of life; 0 where there is none. */
    public static long sessionNear(Change change, long at) {
        Session near = Timeline.near(change.after(), at);
        return near == null ? 0 : near.id();
    }
}

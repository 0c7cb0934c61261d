package polku.storage.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.storage.write.Batch.SessionMove;

/**
 * What is stored of one visitor's sessions, right or wrong, and what it takes to make it right. The outcome depends on what
 * is stored alone: two servers that see the same write the same.
 */
final class VisitorStates {
    private static final Comparator<Session> IN_TIME = Comparator.comparingLong(Session::activeFrom)
            .thenComparingLong(Session::id)
            .thenComparingLong(Session::version);

    private final Visitor visitor;
    private final Map<Session, Integer> nets;
    private final List<Session> states;
    private final Map<Long, Integer> statesOfId = new HashMap<>();

    /** @param nets how often each state stands, never 0 */
    VisitorStates(Visitor visitor, Map<Session, Integer> nets) {
        this.visitor = visitor;
        this.nets = nets;
        this.states = nets.keySet().stream().sorted(IN_TIME).toList();
        states.forEach(state -> statesOfId.merge(state.id(), 1, Integer::sum));
    }

    /** A stretch of time with signs of life in it and pauses around it: sessions in others have nothing to do with it. */
    record Stretch(long from, long to) {
        boolean covers(long at) {
            return from <= at && at <= to;
        }
    }

    /** @param sign as in the table */
    record SignedState(Session state, int sign) {}

    /** @param moves every row of the stretches that changed, to the session that it belongs to */
    record Mending(List<SignedState> rows, List<SessionMove> moves) {}

    /**
     * Stretches told from states and signs together: there may be rows of which no state tells, as of a batch that was cut short
     * before its sessions, or of versions that did not tell their content yet and that a merge took for each other.
     */
    List<Stretch> stretches(List<Session> signs) {
        List<Session> all = new ArrayList<>(states);
        all.addAll(signs);
        all.sort(IN_TIME);
        List<Stretch> stretches = new ArrayList<>();
        for (Session one : all) {
            int last = stretches.size() - 1;
            if (last >= 0 && one.activeFrom() - stretches.get(last).to < SessionRule.GAP_MS) {
                Stretch open = stretches.get(last);
                stretches.set(last, new Stretch(open.from, Math.max(open.to, one.activeTo())));
            } else {
                stretches.add(new Stretch(one.activeFrom(), one.activeTo()));
            }
        }
        return stretches;
    }

    /** From the first sign of life that a state tells of to the last. */
    Stretch span() {
        return new Stretch(
                states.stream().mapToLong(Session::activeFrom).min().orElse(0),
                states.stream().mapToLong(Session::activeTo).max().orElse(0));
    }

    private List<Session> statesIn(Stretch stretch) {
        return states.stream()
                .filter(state -> stretch.covers(state.activeFrom()))
                .toList();
    }

    /**
     * Cuts stretches again.
     *
     * @param signs all signs of life in them, in order of time; others are passed over
     */
    Mending mend(List<Stretch> stretches, List<Session> signs) {
        long last = states.stream().mapToLong(Session::version).max().orElse(0);
        Set<Session> replaced = new HashSet<>();
        List<Session> cut = new ArrayList<>();
        for (Stretch stretch : stretches) {
            replaced.addAll(statesIn(stretch));
            cut.addAll(SessionRule.cut(signs.stream()
                    .filter(sign -> stretch.covers(sign.activeFrom()))
                    .toList()));
        }
        Set<Long> taken = new HashSet<>();
        List<Session> timeline = new ArrayList<>();
        for (Session state : states) {
            if (!replaced.contains(state)) {
                taken.add(state.id());
                timeline.add(state);
            }
        }
        Set<Session> kept = new HashSet<>();
        Set<Session> written = new HashSet<>();
        for (Session session : cut) {
            long id = id(session, replaced, taken);
            taken.add(id);
            Session numbered = session.numbered(id, session.versionAfter(last));
            Session standing = standing(numbered);
            if (standing == null) {
                written.add(numbered);
                timeline.add(numbered);
            } else {
                kept.add(standing);
                timeline.add(standing);
            }
        }
        replaced.removeAll(kept);
        return new Mending(rows(replaced, written), moves(timeline, changed(stretches, replaced, written)));
    }

    /** A session keeps the id of the first that it holds a part of, where that is free. */
    private long id(Session session, Set<Session> replaced, Set<Long> taken) {
        for (Session was : states) {
            if (replaced.contains(was) && was.overlaps(session) && !taken.contains(was.id())) {
                return was.id();
            }
        }
        int attempt = 0;
        long id;
        do {
            id = SessionRule.id(visitor.siteId(), visitor.visitorId(), session.activeFrom(), attempt++);
        } while (taken.contains(id) || statesOfId.containsKey(id));
        return id;
    }

    /** The stored state that says the same already, and is the only one of its session. */
    private @Nullable Session standing(Session session) {
        for (Session state : states) {
            if (state.id() == session.id()) {
                boolean stands = statesOfId.getOrDefault(state.id(), 0) == 1
                        && nets.getOrDefault(state, 0) == 1
                        && state.sameAs(session);
                return stands ? state : null;
            }
        }
        return null;
    }

    private List<SignedState> rows(Set<Session> replaced, Set<Session> written) {
        List<SignedState> rows = new ArrayList<>();
        replaced.stream().sorted(IN_TIME).forEach(state -> {
            int net = nets.getOrDefault(state, 0);
            for (int i = 0; i < Math.abs(net); i++) {
                rows.add(new SignedState(state, net > 0 ? -1 : 1));
            }
        });
        written.stream().sorted(IN_TIME).forEach(state -> rows.add(new SignedState(state, 1)));
        return rows;
    }

    private static List<Stretch> changed(List<Stretch> stretches, Set<Session> replaced, Set<Session> written) {
        return stretches.stream()
                .filter(stretch -> replaced.stream().anyMatch(state -> stretch.covers(state.activeFrom()))
                        || written.stream().anyMatch(state -> stretch.covers(state.activeFrom())))
                .toList();
    }

    private List<SessionMove> moves(List<Session> timeline, List<Stretch> stretches) {
        timeline.sort(IN_TIME);
        List<SessionMove> moves = new ArrayList<>();
        for (int i = 0; i < timeline.size(); i++) {
            Session session = timeline.get(i);
            if (stretches.stream().anyMatch(stretch -> stretch.covers(session.activeFrom()))) {
                moves.add(new SessionMove(
                        visitor.siteId(),
                        visitor.visitorId(),
                        Timeline.reachFrom(timeline, i),
                        Timeline.reachTo(timeline, i),
                        session.id()));
            }
        }
        return moves;
    }
}

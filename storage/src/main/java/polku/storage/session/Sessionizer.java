package polku.storage.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the sessions of the visitors in a batch: what they were before it, and what they are with it. Holds the recent
 * sessions of recent visitors; others are loaded, all that a batch needs together. Used by one thread.
 */
public final class Sessionizer {
    /** How far before a visitor's first new sign of life sessions are known: chains of sessions need a day and a pause. */
    private static final long LOOK_BACK_MS = Duration.ofHours(49).toMillis();

    private static final int SESSIONS_KEPT_PER_VISITOR = 64;

    /** A visitor's place in the cache with its list, without the sessions; measured. */
    private static final int BYTES_PER_VISITOR = 200;

    private final SessionSource source;
    private final Cache<Visitor, Known> recent;

    private final Object doubting = new Object();
    private final Set<Visitor> doubtedMeanwhile = new HashSet<>();
    private boolean adding;

    /**
     * @param bytes of memory for sessions of recent visitors. By bytes and not by number, since visitors are as many and
     *     their pages' addresses as long as their senders like; an ordinary visitor takes half a kilobyte
     */
    public Sessionizer(SessionSource source, long bytes) {
        this.source = source;
        this.recent = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Visitor visitor, Known known) -> known.bytes())
                .executor(Runnable::run)
                .build();
    }

    /** @param sessions all with a sign of life at {@code since} or later, as they are stored */
    private record Known(long since, List<Session> sessions) {
        int bytes() {
            int bytes = BYTES_PER_VISITOR;
            for (Session session : sessions) {
                bytes += session.bytes();
            }
            return bytes;
        }
    }

    /** A visitor's sessions before and after a batch, as far back as the batch reaches. */
    public record Change(List<Session> before, List<Session> after) {}

    /** Tells the sessions of all visitors of a batch. */
    public Map<Visitor, Change> add(Map<Visitor, Arrival> arrivals) {
        synchronized (doubting) {
            adding = true;
        }
        try {
            return addToKnown(arrivals);
        } finally {
            synchronized (doubting) {
                recent.invalidateAll(doubtedMeanwhile);
                doubtedMeanwhile.clear();
                adding = false;
            }
        }
    }

    private Map<Visitor, Change> addToKnown(Map<Visitor, Arrival> arrivals) {
        Map<Visitor, Known> known = known(arrivals);
        Map<Visitor, Change> changes = new LinkedHashMap<>();
        arrivals.forEach((visitor, arrival) -> {
            List<Session> before = Objects.requireNonNull(known.get(visitor)).sessions;
            changes.put(visitor, new Change(before, after(visitor, before, arrival.signs())));
        });
        // Only now: a failure above leaves what is known as it was.
        changes.forEach((visitor, change) -> remember(visitor, change.after, known));
        return changes;
    }

    /**
     * What is held of these visitors may differ from what is stored. May be called on any thread. Nothing is kept of them
     * but while a batch is being told that may hold them: where no visitor comes, as on a server that stands by for
     * another, doubts would pile up for ever.
     */
    public void doubt(Collection<Visitor> visitors) {
        synchronized (doubting) {
            recent.invalidateAll(visitors);
            if (adding) {
                doubtedMeanwhile.addAll(visitors);
            }
        }
    }

    /** Forgets everything, where what is stored may differ from what was told. */
    public void forget() {
        recent.invalidateAll();
    }

    private Map<Visitor, Known> known(Map<Visitor, Arrival> arrivals) {
        Map<Visitor, Known> known = new HashMap<>();
        Map<Visitor, Long> missing = new LinkedHashMap<>();
        arrivals.forEach((visitor, arrival) -> {
            long needed = arrival.earliest() - LOOK_BACK_MS;
            Known here = recent.getIfPresent(visitor);
            if (here != null && here.since <= needed) {
                known.put(visitor, here);
            } else {
                missing.put(visitor, needed - LOOK_BACK_MS);
            }
        });
        if (!missing.isEmpty()) {
            Map<Visitor, List<Session>> loaded = source.sessions(missing);
            missing.forEach((visitor, since) ->
                    known.put(visitor, new Known(since, loaded.getOrDefault(visitor, List.of()))));
        }
        return known;
    }

    private List<Session> after(Visitor visitor, List<Session> before, List<Session> added) {
        if (added.isEmpty()) {
            return before;
        }
        List<Session> inOrder = new ArrayList<>(added);
        inOrder.sort(Comparator.comparingLong(Session::activeFrom)); // stable: at the same time, in order of arrival
        List<Session> sessions = new ArrayList<>(before);
        for (Session sign : inOrder) {
            if (!Timeline.add(sessions, sign)) {
                return numbered(visitor, before, cutAgain(visitor, before, inOrder));
            }
        }
        return numbered(visitor, before, sessions);
    }

    /** From the rows, for the sessions that the new signs touch, directly or through others. */
    private List<Session> cutAgain(Visitor visitor, List<Session> before, List<Session> added) {
        long from = added.get(0).activeFrom();
        long to = added.get(added.size() - 1).activeTo();
        Set<Session> touched = new HashSet<>();
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Session session : before) {
                boolean near = session.activeFrom() - to < SessionRule.GAP_MS
                        && from - session.activeTo() < SessionRule.GAP_MS;
                if (near && touched.add(session)) {
                    from = Math.min(from, session.activeFrom());
                    to = Math.max(to, session.activeTo());
                    grows = true;
                }
            }
        }
        List<Session> signs = new ArrayList<>(source.signs(visitor, from, to));
        signs.addAll(added);
        signs.sort(Comparator.comparingLong(Session::activeFrom));
        List<Session> all = new ArrayList<>(before);
        all.removeAll(touched);
        all.addAll(SessionRule.cut(signs));
        all.sort(Comparator.comparingLong(Session::activeFrom));
        return all;
    }

    /** Gives ids: a session keeps the id of the first session that it holds a part of, else it gets a new one. */
    private static List<Session> numbered(Visitor visitor, List<Session> before, List<Session> after) {
        List<Session> numbered = new ArrayList<>(after);
        for (int i = 0; i < numbered.size(); i++) {
            Session session = after.get(i);
            long id = session.id() != 0 ? session.id() : newId(visitor, session, before, numbered);
            Session was = withId(before, id);
            if (was == session) {
                continue;
            }
            Session plain = session.numbered(id, was == null ? session.versionAfter(0) : was.version());
            Session next = was == null || was.sameAs(plain)
                    ? plain
                    : session.numbered(id, session.versionAfter(was.version()));
            numbered.set(i, next.detached()); // it outlives the batch that it was read from
        }
        return numbered;
    }

    private static long newId(Visitor visitor, Session session, List<Session> before, List<Session> taken) {
        for (Session was : before) {
            if (was.overlaps(session) && withId(taken, was.id()) == null) {
                return was.id();
            }
        }
        int attempt = 0;
        long id;
        do {
            id = SessionRule.id(visitor.siteId(), visitor.visitorId(), session.activeFrom(), attempt++);
        } while (withId(taken, id) != null || withId(before, id) != null);
        return id;
    }

    /** A visitor has few sessions at hand: looking through them is faster than any table of them. */
    static @Nullable Session withId(List<Session> sessions, long id) {
        for (int i = 0; i < sessions.size(); i++) { // an iterator for each row would be most of what a batch allocates
            if (sessions.get(i).id() == id) {
                return sessions.get(i);
            }
        }
        return null;
    }

    private void remember(Visitor visitor, List<Session> sessions, Map<Visitor, Known> known) {
        long since = Objects.requireNonNull(known.get(visitor)).since;
        int surplus = sessions.size() - SESSIONS_KEPT_PER_VISITOR;
        if (surplus > 0) {
            since = sessions.get(surplus - 1).activeTo() + 1;
            recent.put(visitor, new Known(since, List.copyOf(sessions.subList(surplus, sessions.size()))));
        } else {
            recent.put(visitor, new Known(since, List.copyOf(sessions)));
        }
    }
}

package polku.storage.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One visitor's sessions in order of time, disjoint. Orderly traffic touches the last one only; a late sign of life may
 * lengthen a session, move its start or join two.
 */
final class Timeline {
    private Timeline() {}

    /**
     * Adds one sign of life to the sessions.
     *
     * @return false, with the sessions as they were, where only the visitor's rows can tell, because the 24-hour limit cuts
     *     the chain of sessions that it falls into, and the cuts behind it move
     */
    static boolean add(List<Session> sessions, Session sign) {
        long at = sign.activeFrom();
        int index = lastStartedBy(sessions, at);
        Session left = index >= 0 ? sessions.get(index) : null;
        Session right = index + 1 < sessions.size() ? sessions.get(index + 1) : null;
        boolean inside = left != null && at <= left.activeTo();
        boolean joinsLeft = left != null && at - left.activeTo() < SessionRule.GAP_MS;
        boolean joinsRight = right != null && right.activeFrom() - at < SessionRule.GAP_MS;

        if (left != null && (inside || joinsLeft && !joinsRight && SessionRule.continues(left, at))) {
            sessions.set(index, left.with(sign));
            return true;
        }
        if (right == null || !joinsRight) {
            sessions.add(index + 1, sign);
            return true;
        }
        if (left != null && right.activeFrom() - left.activeTo() < SessionRule.GAP_MS) {
            // The 24-hour limit, not a pause, parts the two.
            if (SessionRule.continues(left, at)) {
                sessions.set(index, left.with(sign));
                return true;
            }
            return false;
        }
        boolean chainGoesOn = index + 2 < sessions.size()
                && sessions.get(index + 2).activeFrom() - right.activeTo() < SessionRule.GAP_MS;
        long from = left != null && joinsLeft ? left.activeFrom() : at;
        if (chainGoesOn || right.activeTo() - from >= SessionRule.MAX_MS) {
            return false;
        }
        if (left != null && joinsLeft) {
            sessions.set(index, left.with(sign).with(right));
            sessions.remove(index + 1);
        } else {
            sessions.set(index + 1, right.with(sign));
        }
        return true;
    }

    /** The session that holds a sign of life at {@code at}. */
    static Session at(List<Session> sessions, long at) {
        int index = lastStartedBy(sessions, at);
        if (index < 0 || !sessions.get(index).covers(at)) {
            throw new IllegalStateException("no session at " + at + " among " + sessions.size());
        }
        return sessions.get(index);
    }

    /**
     * The session to which something at {@code at} belongs that is no sign of life: the one under way, or that ended less
     * than a pause before, or else the one that begins less than a pause after. Null where there is none.
     */
    static @Nullable Session near(List<Session> sessions, long at) {
        int index = lastStartedBy(sessions, at);
        if (index >= 0 && at <= reachTo(sessions, index)) {
            return sessions.get(index);
        }
        boolean isBeforeNext = index + 1 < sessions.size() && at >= reachFrom(sessions, index + 1);
        return isBeforeNext ? sessions.get(index + 1) : null;
    }

    /** Where the stretch of time begins whose rows belong to the session, what is no sign of life included. */
    static long reachFrom(List<Session> sessions, int index) {
        long from = sessions.get(index).activeFrom() - SessionRule.GAP_MS + 1;
        return index == 0 ? from : Math.max(from, reachTo(sessions, index - 1) + 1);
    }

    /** Where that stretch ends, included; stretches never overlap. */
    static long reachTo(List<Session> sessions, int index) {
        long to = sessions.get(index).activeTo() + SessionRule.GAP_MS - 1;
        return index + 1 == sessions.size()
                ? to
                : Math.min(to, sessions.get(index + 1).activeFrom() - 1);
    }

    private static int lastStartedBy(List<Session> sessions, long at) {
        int low = 0;
        int high = sessions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sessions.get(middle).activeFrom() <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}

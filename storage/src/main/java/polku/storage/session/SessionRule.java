package polku.storage.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The definition: a session ends after 30 minutes without any sign of life, or after 24 hours. Midnight does not end it.
 * What counts is when things happened, never when they arrived.
 */
public final class SessionRule {
    /** A sign of life this long after the previous one, or longer, starts a new session. */
    public static final long GAP_MS = Duration.ofMinutes(30).toMillis();

    /** A sign of life this long after the session's first one, or longer, starts a new session. */
    public static final long MAX_MS = Duration.ofHours(24).toMillis();

    private SessionRule() {}

    /**
     * Cuts a visitor's signs of life into sessions.
     *
     * @param signs single signs of life ({@link SignOfLife}), ordered by time
     * @return sessions in order of time, without ids
     */
    public static List<Session> cut(List<Session> signs) {
        List<Session> sessions = new ArrayList<>();
        for (Session sign : signs) {
            int last = sessions.size() - 1;
            if (last >= 0 && continues(sessions.get(last), sign.activeFrom())) {
                sessions.set(last, sessions.get(last).with(sign));
            } else {
                sessions.add(sign);
            }
        }
        return sessions;
    }

    /** Whether a sign of life at {@code at}, not before the session's last one, still belongs to it. */
    static boolean continues(Session session, long at) {
        return at - session.activeTo() < GAP_MS && at - session.activeFrom() < MAX_MS;
    }

    /** A session's id: told by site, visitor and a time, so that the same input gives the same id on every machine. */
    static long id(int siteId, long visitorId, long at, int attempt) {
        long id = mixed(mixed(mixed(visitorId) ^ at) ^ ((long) siteId << 32 | attempt));
        return id == 0 ? 1 : id;
    }

    /** Each bit of the result depends on each of the input: the mixer of SplitMix64. */
    static long mixed(long input) {
        long z = input + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}

package polku.storage.control;

import java.time.InstantSource;
import java.util.List;

/** Which recorded sessions of each site are kept whatever their age, and which somebody has watched. Blocks. */
public final class ReplayPins {
    /** So many of a site can be pinned. */
    public static final int MOST = 2_000;

    /** So many are known to have been watched; those watched longest ago are forgotten first. */
    public static final int MOST_WATCHED = 5_000;

    private final Database database;
    private final InstantSource clock;

    ReplayPins(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The sessions' ids, pinned last first; empty also where there is no such site. */
    public List<Long> pinned(String siteId) {
        return sessions("pinned", siteId, MOST);
    }

    /** The sessions' ids, watched last first. */
    public List<Long> watched(String siteId) {
        return sessions("watched", siteId, MOST_WATCHED);
    }

    /** False where there are {@link #MOST} already. */
    public boolean pin(String siteId, long session) {
        return database.write(handle -> {
            long pinned = handle.createQuery(Database.sql(ReplayPins.class, "count"))
                    .bind("site", siteId)
                    .mapTo(Long.class)
                    .one();
            if (pinned >= MOST) {
                return false;
            }
            handle.createUpdate(Database.sql(ReplayPins.class, "pin"))
                    .bind("site", siteId)
                    .bind("session", session)
                    .bind("now", clock.millis())
                    .execute();
            return true;
        });
    }

    public void unpin(String siteId, long session) {
        delete("unpin", siteId, session);
    }

    public void watch(String siteId, long session) {
        database.write(handle -> {
            handle.createUpdate(Database.sql(ReplayPins.class, "watch"))
                    .bind("site", siteId)
                    .bind("session", session)
                    .bind("now", clock.millis())
                    .execute();
            return handle.createUpdate(Database.sql(ReplayPins.class, "forgetOldest"))
                    .bind("site", siteId)
                    .bind("most", MOST_WATCHED - 1)
                    .execute();
        });
    }

    /** Forgets a session that is deleted. */
    public void forget(String siteId, long session) {
        delete("unpin", siteId, session);
        delete("unwatch", siteId, session);
    }

    private void delete(String statement, String siteId, long session) {
        database.write(handle -> handle.createUpdate(Database.sql(ReplayPins.class, statement))
                .bind("site", siteId)
                .bind("session", session)
                .execute());
    }

    private List<Long> sessions(String statement, String siteId, int most) {
        return database.read(handle -> handle.createQuery(Database.sql(ReplayPins.class, statement))
                .bind("site", siteId)
                .bind("most", most)
                .mapTo(Long.class)
                .list());
    }
}

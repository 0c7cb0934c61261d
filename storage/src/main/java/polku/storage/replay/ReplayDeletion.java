package polku.storage.replay;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;
import polku.storage.clickhouse.UInt64;

/**
 * Takes recordings off the disk. Each deletion rewrites the days that hold any of it, and returns when that is done; rows that
 * are still on their way in are stored after it. Blocks, throws {@link polku.storage.clickhouse.ClickHouseException}; safe for
 * use by several threads, and doing it twice changes nothing.
 */
public final class ReplayDeletion {
    private final ClickHouse clickHouse;

    public ReplayDeletion(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** Deletes what is recorded of a session. False where there is nothing, and then nothing is rewritten. */
    public boolean delete(int siteNumber, long session) {
        List<Boolean> found = clickHouse.query(
                Sql.load(ReplayDeletion.class, "isRecorded.sql"),
                Map.of("site", siteNumber, "session", UInt64.of(session)),
                QueryLimit.SCREEN,
                row -> row.getBoolean(1));
        if (!found.get(0)) {
            return false;
        }
        deleteSessions(siteNumber, List.of(session));
        return true;
    }

    /** Some thousand at most. */
    void deleteSessions(int siteNumber, Collection<Long> sessions) {
        clickHouse.execute(
                Sql.load(ReplayDeletion.class, "deleteSessions.sql"),
                Map.of("site", siteNumber, "sessions", ids(sessions)));
    }

    /** Deletes what was recorded before a moment. */
    void deleteBefore(int siteNumber, Instant before, Collection<Long> pinned) {
        clickHouse.execute(
                Sql.load(ReplayDeletion.class, "deleteBefore.sql"),
                Map.of("site", siteNumber, "before", before.toEpochMilli(), "pinned", ids(pinned)));
    }

    /** Whether rows are being rewritten just now, on behalf of whomever. */
    boolean isUnderWay() {
        return clickHouse
                .query(
                        Sql.load(ReplayDeletion.class, "isUnderWay.sql"),
                        Map.of(),
                        QueryLimit.SCREEN,
                        row -> row.getBoolean(1))
                .get(0);
    }

    static List<BigInteger> ids(Collection<Long> sessions) {
        return sessions.stream().map(UInt64::of).toList();
    }
}

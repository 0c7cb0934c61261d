package polku.storage.clickhouse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import polku.storage.clickhouse.ClickHouse.QueryLimit;

/**
 * One migrating server at a time. ClickHouse creates a table of a name only once, so the table {@code schema_lock} is the
 * lock; each sign of life changes its comment, and without one for {@link #ABANDONED} its holder is taken for dead.
 */
final class MigrationLock implements AutoCloseable {
    private static final Duration ABANDONED = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final QueryLimit LIMIT = new QueryLimit(Duration.ofSeconds(10), 64L << 20);
    private static final int TABLE_ALREADY_EXISTS = 57;
    private static final int UNKNOWN_TABLE = 60;

    private final ClickHouse clickhouse;
    private final String holder;
    private int renewals;

    private MigrationLock(ClickHouse clickhouse, String holder) {
        this.clickhouse = clickhouse;
        this.holder = holder;
    }

    /** Waits until nobody else holds it. */
    static MigrationLock take(ClickHouse clickhouse, String holder) {
        return take(clickhouse, holder, ABANDONED);
    }

    static MigrationLock take(ClickHouse clickhouse, String holder, Duration abandoned) {
        while (!create(clickhouse, holder)) {
            if (isAbandoned(clickhouse, abandoned)) {
                clickhouse.execute("DROP TABLE IF EXISTS schema_lock SYNC", Map.of());
            }
            pause();
        }
        return new MigrationLock(clickhouse, holder);
    }

    private static boolean create(ClickHouse clickhouse, String holder) {
        try {
            clickhouse.execute(
                    "CREATE TABLE schema_lock (holder String) ENGINE = Null COMMENT '" + holder + "'", Map.of());
            return true;
        } catch (ClickHouseException e) {
            if (e.code() == TABLE_ALREADY_EXISTS) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isAbandoned(ClickHouse clickhouse, Duration abandoned) {
        List<Long> age = clickhouse.query(
                Sql.load(MigrationLock.class, "schemaLockAge.sql"), Map.of(), LIMIT, row -> row.getLong(1));
        return !age.isEmpty() && age.get(0) > abandoned.toSeconds();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another server migrates", e);
        }
    }

    /** Says that the holder lives. Who was too slow and lost the lock goes on: every statement may run twice. */
    void renew() {
        try {
            clickhouse.execute("ALTER TABLE schema_lock MODIFY COMMENT '" + holder + " " + ++renewals + "'", Map.of());
        } catch (ClickHouseException e) {
            if (e.code() != UNKNOWN_TABLE) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        clickhouse.execute("DROP TABLE IF EXISTS schema_lock SYNC", Map.of());
    }
}

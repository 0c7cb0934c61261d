package polku.storage.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.testing.TestClickHouse;

/** What Polku's tables rely on: facts about ClickHouse that must not change with its next version. */
class TablesTest {
    private static HttpClickHouse clickhouse;

    @BeforeAll
    static void open() {
        clickhouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
    }

    @AfterAll
    static void close() {
        clickhouse.close();
    }

    @Test
    void sameToken_countsOnceInTheTableAndInItsViews() {
        clickhouse.execute(
                "CREATE TABLE seen (n UInt64) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 100",
                Map.of());
        clickhouse.execute(
                "CREATE TABLE counted (day UInt8, rows UInt64) ENGINE = SummingMergeTree ORDER BY day"
                        + " SETTINGS non_replicated_deduplication_window = 100",
                Map.of());
        clickhouse.execute(
                "CREATE TABLE unguarded (day UInt8, rows UInt64) ENGINE = SummingMergeTree ORDER BY day", Map.of());
        clickhouse.execute(
                "CREATE MATERIALIZED VIEW counted_view TO counted AS SELECT 1 AS day, count() AS rows FROM seen",
                Map.of());
        clickhouse.execute(
                "CREATE MATERIALIZED VIEW unguarded_view TO unguarded AS SELECT 1 AS day, count() AS rows FROM seen",
                Map.of());
        byte[] rows = new byte[8 * 1000];
        for (int i = 0; i < 1000; i++) {
            rows[8 * i] = (byte) i;
        }
        for (int i = 0; i < 3; i++) {
            clickhouse.insert("seen", rows, 0, rows.length, "batch-1");
        }
        clickhouse.insert("seen", rows, 0, rows.length, "batch-2");
        assertThat(number("SELECT count() FROM seen")).isEqualTo(2000);
        assertThat(number("SELECT sum(rows) FROM counted")).isEqualTo(2000);
        // Why every target of a view needs the setting too: without it, each resend is counted there.
        assertThat(number("SELECT sum(rows) FROM unguarded")).isEqualTo(4000);
    }

    @Test
    void everyTable_remembersTokensAndSyncs() {
        assertThat(strings(
                        "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'"
                                + " AND name IN ('events', 'interactions', 'page_snapshots', 'replay_chunks', 'sessions')"
                                + " AND create_table_query LIKE '%non_replicated_deduplication_window%'"
                                + " AND create_table_query LIKE '%fsync_after_insert = 1%'"
                                + " AND create_table_query LIKE '%fsync_part_directory = 1%' ORDER BY name"))
                .containsExactly("events", "interactions", "page_snapshots", "replay_chunks", "sessions");
    }

    @Test
    void update_movesEventsAtOnce() {
        clickhouse.execute(
                "INSERT INTO events (site_id, visitor_id, session_id, at, name) SELECT 1, number, 10, now64(3), 'pageview'"
                        + " FROM numbers(5)",
                Map.of());
        clickhouse.execute(
                "UPDATE events SET session_id = {to:UInt64} WHERE site_id = 1 AND visitor_id IN {who:Array(UInt64)}",
                Map.of("to", 11, "who", List.of(1, 2)));
        assertThat(strings("SELECT toString(session_id) FROM events WHERE site_id = 1 ORDER BY visitor_id"))
                .containsExactly("10", "11", "11", "10", "10");
    }

    @Test
    void sessions_cancelledAndWrittenAgain_areReadAsTheLastState() {
        session(1, 1, 1);
        session(-1, 1, 1);
        session(1, 2, 5);
        assertThat(strings("SELECT toString(events) FROM sessions FINAL WHERE site_id = 3"))
                .containsExactly("5");
        assertThat(number("SELECT sum(sign * events) FROM sessions WHERE site_id = 3"))
                .isEqualTo(5);
    }

    private static void session(int sign, int version, int events) {
        clickhouse.execute(
                "INSERT INTO sessions (site_id, visitor_id, session_id, sign, version, started_at, events)"
                        + " SELECT 3, 1, 1, {sign:Int8}, {version:UInt64}, toDateTime64('2026-11-01 00:00:00', 3, 'UTC'),"
                        + " {events:UInt32}",
                Map.of("sign", sign, "version", version, "events", events));
    }

    private static long number(String sql) {
        return clickhouse
                .query(sql, Map.of(), QueryLimit.SCREEN, row -> row.getLong(1))
                .get(0);
    }

    private static List<String> strings(String sql) {
        return clickhouse.query(sql, Map.of(), QueryLimit.SCREEN, row -> row.getString(1));
    }
}

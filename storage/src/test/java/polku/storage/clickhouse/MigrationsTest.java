package polku.storage.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.config.ConfigException;
import polku.storage.testing.TestClickHouse;

class MigrationsTest {
    @Test
    void apply_newDatabase_createsItAndAllTables() {
        ClickHouseConfig config = TestClickHouse.missingDatabase();
        Migrations.apply(config);
        assertThat(strings(config, "SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name"))
                .contains("events", "interactions", "sessions", "schema_migrations")
                .doesNotContain("schema_lock");
        assertThat(strings(config, "SELECT name FROM schema_migrations ORDER BY number"))
                .isEqualTo(Migration.all().stream().map(Migration::name).toList());
    }

    @Test
    void apply_again_changesNothing() {
        ClickHouseConfig config = TestClickHouse.migratedDatabase();
        List<String> before = strings(config, "SELECT toString(applied_at) FROM schema_migrations ORDER BY number");
        Migrations.apply(config);
        assertThat(strings(config, "SELECT toString(applied_at) FROM schema_migrations ORDER BY number"))
                .isEqualTo(before);
    }

    @Test
    void everyStatement_runAgain_doesNoHarm() {
        ClickHouseConfig config = TestClickHouse.migratedDatabase();
        try (HttpClickHouse clickhouse = new HttpClickHouse(config)) {
            for (Migration migration : Migration.all()) {
                for (String statement : SqlScript.statements(migration.sql())) {
                    clickhouse.execute(statement, Map.of());
                }
            }
        }
    }

    @Test
    void apply_fourServersAtOnce_appliesEachFileOnce() throws Exception {
        ClickHouseConfig config = TestClickHouse.missingDatabase();
        List<Migration> known = List.of(
                Migration.of("0001_a.sql", "CREATE TABLE IF NOT EXISTS runs (n UInt8) ENGINE = MergeTree ORDER BY n;"),
                Migration.of("0002_b.sql", "INSERT INTO runs SELECT 1; INSERT INTO runs SELECT 2"),
                Migration.of("0003_c.sql", "INSERT INTO runs SELECT 3 + sleep(1)"));
        int servers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(servers);
        CountDownLatch together = new CountDownLatch(servers);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            running.add(threads.submit(() -> {
                together.countDown();
                together.await();
                Migrations.apply(config, known);
                return null;
            }));
        }
        for (Future<?> server : running) {
            server.get();
        }
        threads.shutdown();
        assertThat(strings(config, "SELECT toString(n) FROM runs ORDER BY n")).containsExactly("1", "2", "3");
        assertThat(strings(config, "SELECT name FROM schema_migrations ORDER BY number"))
                .containsExactly("0001_a.sql", "0002_b.sql", "0003_c.sql");
    }

    @Test
    void lock_ofADeadServer_isTakenOver() {
        ClickHouseConfig config = TestClickHouse.emptyDatabase();
        try (HttpClickHouse clickhouse = new HttpClickHouse(config)) {
            MigrationLock.take(clickhouse, "dead"); // never closed
            MigrationLock.take(clickhouse, "next", Duration.ofSeconds(1)).close();
        }
        assertThat(strings(config, "SHOW TABLES")).isEmpty();
    }

    @Test
    void lock_lostToAnother_doesNotStopItsHolder() {
        ClickHouseConfig config = TestClickHouse.emptyDatabase();
        try (HttpClickHouse clickhouse = new HttpClickHouse(config)) {
            MigrationLock slow = MigrationLock.take(clickhouse, "slow");
            MigrationLock.take(clickhouse, "next", Duration.ofSeconds(1)).close();
            slow.renew();
            slow.close();
        }
    }

    @Test
    void apply_changedFile_isRefusedWithItsName() {
        ClickHouseConfig config = TestClickHouse.missingDatabase();
        Migrations.apply(config, List.of(Migration.of("0001_a.sql", "SELECT 1")));
        assertThatThrownBy(() -> Migrations.apply(config, List.of(Migration.of("0001_a.sql", "SELECT 2"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("0001_a.sql");
    }

    @Test
    void apply_databaseOfANewerVersion_isRefused() {
        ClickHouseConfig config = TestClickHouse.missingDatabase();
        Migrations.apply(
                config, List.of(Migration.of("0001_a.sql", "SELECT 1"), Migration.of("0002_b.sql", "SELECT 1")));
        assertThatThrownBy(() -> Migrations.apply(config, List.of(Migration.of("0001_a.sql", "SELECT 1"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("0002_b.sql");
    }

    @Test
    void rebuiltTables_keepTheirRows_whereverTheServerDiesOnTheWay() {
        ClickHouseConfig config = TestClickHouse.missingDatabase();
        List<Migration> all = Migration.all();
        Migrations.apply(config, all.subList(0, 4));
        try (HttpClickHouse clickhouse = new HttpClickHouse(config)) {
            for (String insert : List.of(
                    "INSERT INTO events (site_id, visitor_id, at, received_at, pageview_id, name, page) VALUES"
                            + " (1, 2, '2026-11-01 00:00:00.5', '2026-11-01 00:00:01.5', 0x1122334455667788, 'pageview', '/a')",
                    "INSERT INTO interactions (site_id, visitor_id, at, pageview_id, kind, page, page_y) VALUES"
                            + " (1, 2, '2026-11-01 00:00:00.5', 0x1122334455667788, 'click', '/a', 70000)",
                    "INSERT INTO sessions (site_id, visitor_id, sign, version, started_at, entry_page) VALUES"
                            + " (1, 2, 1, 3, '2026-11-01 00:00:00.5', '/a')")) {
                clickhouse.execute(insert, Map.of());
            }
            for (Migration migration : all.subList(4, 7)) {
                List<String> statements = SqlScript.statements(migration.sql());
                for (int died = 1; died <= statements.size(); died++) {
                    statements.subList(0, died).forEach(statement -> clickhouse.execute(statement, Map.of()));
                }
            }
        }
        Migrations.apply(config);
        assertThat(strings(
                        config,
                        "SELECT concat(at, ' ', toString(toUnixTimestamp(received_at)), ' ', hex(pageview_id), page)"
                                + " FROM events"))
                .containsExactly("2026-11-01 00:00:00.500 1793491201 55667788/a");
        assertThat(strings(config, "SELECT concat(at, kind, hex(pageview_id), page, page_y) FROM interactions"))
                .containsExactly("2026-11-01 00:00:00.500click55667788/a70000");
        assertThat(strings(config, "SELECT concat(started_at, version, entry_page) FROM sessions FINAL"))
                .containsExactly("2026-11-01 00:00:00.5003/a");
        assertThat(strings(
                        config,
                        "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE '%next'"))
                .isEmpty();
    }

    @Test
    void statements_areCutOutsideOfStringsAndComments() {
        assertThat(SqlScript.statements("-- a; b\nSELECT ';' /* ; */; SELECT `;`;\n-- end;\n"))
                .containsExactly("-- a; b\nSELECT ';' /* ; */", "SELECT `;`");
    }

    private static List<String> strings(ClickHouseConfig config, String sql) {
        try (HttpClickHouse clickhouse = new HttpClickHouse(config)) {
            return clickhouse.query(sql, Map.of(), QueryLimit.SCREEN, row -> row.getString(1));
        }
    }
}

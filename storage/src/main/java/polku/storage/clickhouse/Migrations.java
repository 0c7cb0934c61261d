package polku.storage.clickhouse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.config.ConfigException;

/**
 * Brings a database to this version's tables: numbered files of statements, each applied once and remembered with its
 * checksum in {@code schema_migrations}.
 *
 * <p>ClickHouse has no transactions. So two servers that start together take turns by {@link MigrationLock}, and every
 * statement must be one that may run again (IF NOT EXISTS and the like), for the case that a server dies between a
 * statement and the note that it ran, or that a lock is taken for abandoned while its holder is only slow.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final QueryLimit LIMIT = new QueryLimit(Duration.ofSeconds(60), 256L << 20);

    private final ClickHouse clickhouse;
    private final List<Migration> known;

    private Migrations(ClickHouse clickhouse, List<Migration> known) {
        this.clickhouse = clickhouse;
        this.known = known;
    }

    /**
     * Creates the database where it is missing and applies what is new; returns when the tables are there.
     *
     * @throws ConfigException when an applied file was changed since, or the database is of a newer version
     * @throws ClickHouseException when ClickHouse does not answer or refuses
     */
    public static void apply(ClickHouseConfig config) {
        apply(config, Migration.all());
    }

    static void apply(ClickHouseConfig config, List<Migration> known) {
        ClickHouseConfig outside =
                new ClickHouseConfig(config.url(), config.user(), config.password(), "default", config.queryThreads());
        try (ClickHouse clickhouse = new HttpClickHouse(outside)) {
            clickhouse.execute(
                    "CREATE DATABASE IF NOT EXISTS {database:Identifier}", Map.of("database", config.database()));
        }
        try (ClickHouse clickhouse = new HttpClickHouse(config)) {
            new Migrations(clickhouse, known).apply();
        }
    }

    private void apply() {
        clickhouse.execute(Sql.load(Migrations.class, "schemaMigrations.sql"), Map.of());
        if (missing().isEmpty()) {
            return;
        }
        try (MigrationLock lock =
                MigrationLock.take(clickhouse, UUID.randomUUID().toString())) {
            for (Migration migration : missing()) { // asked again: another server may have done it meanwhile
                apply(migration, lock);
            }
        }
    }

    private void apply(Migration migration, MigrationLock lock) {
        for (String statement : SqlScript.statements(migration.sql())) {
            lock.renew();
            clickhouse.execute(statement, Map.of());
        }
        clickhouse.execute(
                Sql.load(Migrations.class, "recordMigration.sql"),
                Map.of("number", migration.number(), "name", migration.name(), "checksum", migration.checksum()));
        LOG.info("applied migration {}", migration.name());
    }

    /** Those not yet applied, in order, after a look at those that are. */
    private List<Migration> missing() {
        Map<Integer, Applied> applied = new TreeMap<>();
        clickhouse
                .query(
                        Sql.load(Migrations.class, "appliedMigrations.sql"),
                        Map.of(),
                        LIMIT,
                        row -> new Applied(row.getInt(1), row.getString(2), row.getString(3)))
                .forEach(row -> applied.put(row.number(), row));
        List<Migration> missing = new ArrayList<>();
        for (Migration migration : known) {
            Applied row = applied.remove(migration.number());
            if (row == null) {
                missing.add(migration);
            } else if (!row.checksum().equals(migration.checksum())) {
                throw new ConfigException("migration " + migration.name()
                        + " was changed after it was applied; restore the file and put the change into a new one");
            }
        }
        for (Applied unknown : applied.values()) {
            throw new ConfigException("the database has migration " + unknown.name()
                    + ", which this version does not know; start the version that wrote it or a newer one");
        }
        return missing;
    }

    private record Applied(int number, String name, String checksum) {}
}

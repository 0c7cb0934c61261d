package polku.storage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouseConfig;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.clickhouse.Migrations;
import polku.storage.config.Environment;
import polku.storage.engine.EmbeddedClickHouse;
import polku.storage.engine.EngineConfig;

/**
 * One real embedded ClickHouse per test JVM, on a temporary directory, started when first asked for. Each caller takes a
 * database of its own, so tests do not meet.
 */
public final class TestClickHouse {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable EmbeddedClickHouse engine;

    private TestClickHouse() {}

    /** A new database with Polku's tables. */
    public static ClickHouseConfig migratedDatabase() {
        ClickHouseConfig config = engine().config("test_" + DATABASES.incrementAndGet());
        Migrations.apply(config);
        return config;
    }

    /** A new database without tables. */
    public static ClickHouseConfig emptyDatabase() {
        String database = "test_" + DATABASES.incrementAndGet();
        try (HttpClickHouse clickhouse = new HttpClickHouse(engine().config("default"))) {
            clickhouse.execute("CREATE DATABASE {name:Identifier}", Map.of("name", database));
        }
        return engine().config(database);
    }

    /** The name of a database that does not exist yet. */
    public static ClickHouseConfig missingDatabase() {
        return engine().config("test_" + DATABASES.incrementAndGet());
    }

    public static synchronized EmbeddedClickHouse engine() {
        if (engine == null) {
            try {
                Path directory = Files.createTempDirectory("polku-clickhouse");
                EmbeddedClickHouse started =
                        EmbeddedClickHouse.start(EngineConfig.from(Environment.ofProcess(), directory));
                engine = started;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    started.close();
                    delete(directory);
                }));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return engine;
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

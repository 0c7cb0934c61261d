package polku.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.batch.BatchSink;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseConfig;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.clickhouse.ClickHouseException.Outcome;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.clickhouse.Migrations;
import polku.storage.config.Environment;
import polku.storage.engine.EmbeddedClickHouse;
import polku.storage.engine.EngineConfig;
import polku.storage.session.Sessionizer;
import polku.storage.session.StoredSessions;
import polku.storage.write.Batch;
import polku.storage.write.BatchFormer;
import polku.storage.write.BatchStore;
import polku.storage.write.SpooledRow;
import polku.storage.write.StoredEvents;

/**
 * ClickHouse with its tables: the one inside, or the owner's own ({@code POLKU_CLICKHOUSE_URL}). The owner's may be down
 * when Polku starts: beacons are accepted meanwhile, and nothing is written before the tables are there.
 */
final class Storage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);
    /** About 200 MB at most: the sessions of the visitors of the last hours. */
    private static final int SESSIONS_IN_MEMORY = 200_000;

    private final @Nullable EmbeddedClickHouse embedded;
    private final ClickHouseConfig config;
    private final ClickHouse clickHouse;
    private final ScheduledExecutorService worker;
    private volatile boolean up;

    private Storage(@Nullable EmbeddedClickHouse embedded, ClickHouseConfig config) {
        this.embedded = embedded;
        this.config = config;
        this.clickHouse = new HttpClickHouse(config);
        this.worker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "polku-storage");
            thread.setDaemon(true);
            return thread;
        });
    }

    static Storage open(Environment environment, Path dataDirectory) {
        Optional<ClickHouseConfig> own = ClickHouseConfig.external(environment);
        if (own.isPresent()) {
            Storage storage = new Storage(null, own.get());
            storage.migrateWhenUp();
            return storage;
        }
        EmbeddedClickHouse embedded = EmbeddedClickHouse.start(EngineConfig.from(environment, dataDirectory));
        Storage storage = new Storage(embedded, embedded.config());
        try {
            Migrations.apply(storage.config);
            storage.watch();
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
        return storage;
    }

    ClickHouse clickHouse() {
        return clickHouse;
    }

    /** Why no question can be answered now; empty while ClickHouse answers and has its tables. From memory. */
    Optional<String> notUp() {
        return up ? Optional.empty() : Optional.of("ClickHouse does not answer");
    }

    /** Where the collector's batches go. */
    BatchSink sink() {
        BatchFormer former = new BatchFormer(
                new Sessionizer(new StoredSessions(clickHouse), SESSIONS_IN_MEMORY), new StoredEvents(clickHouse));
        return new Sink(this, former, new BatchStore(clickHouse));
    }

    /** Without its tables ClickHouse would refuse rows for good. */
    private void requireUp() {
        if (!up) {
            throw new ClickHouseException(0, Outcome.UNAVAILABLE, "ClickHouse is not up", null);
        }
    }

    private void migrateWhenUp() {
        try {
            Migrations.apply(config);
            watch();
        } catch (ClickHouseException e) {
            if (e.outcome() == Outcome.REJECTED) {
                close();
                throw e;
            }
            LOG.warn("ClickHouse at {} cannot be used yet, trying again: {}", config.url(), e.getMessage());
            worker.schedule(this::migrateWhenUp, TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void watch() {
        up = true;
        worker.scheduleWithFixedDelay(() -> up = clickHouse.isUp(), 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        clickHouse.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private record Sink(Storage storage, BatchFormer former, BatchStore store) implements BatchSink {
        @Override
        public Batch form(long batchId, List<SpooledRow> rows) {
            storage.requireUp();
            return former.form(batchId, rows);
        }

        @Override
        public void insert(Batch.TableRows rows, int fromRow, int toRow, String token) {
            storage.requireUp();
            store.insert(rows, fromRow, toRow, token);
        }

        @Override
        public void move(List<Batch.SessionMove> moves) {
            store.move(moves);
        }

        @Override
        public Batch.TableRows missing(Batch.TableRows rows, long batchId) {
            return store.missing(rows, batchId);
        }

        @Override
        public void forget() {
            former.forget();
        }
    }
}

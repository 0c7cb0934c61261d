package polku.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.batch.BatchSink;
import polku.collector.enrich.VisitorIds;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseConfig;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.clickhouse.Migrations;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;
import polku.storage.engine.EmbeddedClickHouse;
import polku.storage.engine.EngineConfig;
import polku.storage.session.SessionMender;
import polku.storage.session.Sessionizer;
import polku.storage.session.StoredSessions;
import polku.storage.write.Batch;
import polku.storage.write.BatchFormer;
import polku.storage.write.BatchStore;
import polku.storage.write.SpooledRow;
import polku.storage.write.StoredEvents;

/**
 * ClickHouse with its tables: the one inside, or the owner's own ({@code POLKU_CLICKHOUSE_URL}). It starts beside everything
 * else: beacons are accepted meanwhile, and wait in the spool.
 */
final class Storage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);
    /** The sessions of the last 130,000 ordinary visitors; a sixteenth of the usual heap. */
    private static final int BYTES_OF_SESSIONS = 64 << 20;
    /** A busy ClickHouse may miss a ping, of which there is one a second. */
    private static final int MISSED_PINGS = 3;

    private final GatedClickHouse clickHouse = new GatedClickHouse();
    private final Mending mending = new Mending();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final ScheduledExecutorService worker;
    private volatile @Nullable EmbeddedClickHouse embedded;
    private int missed;

    private Storage() {
        this.worker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "polku-storage");
            thread.setDaemon(true);
            return thread;
        });
    }

    static Storage open(Environment environment, Path dataDirectory) {
        Storage storage = new Storage();
        Optional<ClickHouseConfig> own = ClickHouseConfig.external(environment);
        if (own.isPresent()) {
            // May be down for long; nobody waits for it.
            storage.started.complete(null);
            storage.worker.execute(() -> storage.use(own.get()));
        } else {
            EngineConfig engine = EngineConfig.from(environment, dataDirectory);
            storage.worker.execute(() -> storage.startEngine(engine));
        }
        return storage;
    }

    ClickHouse clickHouse() {
        return clickHouse;
    }

    /** Returns when the ClickHouse inside answers and has its tables; at once with the owner's own. */
    void awaitStart() {
        try {
            started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Why no question can be answered now; empty while ClickHouse answers and has its tables. From memory. */
    Optional<String> notUp() {
        return clickHouse.isOpen() ? Optional.empty() : Optional.of("ClickHouse does not answer");
    }

    /** Where the collector's batches go. */
    BatchSink sink() {
        Sessionizer sessionizer = new Sessionizer(new StoredSessions(clickHouse), BYTES_OF_SESSIONS);
        BatchFormer former = new BatchFormer(sessionizer, new StoredEvents(clickHouse));
        mending.start(new SessionMender(clickHouse, sessionizer, former::latest));
        return new Sink(former, new BatchStore(clickHouse));
    }

    /** Runs something that asks ClickHouse, once it answers for the first time and has its tables. */
    void whenUp(String what, Runnable task) {
        up.thenRunAsync(task, worker).exceptionally(failure -> {
            LOG.warn("{} failed", what, failure);
            return null;
        });
    }

    /** The visitors with a session under way at a moment (milliseconds since the epoch) or later. Blocks. */
    List<Long> visitorsSince(long since) {
        return new StoredSessions(clickHouse).visitorsSince(since, VisitorIds.MOST_KEPT);
    }

    private void startEngine(EngineConfig config) {
        try {
            EmbeddedClickHouse engine = EmbeddedClickHouse.start(config);
            embedded = engine;
            use(engine.config());
        } catch (RuntimeException e) {
            started.completeExceptionally(e);
        }
    }

    private void use(ClickHouseConfig config) {
        clickHouse.lead(new HttpClickHouse(config));
        migrateWhenUp(config, true);
    }

    private void migrateWhenUp(ClickHouseConfig config, boolean isNews) {
        try {
            Migrations.apply(config);
            clickHouse.open(true);
            LOG.info("ClickHouse is up");
            started.complete(null);
            up.complete(null);
            worker.scheduleWithFixedDelay(this::watch, 1, 1, TimeUnit.SECONDS);
        } catch (ClickHouseException e) {
            if (isNews) {
                LOG.warn("ClickHouse at {} cannot be used yet, trying again: {}", config.url(), e.getMessage());
            }
            worker.schedule(() -> migrateWhenUp(config, false), TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ConfigException e) {
            LOG.error("ClickHouse cannot be used: {}", e.getMessage());
            started.completeExceptionally(e);
        }
    }

    private void watch() {
        missed = clickHouse.isUp() ? 0 : missed + 1;
        boolean answers = missed < MISSED_PINGS;
        if (answers != clickHouse.isOpen()) {
            LOG.warn(answers ? "ClickHouse answers again" : "ClickHouse does not answer");
        }
        clickHouse.open(answers);
    }

    @Override
    public void close() {
        mending.close();
        worker.shutdownNow();
        clickHouse.close();
        EmbeddedClickHouse engine = embedded;
        if (engine != null) {
            engine.close();
        }
    }

    private record Sink(BatchFormer former, BatchStore store) implements BatchSink {
        @Override
        public Batch form(long batchId, List<SpooledRow> rows) {
            return former.form(batchId, rows);
        }

        @Override
        public void insert(Batch.TableRows rows, int fromRow, int toRow, String token) {
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

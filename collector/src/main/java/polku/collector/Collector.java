package polku.collector;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.batch.BatchSink;
import polku.collector.batch.BatchWriter;
import polku.collector.batch.Ledger;
import polku.collector.disk.Disk;
import polku.collector.disk.LocalDisk;
import polku.collector.enrich.Places;
import polku.collector.enrich.UserAgents;
import polku.collector.intake.IntakeRoutes;
import polku.collector.spool.Spool;
import polku.http.Shortcut;
import polku.storage.control.ApiKeyVerifier;
import polku.storage.control.LeftOutLog;
import polku.storage.control.PageTokens;
import polku.storage.control.SaltSource;
import polku.storage.control.SiteDirectory;

/**
 * The collector: beacons in over HTTP, durable before they are answered, and out to ClickHouse in batches. Safe for use by
 * several threads; {@link #mount} it on the router of each event loop.
 */
public final class Collector {
    private static final Logger log = LoggerFactory.getLogger(Collector.class);

    /** Whoever sets up a site waits for it. */
    private static final long LEFT_OUT_MILLIS = 2_000;

    private final Vertx vertx;
    private final CollectorConfig config;
    private final BatchSink sink;
    private final Disk disk;
    private final InstantSource clock;
    private final Consumer<Throwable> onFatal;
    private final CollectorMetrics metrics;
    private final IntakeRoutes routes;
    private volatile @Nullable Running running;
    private volatile long leftOutTimer = -1;

    private record Running(Spool spool, BatchWriter writer, UserAgents agents, Places places) {}

    /**
     * @param leftOut is told every two seconds what no figure counts
     * @param sink where batches are made and go
     * @param onFatal called when something failed after which nothing can be promised any more (a sync, the ledger): the
     *     process must stop
     */
    public static Collector create(
            Vertx vertx,
            CollectorConfig config,
            SiteDirectory sites,
            ApiKeyVerifier keys,
            SaltSource salts,
            PageTokens tokens,
            LeftOutLog leftOut,
            BatchSink sink,
            MeterRegistry registry,
            Consumer<Throwable> onFatal) {
        return new Collector(
                vertx,
                config,
                sites,
                keys,
                salts,
                tokens,
                leftOut,
                sink,
                registry,
                onFatal,
                new LocalDisk(),
                InstantSource.system());
    }

    Collector(
            Vertx vertx,
            CollectorConfig config,
            SiteDirectory sites,
            ApiKeyVerifier keys,
            SaltSource salts,
            PageTokens tokens,
            LeftOutLog leftOut,
            BatchSink sink,
            MeterRegistry registry,
            Consumer<Throwable> onFatal,
            Disk disk,
            InstantSource clock) {
        this.vertx = vertx;
        this.config = config;
        this.sink = sink;
        this.disk = disk;
        this.clock = clock;
        this.onFatal = onFatal;
        this.metrics = new CollectorMetrics(registry);
        this.routes = new IntakeRoutes(
                vertx,
                sites,
                keys,
                salts,
                tokens,
                leftOut,
                config.trustedProxies(),
                config.requestDeadline(),
                config.lookInterval(),
                clock,
                metrics);
    }

    /** Adds all addresses of the collector ({@link IntakeRoutes}); before any handler that reads bodies. */
    public void mount(Router router) {
        routes.mount(router);
    }

    /** The shortest way for {@code POST /b}, beside {@link #mount}; to be called by each event loop for its own server. */
    public Shortcut shortcut() {
        return routes.shortcut();
    }

    /** Opens the spool and begins to store what it holds. */
    public Future<Void> start() {
        return vertx.executeBlocking(this::open, false);
    }

    private Void open() throws IOException {
        log.info("collector: {}", config);
        Path batches = config.dataDirectory().resolve("batches");
        disk.createDirectories(batches);
        Ledger ledger = Ledger.open(disk, BatchWriter.ledgerFile(batches), new SecureRandom());
        Spool spool = Spool.open(
                disk,
                config.dataDirectory().resolve("spool"),
                config.spool(),
                clock,
                ledger.takenSoFar(),
                routes::remember,
                onFatal);
        BatchWriter writer = new BatchWriter(
                disk, batches, ledger, spool, sink, config.batch(), clock, new SecureRandom(), metrics, onFatal);
        UserAgents agents = new UserAgents();
        Places places = Places.open(config.countryDatabase(), config.cityDatabase());
        metrics.observe(spool, writer, agents);
        writer.start();
        routes.open(spool, agents, places, () -> writer.trouble() == null, writer::countDuplicates);
        running = new Running(spool, writer, agents, places);
        noteLeftOutSoon();
        return null;
    }

    /** Again and again, one at a time: a disk that hangs must not take all worker threads. */
    private void noteLeftOutSoon() {
        leftOutTimer = vertx.setTimer(
                LEFT_OUT_MILLIS,
                fired -> vertx.executeBlocking(
                                () -> {
                                    routes.flushLeftOut();
                                    return null;
                                },
                                false)
                        .onComplete(flushed -> {
                            if (running != null) {
                                noteLeftOutSoon();
                            }
                        }));
    }

    /**
     * Remembers who is on the way over midnight, where that may matter now. Blocks.
     *
     * @param activeSince the visitors with a session under way at a moment (milliseconds since the epoch) or later
     */
    public void recallVisitors(LongFunction<List<Long>> activeSince) {
        routes.visitors().neededSince().ifPresent(since -> routes.visitors().keep(activeSince.apply(since)));
    }

    /** Takes nothing any more, commits what was taken, and stores what it can before the deadline. */
    public Future<Void> stop() {
        return vertx.executeBlocking(
                () -> {
                    Running parts = running;
                    running = null;
                    vertx.cancelTimer(leftOutTimer);
                    routes.close();
                    routes.flushLeftOut();
                    if (parts != null) {
                        parts.spool().close();
                        parts.writer().stop(config.flushDeadline());
                        parts.agents().close();
                        parts.places().close();
                    }
                    return null;
                },
                false);
    }

    /** Why no beacon would be taken now, for the readiness check; empty when all is well. */
    public Optional<String> notReady() {
        Running parts = running;
        if (parts == null) {
            return Optional.of("the collector is not running");
        }
        return parts.spool().isReady() ? Optional.empty() : Optional.of("the spool takes nothing");
    }

    /** Why nothing has been stored of late; beacons are taken all the same. Empty while all goes well. */
    public Optional<String> trouble() {
        Running parts = running;
        return parts == null
                ? Optional.empty()
                : Optional.ofNullable(parts.writer().trouble());
    }

    /** The durable account of all rows, as of the last batch; empty while the collector does not run. */
    public Optional<Ledger> ledger() {
        Running parts = running;
        return parts == null ? Optional.empty() : Optional.of(parts.writer().ledger());
    }
}

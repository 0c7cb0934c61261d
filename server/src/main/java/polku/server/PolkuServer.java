package polku.server;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.Collector;
import polku.collector.CollectorConfig;
import polku.http.IpAddress;
import polku.http.Shortcut;
import polku.http.TrustedProxies;
import polku.query.QueryApi;
import polku.query.QueryApiConfig;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;
import polku.storage.control.ControlStore;
import polku.storage.replay.ReplayKeeping;

/** All roles of this process, started in order and stopped in the opposite one. */
final class PolkuServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolkuServer.class);

    private final ServerConfig config;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final Vertx vertx;
    private final ControlStore store;
    private final Storage storage;
    private volatile boolean running;
    private @Nullable QueryApi queryApi;

    private PolkuServer(ServerConfig config, Environment environment, Consumer<Throwable> onFatal) {
        this.config = config;
        LOG.info("{}", config);
        started("data directory", DataDirectory.hold(config.dataDirectory()), DataDirectory::close);
        PrometheusMeterRegistry meters = started(
                "metrics", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), PrometheusMeterRegistry::close);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        JvmGcMetrics garbage = new JvmGcMetrics();
        garbage.bindTo(meters);
        started("garbage metrics", garbage, JvmGcMetrics::close);

        store = started("control store", ControlStore.open(config.dataDirectory()), ControlStore::close);
        store.apiKeys().configure(environment.secret("POLKU_API_KEY"));
        vertx = started(
                "event loops",
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true)),
                running -> join(running.close()));
        HttpServers servers = new HttpServers(vertx);
        // First to start, last to stop: it tells that the rest is on its way.
        List<ManagementRoutes.Check> checks = new CopyOnWriteArrayList<>();
        checks.add(new ManagementRoutes.Check("server", () -> running ? Optional.empty() : Optional.of("not serving")));
        started(
                "management",
                join(servers.management(config, new ManagementRoutes(meters, checks))),
                server -> join(server.close()));
        storage = started("storage", Storage.open(environment, config.dataDirectory()), Storage::close);
        List<HttpServers.Routes> routes = new ArrayList<>();
        if (config.roles().contains(ServerConfig.Role.COLLECTOR)) {
            Collector collector = startCollector(environment, storage, meters, onFatal);
            checks.add(new ManagementRoutes.Check("collector", collector::notReady));
            routes.add(routesOf(collector));
            Housekeeping housekeeping = started("housekeeping", housekeeping(), Housekeeping::close);
            storage.whenUp("housekeeping", housekeeping::start);
        }
        if (config.roles().contains(ServerConfig.Role.QUERY)) {
            QueryApi api = new QueryApi(QueryApiConfig.from(environment), store, storage.clickHouse(), meters);
            queryApi = started("query API", api, QueryApi::close);
            checks.add(new ManagementRoutes.Check("clickhouse", storage::notUp));
            routes.add(api::mount);
        }
        started(
                "public port",
                join(servers.open(config.port(), config.connectionsPerAddress(), trusted(environment), routes)),
                id -> join(vertx.undeploy(id)));
        running = true;
    }

    /**
     * Returns when the ClickHouse inside answers; beacons are accepted before.
     *
     * @throws ConfigException where it cannot start; everything is stopped then
     */
    void awaitStart() {
        try {
            storage.awaitStart();
        } catch (RuntimeException e) {
            try {
                close();
            } catch (IllegalStateException unclean) {
                e.addSuppressed(unclean);
            }
            throw e;
        }
    }

    /** @param onFatal called where going on would break the promise (a sync to disk failed) */
    static PolkuServer start(Environment environment, Consumer<Throwable> onFatal) {
        ServerConfig config = ServerConfig.from(environment);
        PortCheck.requireFree("POLKU_PORT", "0.0.0.0", config.port());
        PortCheck.requireFree("POLKU_MANAGEMENT_PORT", config.managementHost(), config.managementPort());
        return new PolkuServer(config, environment, onFatal);
    }

    ServerConfig config() {
        return config;
    }

    Vertx vertx() {
        return vertx;
    }

    ControlStore store() {
        return store;
    }

    Optional<QueryApi> queryApi() {
        return Optional.ofNullable(queryApi);
    }

    private Collector startCollector(
            Environment environment, Storage storage, PrometheusMeterRegistry meters, Consumer<Throwable> onFatal) {
        Collector collector = Collector.create(
                vertx,
                CollectorConfig.from(environment),
                store.sites(),
                store.apiKeys(),
                store.salts(),
                store.pageTokens(),
                store.leftOut(),
                storage.sink(),
                meters,
                onFatal);
        join(collector.start());
        storage.whenUp(
                "remembering who is on the way over midnight", () -> collector.recallVisitors(storage::visitorsSince));
        return started("collector", collector, running -> join(running.stop()));
    }

    private Housekeeping housekeeping() {
        ReplayKeeping replays =
                new ReplayKeeping(storage.clickHouse(), store.replayPins()::pinned, InstantSource.system());
        return new Housekeeping(replays, store.sites()::list);
    }

    private static HttpServers.Routes routesOf(Collector collector) {
        return new HttpServers.Routes() {
            @Override
            public void mount(Router router) {
                collector.mount(router);
            }

            @Override
            public List<Shortcut> shortcuts() {
                return List.of(collector.shortcut());
            }
        };
    }

    private static Predicate<String> trusted(Environment environment) {
        TrustedProxies proxies = environment.parsed("POLKU_TRUSTED_PROXIES", "", TrustedProxies::parse);
        return text -> {
            byte[] address = IpAddress.parse(text);
            return address != null && proxies.trusts(address);
        };
    }

    private record Part(String name, Runnable stop) {}

    private <T> T started(String name, T part, Consumer<T> stop) {
        parts.push(new Part(name, () -> stop.accept(part)));
        return part;
    }

    private static <T> T join(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof java.net.BindException) {
                throw new ConfigException("a port is taken: " + e.getCause().getMessage(), e);
            }
            throw e;
        }
    }

    /**
     * Stops every part, the last started first; one that fails does not keep the others running.
     *
     * @throws IllegalStateException one did not stop cleanly
     */
    @Override
    public synchronized void close() {
        running = false;
        List<String> unclean = new ArrayList<>();
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.stop.run();
            } catch (RuntimeException e) {
                LOG.error("{} did not stop cleanly", part.name, e);
                unclean.add(part.name);
            }
        }
        if (!unclean.isEmpty()) {
            throw new IllegalStateException("not stopped cleanly: " + String.join(", ", unclean));
        }
    }
}

package polku.collector;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import polku.collector.batch.BatchLimits;
import polku.collector.disk.Disk;
import polku.collector.disk.LocalDisk;
import polku.collector.spool.SpoolLimits;
import polku.collector.testing.FakeClickHouse;
import polku.collector.testing.OneSite;
import polku.http.ConnectionGuard;
import polku.http.ProblemHandler;
import polku.http.RequestIdHandler;
import polku.http.TrustedProxies;
import polku.storage.control.ApiKeyVerifier.Rights;
import polku.storage.control.LeftOutLog;
import polku.storage.control.PageTokens;
import polku.storage.control.ReplayRules;
import polku.storage.control.Site;
import polku.storage.control.SnapshotRules;

/** A whole collector on a free port, with real files and a fake ClickHouse. */
final class CollectorFixture implements AutoCloseable {
    static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    static final String KEY = "pk_ingest";
    /** Trackers are asked for nothing there. */
    static final Site SITE = site(new SnapshotRules(false, List.of()));

    /** The same where trackers are asked to look at pages. */
    static final Site LOOKED_AT = site(SnapshotRules.STANDARD);

    /** The same where sessions are recorded, by rules that a test may change. */
    static Site recorded(ReplayRules rules) {
        return site(new SnapshotRules(false, List.of("/account/**", "/checkout")), rules);
    }

    /** And where they are looked at besides. */
    static Site lookedAtAndRecorded(ReplayRules rules) {
        return site(SnapshotRules.STANDARD, rules);
    }

    final Vertx vertx = Vertx.vertx();
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final FakeClickHouse clickHouse;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    /** What was told of what no figure counts. */
    final List<LeftOutLog.Entry> leftOut = new CopyOnWriteArrayList<>();

    final AtomicReference<Throwable> fatal = new AtomicReference<>();
    /** Added to the real time. */
    final AtomicLong ahead = new AtomicLong();

    final PageTokens tokens = PageTokens.alone(() -> Instant.now().plusMillis(ahead.get()));

    final Collector collector;
    private final HttpServer server;

    CollectorFixture(Path data) {
        this(data, new FakeClickHouse());
    }

    CollectorFixture(Path data, FakeClickHouse clickHouse) {
        this(config(data), clickHouse, new LocalDisk());
    }

    CollectorFixture(Path data, Site site) {
        this(data, site, new FakeClickHouse());
    }

    CollectorFixture(Path data, Site site, FakeClickHouse clickHouse) {
        this(config(data), site, clickHouse, new LocalDisk());
    }

    CollectorFixture(CollectorConfig config, FakeClickHouse clickHouse, Disk disk) {
        this(config, SITE, clickHouse, disk);
    }

    CollectorFixture(CollectorConfig config, Site site, FakeClickHouse clickHouse, Disk disk) {
        this.clickHouse = clickHouse;
        InstantSource clock = () -> Instant.now().plusMillis(ahead.get());
        collector = new Collector(
                vertx,
                config,
                new OneSite(site),
                key -> key.equals(KEY)
                        ? Optional.of(new Rights(true, false, false))
                        : key.equals("pk_read") ? Optional.of(new Rights(false, true, false)) : Optional.empty(),
                millis -> ("salt of day " + millis / 86_400_000).getBytes(),
                tokens,
                leftOut::addAll,
                clickHouse,
                metrics,
                fatal::set,
                disk,
                clock);
        collector.start().await();
        Router router = Router.router(vertx);
        router.route().handler(new RequestIdHandler());
        ProblemHandler.install(router);
        collector.mount(router);
        ConnectionGuard guard = new ConnectionGuard(
                vertx, Duration.ofSeconds(30), Duration.ofSeconds(30), Integer.MAX_VALUE, address -> true);
        // On an event loop, as in the server: the shortcut is of the loop that it is made on.
        server = Future.<HttpServer>future(opened -> vertx.runOnContext(loop -> guard.guard(
                                vertx.createHttpServer(new HttpServerOptions()
                                        .setTcpNoDelay(true)
                                        .setHttp2ClearTextEnabled(false)),
                                List.of(collector.shortcut()))
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .onComplete(opened)))
                .await();
    }

    private static Site site(SnapshotRules snapshots) {
        return site(snapshots, ReplayRules.STANDARD);
    }

    private static Site site(SnapshotRules snapshots, ReplayRules replay) {
        return new Site(
                "k3v9q2xm7abc",
                7,
                "example.org",
                List.of("example.net"),
                ZoneId.of("Europe/Helsinki"),
                "EUR",
                Instant.EPOCH,
                List.of("203.0.113.0/24", "2001:db8:aa::/48"),
                "example.org",
                List.of(),
                snapshots,
                replay);
    }

    static CollectorConfig config(Path data) {
        return config(data, 64 << 20);
    }

    static CollectorConfig config(Path data, long spoolBytes) {
        return new CollectorConfig(
                data,
                SpoolLimits.of(spoolBytes),
                new BatchLimits(
                        10_000, 30_000, 24 << 20, Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofMillis(50)),
                TrustedProxies.parse(""),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(700),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1));
    }

    int port() {
        return server.actualPort();
    }

    HttpResponse<String> beacon(String body) {
        return post("/b", body, Map.of("Content-Type", "text/plain;charset=UTF-8", "User-Agent", FIREFOX));
    }

    HttpResponse<String> events(String body) {
        return post(
                "/api/v1/events", body, Map.of("Content-Type", "application/json", "Authorization", "Bearer " + KEY));
    }

    HttpResponse<String> post(String path, String body, Map<String, String> headers) {
        return post(path, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> post(String path, HttpRequest.BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(body);
        headers.forEach(request::header);
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    double count(String name, String reason) {
        return metrics.get("polku.events." + name)
                .tag("reason", reason)
                .counter()
                .count();
    }

    /** A beacon of one pageview, with its sending time now. */
    static String pageview(String id, String url) {
        long now = System.currentTimeMillis();
        return """
                {"v":1,"site":"k3v9q2xm7abc","id":"%s","sentAt":%d,"language":"fi-FI","viewport":[1440,900],
                 "pages":[{"id":"5d41402abc4b2a76","url":"%s","title":"A","referrer":"https://www.google.com/"}],
                 "items":[{"type":"pageview","at":%d,"page":0}]}""".formatted(id, now, url, now - 1000);
    }

    @Override
    public void close() {
        collector.stop().await();
        vertx.close().await();
    }
}

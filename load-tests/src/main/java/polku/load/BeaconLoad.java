package polku.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Posts beacons over a number of connections. Every beacon has an id of its own and comes from one of many addresses, as
 * behind a proxy. One instance is one load.
 */
final class BeaconLoad {
    static final int CONNECTIONS = 256;
    private static final int VISITORS = 20_000;
    private static final long LONGEST_MICROS = 60_000_000;

    private final Vertx vertx;
    private final int port;
    private final String site;
    private final int eventsPerBeacon;
    private final HttpClient client;
    /** Begins anywhere: a number makes a beacon's id, and one that came before would be taken for a retry. */
    private final AtomicLong sent = new AtomicLong(new SplittableRandom().nextLong(1L << 60));

    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

    static HttpClient connections(Vertx vertx) {
        return vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true).setKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** @param client of {@link #connections}: loads that come one after the other on the same ones measure no connecting */
    BeaconLoad(Vertx vertx, HttpClient client, int port, String site, int eventsPerBeacon) {
        this.vertx = vertx;
        this.port = port;
        this.site = site;
        this.eventsPerBeacon = eventsPerBeacon;
        this.client = client;
    }

    /**
     * As many as the server answers: each connection sends its next beacon when the last is answered. Blocks.
     *
     * @param settled returns when the server has done all work that the load made for it, which counts as its CPU time
     */
    LoadResult saturate(String name, Duration duration, ServerProcess server, Runnable settled) {
        long end = System.nanoTime() + duration.toNanos();
        return measure(name, server, settled, () -> {
            List<Future<Void>> connections = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Promise<Void> done = Promise.promise();
                connections.add(done.future());
                next(end, done);
            }
            return Future.join(connections);
        });
    }

    private void next(long end, Promise<Void> done) {
        if (System.nanoTime() >= end) {
            done.complete();
        } else {
            post(System.nanoTime()).onSuccess(ok -> next(end, done));
        }
    }

    /**
     * So many a second, whether or not the earlier ones are answered; each is timed from when it was due, so that a server
     * that stalls does not spare itself the requests of that time. Blocks.
     */
    LoadResult paced(String name, Duration duration, double requestsPerSecond, ServerProcess server, Runnable settled) {
        long begun = System.nanoTime();
        long count = (long) (requestsPerSecond * duration.toNanos() / 1e9);
        return measure(name, server, settled, () -> {
            Promise<Void> done = Promise.promise();
            AtomicLong due = new AtomicLong();
            AtomicLong open = new AtomicLong(count);
            vertx.setPeriodic(1, timer -> {
                while (due.get() < count) {
                    long at = begun + (long) (due.get() / requestsPerSecond * 1e9);
                    if (at > System.nanoTime()) {
                        return;
                    }
                    due.incrementAndGet();
                    post(at).onSuccess(ok -> {
                        if (open.decrementAndGet() == 0) {
                            done.complete();
                        }
                    });
                }
                vertx.cancelTimer(timer);
            });
            return done.future();
        });
    }

    private LoadResult measure(String name, ServerProcess server, Runnable settled, Supplier<Future<?>> load) {
        double cpu = server.cpuSeconds();
        double engineCpu = server.childrenCpuSeconds();
        long begun = System.nanoTime();
        load.get().toCompletionStage().toCompletableFuture().join();
        double seconds = (System.nanoTime() - begun) / 1e9;
        settled.run();
        LoadResult result = new LoadResult(
                name,
                answered.get(),
                failed.get(),
                answered.get() * eventsPerBeacon,
                seconds,
                server.cpuSeconds() - cpu,
                server.childrenCpuSeconds() - engineCpu,
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0);
        return result;
    }

    /** Completes when it is answered or has failed. */
    private Future<Boolean> post(long due) {
        long number = sent.getAndIncrement();
        int visitor = (int) Math.floorMod(number * 2_654_435_761L, VISITORS);
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/b")
                .putHeader("Content-Type", "text/plain")
                .putHeader("X-Forwarded-For", "88.112." + (visitor >> 8 & 255) + "." + (visitor & 255))
                .putHeader("User-Agent", Beacons.USER_AGENTS[visitor % Beacons.USER_AGENTS.length]);
        Buffer body = Beacons.body(site, number, eventsPerBeacon);
        return client.request(request)
                .compose(prepared -> prepared.send(body))
                .compose(response -> response.body().map(response.statusCode() / 100 == 2))
                .otherwise(false)
                .onSuccess(ok -> {
                    micros.recordValue(Math.min((System.nanoTime() - due) / 1000, LONGEST_MICROS));
                    (ok ? answered : failed).incrementAndGet();
                });
    }
}

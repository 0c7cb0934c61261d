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
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Posts beacons over a number of connections, each sending its next one when the last is answered. Every beacon has an id
 * of its own and comes from one of many addresses, as behind a proxy.
 */
final class BeaconLoad {
    static final int CONNECTIONS = 256;
    private static final int VISITORS = 20_000;

    private final Vertx vertx;
    private final int port;
    private final String site;
    private final int eventsPerBeacon;
    /** Begins anywhere: a number makes a beacon's id, and one that came before would be taken for a retry. */
    private final AtomicLong sent = new AtomicLong(new SplittableRandom().nextLong(1L << 60));

    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final ConcurrentHistogram micros = new ConcurrentHistogram(60_000_000L, 3);
    private volatile long end;

    BeaconLoad(Vertx vertx, int port, String site, int eventsPerBeacon) {
        this.vertx = vertx;
        this.port = port;
        this.site = site;
        this.eventsPerBeacon = eventsPerBeacon;
    }

    /**
     * Runs for {@code duration} and tells what happened; blocks.
     *
     * @param settled returns when the server has done all work that the load made for it, which counts as its CPU time
     */
    LoadResult run(String name, Duration duration, ServerProcess server, Runnable settled) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true).setKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        double cpu = server.cpuSeconds();
        double engineCpu = server.childrenCpuSeconds();
        long begun = System.nanoTime();
        end = begun + duration.toNanos();
        List<Future<Void>> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Promise<Void> done = Promise.promise();
            connections.add(done.future());
            next(client, done);
        }
        Future.join(connections).toCompletionStage().toCompletableFuture().join();
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
        client.close();
        return result;
    }

    private void next(HttpClient client, Promise<Void> done) {
        if (System.nanoTime() >= end) {
            done.complete();
            return;
        }
        long number = sent.getAndIncrement();
        long begun = System.nanoTime();
        int visitor = (int) (Math.floorMod(number * 2_654_435_761L, VISITORS));
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/b")
                .putHeader("Content-Type", "text/plain")
                .putHeader("X-Forwarded-For", "88.112." + (visitor >> 8 & 255) + "." + (visitor & 255))
                .putHeader("User-Agent", Beacons.USER_AGENTS[visitor % Beacons.USER_AGENTS.length]);
        Buffer body = Beacons.body(site, number, eventsPerBeacon);
        client.request(request)
                .compose(prepared -> prepared.send(body))
                .compose(response -> response.body().map(response.statusCode() / 100 == 2))
                .otherwise(false)
                .onSuccess(ok -> {
                    micros.recordValue(Math.min((System.nanoTime() - begun) / 1000, 60_000_000L));
                    (ok ? answered : failed).incrementAndGet();
                    next(client, done);
                });
    }
}

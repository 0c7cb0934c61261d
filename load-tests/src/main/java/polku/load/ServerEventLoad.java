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
 * Posts server-side events in arrays of a thousand, as a shop's back office or an import does: each connection sends its next
 * array when the last is answered, every event is named by an id of its own.
 */
final class ServerEventLoad {
    private static final int CONNECTIONS = 8;
    private static final int EVENTS = 1000;
    private static final int VISITORS = 20_000;
    /** A fixed time, so that the same array can be sent again to the letter. */
    private final long now = System.currentTimeMillis() - 60_000;

    private final Vertx vertx;
    private final PolkuUnderTest polku;
    private final String run = Long.toHexString(new SplittableRandom().nextLong());
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final ConcurrentHistogram micros = new ConcurrentHistogram(60_000_000L, 3);
    private volatile boolean over;

    ServerEventLoad(Vertx vertx, PolkuUnderTest polku) {
        this.vertx = vertx;
        this.polku = polku;
    }

    /** Runs for {@code duration}; blocks. */
    LoadResult run(String name, Duration duration) {
        long timer = vertx.setTimer(duration.toMillis(), end -> over = true);
        try {
            return load(name, CONNECTIONS, Long.MAX_VALUE);
        } finally {
            vertx.cancelTimer(timer);
        }
    }

    /** Sends so many of the arrays of this run once more; blocks. */
    LoadResult resend(String name, int arrays) {
        sent.set(0);
        over = false;
        return load(name, CONNECTIONS, arrays);
    }

    private LoadResult load(String name, int connections, long arrays) {
        answered.set(0);
        failed.set(0);
        micros.reset();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true).setKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(connections));
        ServerProcess server = polku.process();
        double cpu = server.cpuSeconds();
        double engineCpu = server.childrenCpuSeconds();
        long begun = System.nanoTime();
        List<Future<Void>> done = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Promise<Void> connection = Promise.promise();
            done.add(connection.future());
            next(client, arrays, connection);
        }
        Future.join(done).toCompletionStage().toCompletableFuture().join();
        LoadResult result = new LoadResult(
                name,
                answered.get(),
                failed.get(),
                answered.get() * EVENTS,
                (System.nanoTime() - begun) / 1e9,
                server.cpuSeconds() - cpu,
                server.childrenCpuSeconds() - engineCpu,
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0);
        client.close();
        return result;
    }

    private void next(HttpClient client, long arrays, Promise<Void> connection) {
        long number = sent.getAndIncrement();
        if (over || number >= arrays) {
            connection.complete();
            return;
        }
        Buffer body = body(number);
        long begun = System.nanoTime();
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(polku.port())
                .setURI("/api/v1/events")
                .putHeader("Content-Type", "application/json")
                .putHeader("Authorization", "Bearer " + polku.key());
        client.request(request)
                .compose(prepared -> prepared.send(body))
                .compose(response -> response.body().map(response.statusCode() == 202))
                .otherwise(false)
                .onSuccess(ok -> {
                    micros.recordValue(Math.min((System.nanoTime() - begun) / 1000, 60_000_000L));
                    (ok ? answered : failed).incrementAndGet();
                    next(client, arrays, connection);
                });
    }

    /** @param number of the array, which decides all that is in it */
    private Buffer body(long number) {
        StringBuilder body = new StringBuilder(EVENTS * 330).append('[');
        for (int i = 0; i < EVENTS; i++) {
            long event = number * EVENTS + i;
            int visitor = (int) Math.floorMod(event * 2_654_435_761L, (long) VISITORS);
            body.append(i == 0 ? "" : ",")
                    .append("{\"site\":\"")
                    .append(polku.site())
                    .append("\",\"visitorId\":\"visitor ")
                    .append(visitor)
                    .append("\",\"timestamp\":")
                    .append(now + i)
                    .append(",\"name\":\"renewal\",\"url\":\"https://bench.example/account/")
                    .append(visitor % 100)
                    .append("\",\"userAgent\":\"")
                    .append(Beacons.USER_AGENTS[visitor % Beacons.USER_AGENTS.length])
                    .append("\",\"props\":{\"plan\":\"pro\",\"seats\":")
                    .append(visitor % 9)
                    .append("},\"id\":\"")
                    .append(run)
                    .append('-')
                    .append(event)
                    .append("\"}");
        }
        return Buffer.buffer(body.append(']').toString());
    }
}

package polku.load.drill;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import polku.load.Beacons;
import polku.load.PolkuUnderTest;

/**
 * Visitors who do not give up: each beacon of one pageview is sent, under the same id, until it is acknowledged. So in the
 * end every one was, and what the server holds must be exactly that. Numbers run on without gaps, and each page is viewed
 * {@link #VIEWS} times, so that a loss cannot hide behind a repetition elsewhere.
 */
final class AccountedLoad implements AutoCloseable {
    static final int VIEWS = 250;

    private static final int CONNECTIONS = 64;
    private static final int VISITORS = 20_000;
    private static final long RETRY_MILLIS = 100;
    private static final long TIMEOUT_MILLIS = 30_000;

    private final Vertx vertx;
    private final PolkuUnderTest polku;
    private final HttpClient client;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLong full = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicInteger senders = new AtomicInteger();
    private final Recorder micros = new Recorder(120_000_000L, 3);
    private volatile boolean running;
    private volatile double perSecond;
    private volatile long begun;
    private volatile long beginning;
    private volatile String lastRefusal = "";

    AccountedLoad(Vertx vertx, PolkuUnderTest polku) {
        this.vertx = vertx;
        this.polku = polku;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true).setKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** As fast as 64 connections get their answers. */
    AccountedLoad start() {
        return start(0);
    }

    /** So many a second, or as many as are answered. */
    AccountedLoad start(double beaconsPerSecond) {
        perSecond = beaconsPerSecond;
        begun = System.nanoTime();
        beginning = next.get();
        running = true;
        senders.set(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            next();
        }
        return this;
    }

    /** Begins no more beacons, and returns when all that were begun are acknowledged. */
    AccountedLoad stop() {
        running = false;
        Room.await(
                "every beacon is acknowledged; the last refusal was '" + lastRefusal + "'",
                Duration.ofSeconds(90),
                () -> senders.get() == 0);
        return this;
    }

    private void next() {
        if (!running) {
            senders.decrementAndGet();
            return;
        }
        long number = next.getAndIncrement();
        long wait = 0;
        if (perSecond > 0) {
            long due = begun + (long) ((number - beginning) / perSecond * 1e9);
            wait = (due - System.nanoTime()) / 1_000_000;
        }
        if (wait > 0) {
            vertx.setTimer(wait, due -> send(number));
        } else {
            send(number);
        }
    }

    private void send(long number) {
        send(number, Beacons.body(polku.site(), number, 1, page(number)), System.nanoTime());
    }

    static String page(long number) {
        return "/drill/" + number / VIEWS;
    }

    private void send(long number, Buffer body, long started) {
        int visitor = (int) Math.floorMod(number * 2_654_435_761L, (long) VISITORS);
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(polku.port())
                .setURI("/b")
                .setIdleTimeout(TIMEOUT_MILLIS)
                .putHeader("Content-Type", "text/plain")
                .putHeader("X-Forwarded-For", "88.112." + (visitor >> 8 & 255) + "." + (visitor & 255))
                .putHeader("User-Agent", Beacons.USER_AGENTS[visitor % Beacons.USER_AGENTS.length]);
        client.request(request)
                .compose(prepared -> prepared.send(body))
                .compose(response -> response.body().map(text -> {
                    if (response.statusCode() / 100 != 2) {
                        lastRefusal = response.statusCode() + " " + text;
                        boolean saysWhen = response.getHeader("Retry-After") != null;
                        (response.statusCode() == 503 && saysWhen ? full : refused).incrementAndGet();
                    }
                    return response.statusCode() / 100 == 2;
                }))
                .otherwise(cause -> {
                    unanswered.incrementAndGet();
                    lastRefusal = String.valueOf(cause.getMessage());
                    return false;
                })
                .onSuccess(ok -> {
                    if (ok) {
                        acknowledged.incrementAndGet();
                        micros.recordValue(Math.min((System.nanoTime() - started) / 1000, 120_000_000L));
                        next();
                    } else {
                        vertx.setTimer(RETRY_MILLIS, again -> send(number, body, started));
                    }
                });
    }

    /** Beacons answered with 202, each once. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Tries that ended without an answer. */
    long unanswered() {
        return unanswered.get();
    }

    /** Answers of 503 with {@code Retry-After}. */
    long full() {
        return full.get();
    }

    /** Answers that no beacon should get: neither 2xx nor a 503 that says when to come back. */
    long refused() {
        return refused.get();
    }

    String lastRefusal() {
        return lastRefusal;
    }

    /** Times from the first try to the acknowledgement, in microseconds, since this was last asked. */
    Histogram takeLatencies() {
        return micros.getIntervalHistogram();
    }

    /** 99 of 100 were acknowledged at least this fast since this was last asked; milliseconds. */
    double takeP99Millis() {
        return takeLatencies().getValueAtPercentile(99) / 1000.0;
    }

    @Override
    public void close() {
        running = false;
        client.close();
    }
}

package polku.load.replays;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import polku.load.Beacons;
import polku.load.replays.Screenplay.Line;

/**
 * The trackers of all visits: each sends a pageview where a document opens, is asked to record, and sends its chunk every five
 * seconds; what is to come later it sends again. Runs on one event loop.
 */
final class Recorders {
    private static final int CONNECTIONS = 512;
    private static final int MOST_TRIES = 10;
    private static final long LONGEST_MICROS = 60_000_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final int port;
    private final String site;
    private final Screenplay play;
    private final @Nullable String[] tokens;
    /** By visit: when its latest pageview has been answered. */
    private final List<Future<Void>> opened;

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Histogram chunkMicros = new Histogram(LONGEST_MICROS, 3);
    private final Histogram beaconMicros = new Histogram(LONGEST_MICROS, 3);
    private final AtomicLong chunks = new AtomicLong();
    private final AtomicLong left = new AtomicLong();
    /** By status. */
    private final Map<Integer, Integer> retries = new ConcurrentSkipListMap<>();

    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong pageviews = new AtomicLong();
    private final AtomicLong wire = new AtomicLong();
    private long begun;
    private int next;
    private int open;

    Recorders(Vertx vertx, int port, String site, Screenplay play) {
        this.vertx = vertx;
        this.port = port;
        this.site = site;
        this.play = play;
        this.tokens = new @Nullable String[play.visits()];
        this.opened = new ArrayList<>(Collections.nCopies(play.visits(), Future.succeededFuture()));
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true).setKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(-1));
    }

    /** Completes when all has been answered. */
    CompletableFuture<Void> start() {
        vertx.runOnContext(loop -> {
            begun = System.nanoTime();
            vertx.setPeriodic(5, this::send);
        });
        return done;
    }

    private void send(long timer) {
        while (next < play.lines().size() && due(next) <= System.nanoTime()) {
            Line line = play.lines().get(next);
            long due = due(next++);
            open++;
            if (line.opens()) {
                opened.set(line.visit(), pageview(line));
            }
            opened.get(line.visit()).compose(ready -> chunk(line, due, 1)).onComplete(ended -> open--);
        }
        if (next == play.lines().size() && open == 0) {
            vertx.cancelTimer(timer);
            done.complete(null);
        }
    }

    /** The visits' periods lie side by side. */
    private long due(int index) {
        return begun + (long) index * Visit.CHUNK_MILLIS * 1_000_000L / play.visits();
    }

    private Future<Void> pageview(Line line) {
        long sent = System.nanoTime();
        return post("/b", line.visit(), Beacons.body(site, line.document(), 1, "/visit/" + line.visit()))
                .compose(answer -> {
                    beaconMicros.recordValue(Math.min((System.nanoTime() - sent) / 1000, LONGEST_MICROS));
                    if (answer.status == 202) {
                        pageviews.incrementAndGet();
                        String token = token(answer.body);
                        if (token != null) {
                            tokens[line.visit()] = token;
                        }
                        return Future.<Void>succeededFuture();
                    }
                    again(answer);
                    return later().compose(again -> pageview(line));
                });
    }

    private static @Nullable String token(String answer) {
        JsonArray load = new JsonObject(answer).getJsonArray("load");
        for (int i = 0; load != null && i < load.size(); i++) {
            if (load.getJsonArray(i).getString(0).equals("r")) {
                return load.getJsonArray(i).getString(1);
            }
        }
        return null;
    }

    private Future<Void> chunk(Line line, long due, int tries) {
        String token = tokens[line.visit()];
        if (token == null) {
            failed.incrementAndGet();
            return Future.succeededFuture();
        }
        byte[] body = play.body(line, token);
        return post("/r", line.visit(), Buffer.buffer(body)).compose(answer -> {
            if (answer.status == 202) {
                chunkMicros.recordValue(Math.min((System.nanoTime() - due) / 1000, LONGEST_MICROS));
                wire.addAndGet(body.length);
                (answer.body.startsWith("{\"accepted\":1") ? chunks : left).incrementAndGet();
                return Future.<Void>succeededFuture();
            }
            if (tries == MOST_TRIES || answer.status != 503 && answer.status != 0) {
                failed.incrementAndGet();
                return Future.<Void>succeededFuture();
            }
            again(answer);
            return later().compose(again -> chunk(line, due, tries + 1));
        });
    }

    private void again(Answer answer) {
        retries.merge(answer.status, 1, Integer::sum);
    }

    private Future<Void> later() {
        return vertx.timer(2, TimeUnit.SECONDS).mapEmpty();
    }

    /** @param status 0 where there was no answer */
    private record Answer(int status, String body) {}

    private Future<Answer> post(String path, int index, Buffer body) {
        int visit = play.firstVisit() + index;
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path)
                .putHeader("Content-Type", "text/plain")
                .putHeader("X-Forwarded-For", "88.113." + (visit >> 8 & 255) + "." + (visit & 255))
                .putHeader("User-Agent", Beacons.USER_AGENTS[visit % Beacons.USER_AGENTS.length]);
        return client.request(request)
                .compose(prepared -> prepared.send(body))
                .compose(response -> response.body().map(text -> new Answer(response.statusCode(), text.toString())))
                .otherwise(failure -> new Answer(0, ""));
    }

    /** Acknowledged as accepted. */
    long chunks() {
        return chunks.get();
    }

    /** Acknowledged and left out. */
    long left() {
        return left.get();
    }

    /** By the answer's status, 0 where there was none: how often something was sent again. */
    Map<Integer, Integer> retries() {
        return retries;
    }

    /** Given up. */
    long failed() {
        return failed.get();
    }

    /** Acknowledged. */
    long pageviews() {
        return pageviews.get();
    }

    /** Bytes of the bodies that were taken. */
    long wire() {
        return wire.get();
    }

    /** From when a chunk was due to its answer. */
    Histogram chunkMicros() {
        return chunkMicros;
    }

    Histogram beaconMicros() {
        return beaconMicros;
    }
}

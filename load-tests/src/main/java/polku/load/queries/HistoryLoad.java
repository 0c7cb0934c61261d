package polku.load.queries;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import polku.load.PolkuUnderTest;

/** Sends what has been through the collector's door, as fast as that takes it: each connection sends its next session when the last is taken. */
public final class HistoryLoad {
    private static final int CONNECTIONS = 64;
    private static final int MOST_TRIES = 200;
    private static final long AGAIN_MILLIS = 250;
    private static final long PROGRESS_MILLIS = 2000;

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions request;
    private final Past history;
    private final Promise<Void> done = Promise.promise();
    private final long begun = System.nanoTime();
    private long events;
    private long sent;
    private int open = CONNECTIONS;

    /** @param vertx with a single event loop: the history is for one thread */
    public HistoryLoad(Vertx vertx, PolkuUnderTest polku, Past history) {
        this.vertx = vertx;
        this.history = history;
        client = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true).setKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(polku.port())
                .setURI("/b")
                .putHeader("Content-Type", "application/json")
                .putHeader("Authorization", "Bearer " + polku.key());
    }

    /** Blocks until all are taken; returns how many events that were. */
    public long run() {
        long timer = vertx.setPeriodic(PROGRESS_MILLIS, tick -> show());
        try {
            vertx.runOnContext(start -> {
                for (int i = 0; i < CONNECTIONS; i++) {
                    next();
                }
            });
            done.future().toCompletionStage().toCompletableFuture().join();
            show();
            System.out.println();
            return events;
        } finally {
            vertx.cancelTimer(timer);
            client.close();
        }
    }

    private void next() {
        if (!history.hasNext()) {
            if (--open == 0) {
                done.complete();
            }
            return;
        }
        Past.Session session = history.next();
        send(session, Buffer.buffer(session.body()), 1);
    }

    /** The same bytes again where the server has no room just then: the beacon's id makes sure that it counts once. */
    private void send(Past.Session session, Buffer body, int tries) {
        client.request(request)
                .compose(prepared -> prepared.send(body))
                .compose(response -> response.body().map(text -> response.statusCode() + " " + text))
                .onComplete(answer -> {
                    String text = answer.succeeded() ? answer.result() : "429 " + answer.cause();
                    if (text.startsWith("202")) {
                        events += session.events();
                        sent++;
                        next();
                    } else if (tries < MOST_TRIES && (text.startsWith("429") || text.startsWith("5"))) {
                        vertx.setTimer(AGAIN_MILLIS, later -> send(session, body, tries + 1));
                    } else {
                        done.tryFail(session.body() + " answered " + text);
                    }
                });
    }

    private void show() {
        System.out.printf(
                Locale.ROOT,
                "\r› Filling: %3d %%, %,d events, %,.0f a second ",
                sent * 100 / history.sessions(),
                events,
                events / ((System.nanoTime() - begun) / 1e9));
        System.out.flush();
    }
}

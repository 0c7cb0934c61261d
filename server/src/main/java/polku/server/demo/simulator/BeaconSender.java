package polku.server.demo.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends beacons to the collector's public door with a key, over a few connections that are kept. A beacon that meets
 * 429, 5xx or a broken connection is sent again, byte for byte, so that its id is the same and it counts once.
 */
final class BeaconSender {
    private static final int MOST_TRIES = 30;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long TIMEOUT_MILLIS = 30_000;
    private static final long STOP_SECONDS = 2;

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions request;
    private volatile boolean stopped;

    /**
     * @param collector its origin, and a path prefix if it has one
     * @param door below the collector's address, "/b"
     */
    BeaconSender(Vertx vertx, URI collector, String door, String apiKey, int connections) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true).setKeepAliveTimeout(30),
                new PoolOptions().setHttp1MaxSize(connections));
        String prefix = collector.toString().replaceFirst("/+$", "");
        this.request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(prefix + door)
                .setTimeout(TIMEOUT_MILLIS)
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + apiKey)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    }

    /** The collector's answer once it has taken the beacon; fails when it refuses it or stays away. */
    Future<Answer> send(byte[] body) {
        return send(Buffer.buffer(body), 1);
    }

    /** One after another. */
    Future<Void> sendAll(List<byte[]> bodies) {
        return sendFrom(bodies, 0);
    }

    private Future<Void> sendFrom(List<byte[]> bodies, int index) {
        return index == bodies.size()
                ? Future.succeededFuture()
                : send(bodies.get(index)).compose(taken -> sendFrom(bodies, index + 1));
    }

    /** Nothing is tried again from now on; what is under way has a moment to be answered. */
    Future<Void> stop() {
        stopped = true;
        return client.shutdown(STOP_SECONDS, TimeUnit.SECONDS);
    }

    private Future<Answer> send(Buffer body, int tried) {
        return client.request(request)
                .compose(sending -> sending.send(body))
                .compose(answer -> answer.body().map(text -> new Received(answer, text)))
                .transform(received -> {
                    if (received.succeeded() && received.result().status() == 202) {
                        return Future.succeededFuture(received.result().answer());
                    }
                    if (received.succeeded() && !received.result().isTemporary()) {
                        return Future.failedFuture(received.result().refusal());
                    }
                    if (tried == MOST_TRIES || stopped) {
                        return Future.failedFuture(
                                received.failed()
                                        ? received.cause()
                                        : received.result().refusal());
                    }
                    long pause = received.failed()
                            ? backOff(tried)
                            : received.result().pauseMillis(backOff(tried));
                    return vertx.timer(pause, TimeUnit.MILLISECONDS).compose(later -> send(body, tried + 1));
                });
    }

    private static long backOff(int tried) {
        return Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tried - 1, 10));
    }

    /** How many of a beacon's items were taken and how many dropped. */
    record Answer(int accepted, int dropped) {}

    private record Received(HttpClientResponse response, Buffer body) {
        int status() {
            return response.statusCode();
        }

        boolean isTemporary() {
            return status() == 429 || status() >= 500;
        }

        Answer answer() {
            JsonObject json = body.toJsonObject();
            return new Answer(json.getInteger("accepted", 0), json.getInteger("dropped", 0));
        }

        long pauseMillis(long otherwise) {
            String seconds = response.getHeader(HttpHeaders.RETRY_AFTER);
            return seconds != null && seconds.matches("\\d{1,3}")
                    ? Math.max(1, Math.min(LONGEST_PAUSE_MILLIS, Long.parseLong(seconds) * 1000))
                    : otherwise;
        }

        IllegalStateException refusal() {
            String text = body.toString();
            return new IllegalStateException("the collector answered " + status() + " to a simulated beacon: "
                    + text.substring(0, Math.min(500, text.length())));
        }
    }
}

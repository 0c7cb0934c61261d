package polku.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Keeps slow and greedy clients from using up the server's connections: headers must arrive within a deadline (a client
 * that sends a byte a second resets any idle timeout, so that does not do it), and one address holds only so many
 * connections. Pipelined requests wait ({@link PipeliningGate}). One guard serves all event loops.
 *
 * <p>The server must not speak HTTP/2 in clear text ({@code setHttp2ClearTextEnabled(false)}): Vert.x would tell of a
 * connection only after its first bytes.
 */
public final class ConnectionGuard {
    private static final long SWEEP_MILLIS = 1000;

    private final long firstRequest;
    private final long nextRequest;
    private final int mostPerAddress;
    private final Predicate<String> exempt;
    /** When the next request's headers must be there, in nanoseconds of {@link System#nanoTime}. */
    private final Map<HttpConnection, Long> deadlines = new ConcurrentHashMap<>();

    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();

    /**
     * @param firstRequest from the connection's start to the end of the first request's headers
     * @param nextRequest from there to the end of the next request's headers; longer than the longest answer takes
     * @param exempt addresses without a cap, such as trusted proxies
     */
    public ConnectionGuard(
            Vertx vertx, Duration firstRequest, Duration nextRequest, int mostPerAddress, Predicate<String> exempt) {
        this.firstRequest = firstRequest.toNanos();
        this.nextRequest = nextRequest.toNanos();
        this.mostPerAddress = mostPerAddress;
        this.exempt = exempt;
        vertx.setPeriodic(Math.min(SWEEP_MILLIS, Math.max(1, firstRequest.toMillis() / 4)), fired -> sweep());
    }

    /** Guards a server that is not listening yet. */
    public HttpServer guard(HttpServer server, Handler<HttpServerRequest> requests) {
        return server.connectionHandler(this::opened).requestHandler(request -> {
            deadlines.replace(request.connection(), System.nanoTime() + nextRequest);
            requests.handle(request);
        });
    }

    private void opened(HttpConnection connection) {
        PipeliningGate.install(connection);
        String address = connection.remoteAddress().hostAddress();
        int count = perAddress.merge(address, 1, Integer::sum);
        deadlines.put(connection, System.nanoTime() + firstRequest);
        connection.closeHandler(closed -> {
            deadlines.remove(connection);
            perAddress.computeIfPresent(address, (key, open) -> open == 1 ? null : open - 1);
        });
        if (count > mostPerAddress && !exempt.test(address)) {
            connection.close();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        deadlines.forEach((connection, deadline) -> {
            if (now - deadline > 0) {
                connection.close();
            }
        });
    }
}

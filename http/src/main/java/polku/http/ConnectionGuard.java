package polku.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
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
    private final Map<HttpConnection, PipeliningGate> open = new ConcurrentHashMap<>();

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

    /**
     * Guards a server that is not listening yet.
     *
     * @param shortcuts for each a place in front of the server, on its event loop
     */
    public HttpServer guard(HttpServer server, List<Shortcut> shortcuts) {
        return server.connectionHandler(connection -> {
            opened(connection);
            shortcuts.forEach(shortcut -> ShortcutHandler.install(connection, shortcut));
        });
    }

    private void opened(HttpConnection connection) {
        PipeliningGate gate = new PipeliningGate(firstRequest, nextRequest);
        gate.install(connection);
        String address = connection.remoteAddress().hostAddress();
        int count = perAddress.merge(address, 1, Integer::sum);
        open.put(connection, gate);
        connection.closeHandler(closed -> {
            open.remove(connection);
            perAddress.computeIfPresent(address, (key, held) -> held == 1 ? null : held - 1);
        });
        if (count > mostPerAddress && !exempt.test(address)) {
            connection.close();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        open.forEach((connection, gate) -> {
            if (gate.isLate(now)) {
                connection.close();
            }
        });
    }
}

package polku.load.drill;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between the server and ClickHouse and, on demand, cuts the connection when an insert has been carried out. */
final class CuttingProxy implements AutoCloseable {
    private static final String INSERT = "POST /?query=INSERT";

    private final NetServer server;
    private final NetClient client;
    private final int target;
    private final Random random;
    private final AtomicLong cut = new AtomicLong();
    private volatile double share;

    CuttingProxy(Vertx vertx, int target, long seed) {
        this.target = target;
        this.random = new Random(seed);
        this.client = vertx.createNetClient();
        this.server = vertx.createNetServer()
                .connectHandler(this::connected)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    int port() {
        return server.actualPort();
    }

    /** From now on this share of the answers to inserts is cut off. */
    void cut(double newShare) {
        share = newShare;
    }

    long cut() {
        return cut.get();
    }

    private void connected(NetSocket asking) {
        asking.pause();
        client.connect(target, "127.0.0.1")
                .onFailure(down -> asking.close())
                .onSuccess(answering -> pipe(asking, answering));
    }

    private void pipe(NetSocket asking, NetSocket answering) {
        boolean[] isDoomed = {false};
        asking.handler(bytes -> {
            if (startsInsert(bytes)) {
                isDoomed[0] = random.nextDouble() < share;
            }
            pass(bytes, asking, answering);
        });
        answering.handler(bytes -> {
            if (isDoomed[0]) {
                cut.incrementAndGet();
                asking.close();
                answering.close();
            } else {
                pass(bytes, answering, asking);
            }
        });
        asking.closeHandler(closed -> answering.close());
        answering.closeHandler(closed -> asking.close());
        asking.exceptionHandler(broken -> answering.close());
        answering.exceptionHandler(broken -> asking.close());
        asking.resume();
    }

    private static boolean startsInsert(Buffer bytes) {
        return bytes.length() > INSERT.length()
                && bytes.getString(0, INSERT.length()).equals(INSERT);
    }

    private static void pass(Buffer bytes, NetSocket from, NetSocket to) {
        to.write(bytes);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        client.close();
    }
}

package polku.load.drill;

import static polku.load.drill.Drill.expect;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import polku.load.PolkuUnderTest;

/** Clients that send a byte a second: half of them their headers, half of them a body. */
record SlowlorisDrill() implements Drill {
    private static final int CLIENTS = 500;

    @Override
    public String name() {
        return "slowloris";
    }

    @Override
    public String fault() {
        return "500 clients send a byte a second, half of them headers, half of them bodies, and come again";
    }

    @Override
    public String expectation() {
        return "each is cut off within 15 s; others' p99 holds";
    }

    @Override
    public String run(Room room) {
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicInteger cutOff = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        NetClient client = room.vertx().createNetClient();
        try (PolkuUnderTest polku = room.polku();
                AccountedLoad load = new AccountedLoad(room.vertx(), polku)) {
            HeldLatency others = HeldLatency.before(room, polku, load);
            for (int i = 0; i < CLIENTS; i++) {
                connect(room, client, polku.port(), i % 2 == 0, running, open, cutOff);
            }
            others.during(room.times(30_000, 14_000));
            running.set(false);
            expect(cutOff.get() >= CLIENTS / 2, "only %d were cut off", cutOff.get());
            Room.await("all of them are cut off", Duration.ofSeconds(15), () -> open.get() == 0);
            String held = others.held();
            Account account = Account.atRest(polku, load.acknowledged()).isExact(polku);
            return String.format(Locale.ROOT, "%,d cut off; %s; %s", cutOff.get(), held, account);
        } finally {
            client.close();
        }
    }

    private static void connect(
            Room room,
            NetClient client,
            int port,
            boolean headers,
            AtomicBoolean running,
            AtomicInteger open,
            AtomicInteger cutOff) {
        if (!running.get()) {
            return;
        }
        client.connect(port, "127.0.0.1").onSuccess(socket -> {
            open.incrementAndGet();
            socket.write(
                    headers
                            ? "POST /b HTTP/1.1\r\nHost: x\r\nX-Slow: "
                            : "POST /b HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n{");
            long timer = room.vertx().setPeriodic(1000, second -> trickle(socket));
            socket.exceptionHandler(broken -> {});
            socket.closeHandler(closed -> {
                room.vertx().cancelTimer(timer);
                open.decrementAndGet();
                cutOff.incrementAndGet();
                connect(room, client, port, headers, running, open, cutOff);
            });
        });
    }

    private static void trickle(NetSocket socket) {
        socket.write(Buffer.buffer(" "));
    }
}

package polku.load.drill;

import static polku.load.drill.Drill.expect;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import polku.load.Beacons;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** Clients that send one beacon again and again and never read an answer. */
record DeafDrill() implements Drill {
    private static final int CLIENTS = 20;
    private static final double OTHERS_PER_SECOND = 200;
    private static final int BEACONS_A_WRITE = 50;
    /** Cut off, they come again, but not so often that they are a flood: this is about memory. */
    private static final int AGAIN_MILLIS = 1000;

    private static final int NATIVE_MEGABYTES = 150;

    @Override
    public String name() {
        return "deaf";
    }

    @Override
    public String fault() {
        return "20 clients pipeline a beacon without end and never read an answer";
    }

    @Override
    public String expectation() {
        return "memory is at most the heap limit + 150 MB; others' beacons are taken";
    }

    @Override
    public String run(Room room) {
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicLong sent = new AtomicLong();
        NetClient client = room.vertx().createNetClient();
        try (PolkuUnderTest polku = room.polku();
                AccountedLoad load = new AccountedLoad(room.vertx(), polku)) {
            load.start();
            ServerProcess.pause(room.times(8000, 3000)); // warm
            load.stop().start(OTHERS_PER_SECOND);
            double before = polku.process().rssMegabytes();
            for (int i = 0; i < CLIENTS; i++) {
                connect(room, client, polku, request(polku, i), running, sent);
            }
            load.takeLatencies();
            ServerProcess.pause(room.times(40_000, 10_000));
            double p99 = load.takeP99Millis();
            double after = polku.process().rssMegabytes();
            running.set(false);
            client.close();
            load.stop();
            expect(
                    load.refused() + load.full() + load.unanswered() == 0,
                    "ordinary beacons were refused: %s",
                    load.lastRefusal());
            String memory = String.format(
                    Locale.ROOT,
                    "%,d MB sent; RSS %.0f → %.0f MB; others' p99 %.0f ms",
                    sent.get() >> 20,
                    before,
                    after,
                    p99);
            expect(after <= Room.HEAP_MEGABYTES + NATIVE_MEGABYTES, "too much memory: %s", memory);
            expect(sent.get() > CLIENTS * 1000L, "hardly anything was sent: %s", memory);
            return memory + "; " + Account.atRest(polku, load.acknowledged());
        } finally {
            client.close();
        }
    }

    private static Buffer request(PolkuUnderTest polku, int number) {
        Buffer body = Beacons.body(polku.site(), -1L - number, 1, "/");
        Buffer one = Buffer.buffer("POST /b HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: "
                        + body.length() + "\r\n\r\n")
                .appendBuffer(body);
        Buffer many = Buffer.buffer();
        for (int i = 0; i < BEACONS_A_WRITE; i++) {
            many.appendBuffer(one);
        }
        return many;
    }

    private static void connect(
            Room room,
            NetClient client,
            PolkuUnderTest polku,
            Buffer requests,
            AtomicBoolean running,
            AtomicLong sent) {
        if (running.get()) {
            client.connect(polku.port(), "127.0.0.1").onSuccess(socket -> {
                socket.pause();
                socket.exceptionHandler(broken -> {});
                socket.closeHandler(closed -> room.vertx()
                        .setTimer(AGAIN_MILLIS, later -> connect(room, client, polku, requests, running, sent)));
                write(socket, requests, running, sent);
            });
        }
    }

    /** One write at a time, so that what is sent was taken by the server's side or its socket. */
    private static void write(NetSocket socket, Buffer requests, AtomicBoolean running, AtomicLong sent) {
        socket.write(requests).onSuccess(written -> {
            sent.addAndGet(requests.length());
            if (running.get()) {
                write(socket, requests, running, sent);
            }
        });
    }
}

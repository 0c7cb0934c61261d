package polku.load.drill;

import static polku.load.drill.Drill.expect;

import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/** Connections that ask once and stay. */
record IdleDrill() implements Drill {
    private static final int PER_STEP = 100;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String fault() {
        return "10,000 connections that ask once and then stay silent";
    }

    @Override
    public String expectation() {
        return "others' p99 holds; the silent ones are closed in the end";
    }

    @Override
    public String run(Room room) throws IOException {
        int connections = room.times(10_000, 2000);
        requireFiles(connections + 1000);
        Queue<NetSocket> sockets = new ConcurrentLinkedQueue<>();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        NetClient client = room.vertx().createNetClient();
        try (PolkuUnderTest polku = room.polku();
                AccountedLoad load = new AccountedLoad(room.vertx(), polku)) {
            HeldLatency others = HeldLatency.before(room, polku, load);
            double before = polku.process().rssMegabytes();
            for (int i = 0; i < connections; i += PER_STEP) {
                for (int j = 0; j < PER_STEP; j++) {
                    connect(client, polku.port(), sockets, answered, closed);
                }
                ServerProcess.pause(50);
            }
            Room.await("all are connected", Duration.ofSeconds(30), () -> answered.get() == connections);
            others.during(room.times(30_000, 5000));
            int open = connections - closed.get();
            double after = polku.process().rssMegabytes();
            expect(open == connections, "%d of them were closed too early", closed.get());
            String held = others.held();
            Room.await("the silent ones are closed", Duration.ofSeconds(100), () -> closed.get() == connections);
            Account account = Account.atRest(polku, load.acknowledged()).isExact(polku);
            return String.format(
                    Locale.ROOT, "%,d open; %s; RSS %.0f → %.0f MB; %s", open, held, before, after, account);
        } finally {
            client.close();
        }
    }

    private static void connect(
            NetClient client, int port, Queue<NetSocket> sockets, AtomicInteger answered, AtomicInteger closed) {
        client.connect(port, "127.0.0.1").onSuccess(socket -> {
            sockets.add(socket);
            boolean[] first = {true};
            socket.handler(bytes -> {
                if (first[0]) {
                    first[0] = false;
                    answered.incrementAndGet();
                }
            });
            socket.exceptionHandler(broken -> {});
            socket.closeHandler(gone -> closed.incrementAndGet());
            socket.write("HEAD /t.js HTTP/1.1\r\nHost: x\r\n\r\n");
        });
    }

    private static void requireFiles(int files) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
            if (line.startsWith("Max open files")) {
                String[] words =
                        line.substring("Max open files".length()).strip().split(" +");
                long hard = words[1].equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(words[1]);
                if (hard < files) {
                    throw new Drill.NotRun("needs " + files + " open files, ulimit -n allows " + hard);
                }
            }
        }
    }
}

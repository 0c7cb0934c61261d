package polku.load.drill;

import static polku.load.drill.Drill.expect;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import polku.load.PolkuUnderTest;

/** Small bodies that would inflate to 60 MB. */
record BombsDrill() implements Drill {
    private static final int CLIENTS = 8;
    private static final int INFLATED = 60 << 20;
    private static final long PAUSE_MILLIS = 20;

    @Override
    public String name() {
        return "bombs";
    }

    @Override
    public String fault() {
        return "8 clients post gzip bombs (60 KB that inflate to 60 MB) without a pause";
    }

    @Override
    public String expectation() {
        return "413, never inflated beyond the limit; others' p99 holds; memory stays";
    }

    @Override
    public String run(Room room) throws IOException {
        Buffer bomb = Buffer.buffer(bomb());
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicLong refused = new AtomicLong();
        AtomicLong other = new AtomicLong();
        HttpClient client = room.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(CLIENTS));
        try (PolkuUnderTest polku = room.polku();
                AccountedLoad load = new AccountedLoad(room.vertx(), polku)) {
            HeldLatency others = HeldLatency.before(room, polku, load);
            double before = polku.process().rssMegabytes();
            for (int i = 0; i < CLIENTS; i++) {
                post(room, client, polku.port(), bomb, running, refused, other);
            }
            others.during(room.times(20_000, 6000));
            running.set(false);
            double after = polku.process().rssMegabytes();
            expect(refused.get() > 100, "only %d bombs were answered", refused.get());
            expect(other.get() == 0, "%d bombs got another answer than 413", other.get());
            expect(
                    after <= Room.HEAP_MEGABYTES + 150,
                    "%.0f MB resident with a heap of %d MB",
                    after,
                    Room.HEAP_MEGABYTES);
            String held = others.held();
            Account account = Account.atRest(polku, load.acknowledged()).isExact(polku);
            return String.format(
                    Locale.ROOT,
                    "%,d bombs of %d bytes refused; %s; RSS %.0f → %.0f MB; %s",
                    refused.get(),
                    bomb.length(),
                    held,
                    before,
                    after,
                    account);
        } finally {
            client.close();
        }
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] blanks = new byte[1 << 20];
            java.util.Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < INFLATED >> 20; i++) {
                gzip.write(blanks);
            }
        }
        return bytes.toByteArray();
    }

    private static void post(
            Room room,
            HttpClient client,
            int port,
            Buffer bomb,
            AtomicBoolean running,
            AtomicLong refused,
            AtomicLong other) {
        if (!running.get()) {
            return;
        }
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/b")
                        .putHeader("Content-Type", "text/plain")
                        .putHeader("Content-Encoding", "gzip"))
                .compose(request -> request.send(bomb))
                .compose(response -> response.body().map(response.statusCode()))
                .otherwise(0)
                .onSuccess(status -> {
                    (status == 413 ? refused : other).incrementAndGet();
                    room.vertx()
                            .setTimer(PAUSE_MILLIS, again -> post(room, client, port, bomb, running, refused, other));
                });
    }
}

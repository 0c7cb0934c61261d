package polku.load.replays;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import polku.load.Beacons;
import polku.load.EngineUnderTest;
import polku.load.Http;
import polku.load.ServerProcess;

/** Pageviews of other visitors, five a second, and how late a question sees each. Two threads. */
final class Probes implements AutoCloseable {
    private static final long SEND_EVERY_MILLIS = 200;
    private static final long ASK_EVERY_MILLIS = 100;
    private static final long LONGEST_MILLIS = 600_000;
    private static final long NUMBERS = 1L << 50;

    private final int port;
    private final String site;
    private final EngineUnderTest engine;
    private final Map<Integer, Long> unseen = new ConcurrentHashMap<>();
    private final Histogram millis = new Histogram(LONGEST_MILLIS, 3);
    private final Thread sender = new Thread(this::send, "probes");
    private final Thread asker = new Thread(this::ask, "asking");
    private volatile boolean sending = true;
    private volatile boolean asking = true;
    private volatile int sent;

    Probes(int port, String site, EngineUnderTest engine) {
        this.port = port;
        this.site = site;
        this.engine = engine;
    }

    void start() {
        sender.start();
        asker.start();
    }

    private void send() {
        while (sending) {
            long begun = System.nanoTime();
            int number = sent;
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/b"))
                    .header("Content-Type", "text/plain")
                    .header("X-Forwarded-For", "88.114." + (number >> 8 & 255) + "." + (number & 255))
                    .header("User-Agent", Beacons.USER_AGENTS[0])
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            Beacons.body(site, NUMBERS + number, 1, "/probe/" + number)
                                    .getBytes()))
                    .build();
            HttpResponse<String> answer = Http.send(request);
            if (answer.statusCode() == 202 && new JsonObject(answer.body()).getInteger("accepted") == 1) {
                unseen.put(number, begun);
                sent = number + 1;
            }
            pauseUntil(begun, SEND_EVERY_MILLIS);
        }
    }

    private void ask() {
        while (asking) {
            long begun = System.nanoTime();
            String pages = engine.run("SELECT page FROM events WHERE page LIKE '/probe/%' AND at > now() - 120");
            long now = System.nanoTime();
            for (String page : pages.split("\n")) {
                Long since =
                        page.isEmpty() ? null : unseen.remove(Integer.parseInt(page.substring("/probe/".length())));
                if (since != null) {
                    millis.recordValue(Math.min(TimeUnit.NANOSECONDS.toMillis(now - since), LONGEST_MILLIS));
                }
            }
            pauseUntil(begun, ASK_EVERY_MILLIS);
        }
    }

    private static void pauseUntil(long begun, long period) {
        long left = period - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        if (left > 0) {
            ServerProcess.pause(left);
        }
    }

    /** Acknowledged. */
    int sent() {
        return sent;
    }

    /** Acknowledged and not seen yet. */
    int unseen() {
        return unseen.size();
    }

    /** From a pageview's sending to the answer that holds it. */
    Histogram millis() {
        return millis;
    }

    /** Sends no more, and waits until all are seen, half a minute at most. */
    void finish() {
        sending = false;
        join(sender);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!unseen.isEmpty() && System.nanoTime() < end) {
            ServerProcess.pause(ASK_EVERY_MILLIS);
        }
        close();
    }

    @Override
    public void close() {
        sending = false;
        asking = false;
        join(sender);
        join(asker);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

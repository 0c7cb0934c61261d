package polku.load;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;

/** How many events a second the door for servers takes in arrays of a thousand, and that sending them again changes nothing. */
final class ServerEvents {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final double AIM = 50_000;
    private static final String RESENT = "polku_ledger_rows{state=\"resent\"}";

    private final Vertx vertx;
    private final PolkuUnderTest polku;
    private final Duration length;

    ServerEvents(Vertx vertx, PolkuUnderTest polku, Duration length) {
        this.vertx = vertx;
        this.polku = polku;
        this.length = length;
    }

    void measure() {
        long before = polku.total("events", "");
        ServerEventLoad load = new ServerEventLoad(vertx, polku);
        LoadResult warmUp = load.run("warm-up", WARM_UP);
        LoadResult events = new ServerEventLoad(vertx, polku).run("events in arrays", length);
        print(events);
        long accepted = before + warmUp.events() + events.events();
        awaitStored(accepted);
        resend(load, (int) Math.min(100, warmUp.requests()), accepted);
    }

    private static void print(LoadResult events) {
        double micros = events.cpuMicrosPerEvent() + events.engineCpuMicrosPerEvent();
        int processors = Runtime.getRuntime().availableProcessors();
        System.out.printf(
                Locale.ROOT,
                "%n%,.0f server-side events a second in arrays of 1,000 (%d failures, p50 %.0f ms, p99 %.0f ms an array;"
                        + " aim: ≥ %,.0f): %s%n",
                events.eventsPerSecond(),
                events.failures(),
                events.p50Millis(),
                events.p99Millis(),
                AIM,
                events.eventsPerSecond() >= AIM ? "met" : "MISSED");
        System.out.printf(
                Locale.ROOT,
                "CPU-µs an event: Polku %.1f, ClickHouse %.1f; all of %d processors would do %,.0f a second%n",
                events.cpuMicrosPerEvent(),
                events.engineCpuMicrosPerEvent(),
                processors,
                processors * 1e6 / micros);
    }

    private void awaitStored(long accepted) {
        long begun = System.nanoTime();
        long stored = polku.total("events", "");
        while (stored < accepted && System.nanoTime() - begun < DRAIN.toNanos()) {
            ServerProcess.pause(1500); // longer than an answer is shared
            stored = polku.total("events", "");
        }
        System.out.printf(
                Locale.ROOT,
                "all of them counted by a query %.1f s later: %s%n",
                (System.nanoTime() - begun) / 1e9,
                stored == accepted ? "met" : "MISSED");
    }

    private void resend(ServerEventLoad load, int arrays, long accepted) {
        double before = polku.metric(RESENT);
        LoadResult again = load.resend("the same again", arrays);
        long begun = System.nanoTime();
        double resent = 0;
        while (resent < again.events() && System.nanoTime() - begun < DRAIN.toNanos()) {
            ServerProcess.pause(200);
            resent = polku.metric(RESENT) - before;
        }
        long after = polku.total("events", "");
        System.out.printf(
                Locale.ROOT,
                "%,d of them sent again: %,.0f left out as sent before; counted by a query, as before: %,d: %s%n",
                again.events(),
                resent,
                after,
                after == accepted && resent == again.events() ? "met" : "MISSED");
    }
}

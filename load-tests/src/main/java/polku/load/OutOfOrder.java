package polku.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * An import in the worst order: events of many visitors over a month, shuffled, so that sessions are begun in the
 * middle, lengthened at both ends and joined. Tells how long it takes until the sessions are those of the definition, which
 * are counted here by brute force.
 */
final class OutOfOrder {
    private static final int VISITORS = 2000;
    private static final int EVENTS_PER_VISITOR = 20;
    private static final int EVENTS_PER_REQUEST = 1000;
    private static final long MINUTE = 60_000;
    private static final long LIMIT_NANOS = 120_000_000_000L;

    private final PolkuUnderTest polku;
    private final Random random = new Random(7);

    OutOfOrder(PolkuUnderTest polku) {
        this.polku = polku;
    }

    /** @param seconds after the last event was acknowledged; negative where it never came right */
    record Result(int events, long sessions, double sendSeconds, double seconds) {}

    Result measure() {
        long before = polku.total("sessions", "");
        long expected = 0;
        List<String> events = new ArrayList<>();
        long begin = System.currentTimeMillis() - 31 * 24 * 60 * MINUTE;
        for (int visitor = 0; visitor < VISITORS; visitor++) {
            long[] times = times(begin);
            expected += sessions(times);
            for (long time : times) {
                events.add("{\"site\":\"" + polku.site() + "\",\"visitorId\":\"late " + visitor + "\",\"timestamp\":"
                        + time + ",\"name\":\"imported\",\"url\":\"https://bench.example/import\"}");
            }
        }
        Collections.shuffle(events, random);
        long begun = System.nanoTime();
        for (int from = 0; from < events.size(); from += EVENTS_PER_REQUEST) {
            polku.postEvents(events.subList(from, from + EVENTS_PER_REQUEST));
        }
        long sent = System.nanoTime();
        while (System.nanoTime() - sent < LIMIT_NANOS) {
            if (polku.total("sessions", "") == before + expected) {
                return new Result(events.size(), expected, (sent - begun) / 1e9, (System.nanoTime() - sent) / 1e9);
            }
            ServerProcess.pause(50);
        }
        return new Result(events.size(), expected, (sent - begun) / 1e9, -1);
    }

    /** A few visits of a visitor, each of some events, in a month. */
    private long[] times(long begin) {
        long[] times = new long[EVENTS_PER_VISITOR];
        long time = begin;
        for (int i = 0; i < times.length; i++) {
            long pause = random.nextInt(6) == 0 ? random.nextInt(36 * 60) : random.nextInt(35);
            time += pause * MINUTE + random.nextInt(60_000);
            times[i] = time;
        }
        return times;
    }

    /** The definition: a pause of 30 minutes, or 24 hours, end a session. */
    private static int sessions(long[] times) {
        Arrays.sort(times);
        int sessions = 0;
        long start = 0;
        long previous = 0;
        for (long time : times) {
            if (sessions == 0 || time - previous >= 30 * MINUTE || time - start >= 24 * 60 * MINUTE) {
                sessions++;
                start = time;
            }
            previous = time;
        }
        return sessions;
    }
}

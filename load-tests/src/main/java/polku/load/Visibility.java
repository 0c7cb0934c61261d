package polku.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long after its 202 a beacon is seen by a query: sends one at a time and asks until it is there. */
final class Visibility {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long ASK_EVERY_MILLIS = 10;

    private final PolkuUnderTest polku;

    Visibility(PolkuUnderTest polku) {
        this.polku = polku;
    }

    /** Milliseconds from the moment before sending to the answer that holds the beacon. */
    Histogram measure(int beacons) {
        Histogram millis = new Histogram(60_000, 3);
        for (int i = 0; i < beacons; i++) {
            String page = "/visibility/" + i;
            long now = System.currentTimeMillis();
            String body = "{\"v\":1,\"site\":\"" + polku.site() + "\",\"id\":\"" + String.format("ffff%012x", i)
                    + "\",\"sentAt\":" + now + ",\"visitor\":\"v" + i
                    + "\",\"language\":\"en\",\"viewport\":[1440,900],"
                    + "\"pages\":[{\"id\":\"" + String.format("eeee%012x", i) + "\",\"url\":\"https://bench.example"
                    + page
                    + "\",\"title\":\"\",\"referrer\":\"\"}],\"items\":[{\"type\":\"pageview\",\"at\":" + now
                    + ",\"page\":0}]}";
            long begun = System.nanoTime();
            polku.post(body);
            while (polku.total("pageviews", page) < 1) {
                if (System.nanoTime() - begun > LIMIT_NANOS) {
                    throw new IllegalStateException("a beacon was not seen within 30 s: " + page);
                }
                ServerProcess.pause(ASK_EVERY_MILLIS);
            }
            millis.recordValue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
        return millis;
    }
}

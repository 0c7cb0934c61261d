package polku.load.gatling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A planned visit while it is played. A beacon that gets no answer, a 429 or a 5xx is sent again with the same id, later and
 * later, as the tracker does. Used by one virtual user, so by one thread at a time.
 */
final class Visit {
    private static final long FIRST_WAIT = 1_000;
    private static final int MOST_TRIES = 7;

    private final Visitor visitor;
    private final Deque<Beacon> beacons;
    private final double speed;
    private final Counts acknowledged = new Counts();

    private long begun;
    private long notBefore;
    private int tries;
    private long taken;
    private long lost;

    Visit(Visitor visitor, List<Beacon> beacons, double speed) {
        this.visitor = visitor;
        this.beacons = new ArrayDeque<>(beacons);
        this.speed = speed;
    }

    Visitor visitor() {
        return visitor;
    }

    void begin() {
        begun = System.currentTimeMillis();
    }

    boolean goesOn() {
        return !beacons.isEmpty();
    }

    Beacon next() {
        return beacons.getFirst();
    }

    /** How long until the next beacon is to be sent. */
    Duration pause() {
        long due = Math.max(begun + (long) Math.ceil(next().due() / speed), notBefore);
        return Duration.ofMillis(Math.max(0, due - System.currentTimeMillis()));
    }

    String body(String site) {
        return next().body(site, visitor, begun, speed, System.currentTimeMillis());
    }

    /**
     * What {@code accepted} of the answer may be. A repeated beacon whose first answer got lost is dropped, since the server
     * has it.
     */
    List<Integer> acceptable() {
        int items = next().items().size();
        return tries == 0 ? List.of(items) : List.of(items, 0);
    }

    /** @param status of the answer to the next beacon, 0 if there was none; {@code isGood} if it is as it should be */
    void answered(int status, boolean isGood) {
        if (isGood) {
            acknowledged.add(next());
            taken++;
        } else if ((status == 0 || status == 429 || status >= 500) && ++tries < MOST_TRIES) {
            long wait = FIRST_WAIT << tries - 1;
            notBefore = System.currentTimeMillis() + ThreadLocalRandom.current().nextLong(wait / 2, wait);
            return;
        } else {
            lost++;
        }
        tries = 0;
        beacons.removeFirst();
    }

    void end(Tally tally) {
        tally.add(visitor, acknowledged, taken, lost);
    }
}

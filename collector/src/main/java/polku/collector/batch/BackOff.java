package polku.collector.batch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: doubling, with jitter, so that collectors do not knock in step. */
final class BackOff {
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private int failures;

    BackOff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    /** Between half and the whole of the doubled wait. */
    Duration next() {
        long doubled = first.toMillis() << Math.min(failures++, 20);
        long capped = Math.max(2, Math.min(doubled, most.toMillis()));
        return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
    }

    void reset() {
        failures = 0;
    }
}

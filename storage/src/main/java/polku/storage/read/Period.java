package polku.storage.read;

import java.time.Instant;

/**
 * A span of time, to the millisecond.
 *
 * @param from the first millisecond of it
 * @param to the first millisecond after it
 */
public record Period(Instant from, Instant to) {
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period ends after it starts");
        }
    }

    public long fromMillis() {
        return from.toEpochMilli();
    }

    public long toMillis() {
        return to.toEpochMilli();
    }
}

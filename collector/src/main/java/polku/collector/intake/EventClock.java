package polku.collector.intake;

import java.time.Duration;
import java.time.Instant;
import polku.collector.Refusal;

/** When an event happened, by the server's clock. */
final class EventClock {
    private static final long MOST_LATE = Duration.ofHours(48).toMillis();
    private static final long MOST_EARLY = Duration.ofMinutes(5).toMillis();
    private static final long LONGEST_WAY = Duration.ofMinutes(1).toMillis();
    private static final long OLDEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private EventClock() {}

    /**
     * A browser's time, mended where its clock is wrong. That a beacon came up to a minute after it says it was sent is taken
     * for its way here, not for a slow clock: moving its events by that would put those of a slow beacon after those of the
     * next, fast one, and a session would begin on its second page. One that was sent later than it came, or much earlier,
     * has a wrong clock, and its events are moved by the difference. What still lies more than 48 hours back or 5 minutes
     * ahead is no time at all, and gets that of receipt.
     */
    static long corrected(long at, long sentAt, long receivedAt) {
        long late = receivedAt - sentAt;
        long corrected = late >= 0 && late <= LONGEST_WAY ? at : at + late;
        boolean isCredible = corrected >= receivedAt - MOST_LATE && corrected <= receivedAt + MOST_EARLY;
        return isCredible ? corrected : receivedAt;
    }

    /** The time that the owner's own server names: taken as it is, so it must be one. */
    static long named(long at, long receivedAt, String where) {
        if (at < OLDEST || at > receivedAt + MOST_EARLY) {
            throw Refusal.malformed(where + " must lie between the year 2000 and now.");
        }
        return at;
    }
}

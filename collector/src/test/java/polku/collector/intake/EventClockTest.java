package polku.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events are put in order by when they happened, whatever the clock and however long a beacon was on its way. */
class EventClockTest {
    private static final long NOON = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();

    /** @param wayOfFirst how long the first beacon was on its way, in ms; the second, of a second later, takes 20 ms */
    @ParameterizedTest
    @CsvSource({"20", "3000", "30000", "59000"})
    void corrected_slowBeaconBeforeAFastOne_keepsTheirOrder(long wayOfFirst) {
        long first = EventClock.corrected(NOON, NOON + 100, NOON + 100 + wayOfFirst);
        long second = EventClock.corrected(NOON + 1000, NOON + 2000, NOON + 2020);
        assertThat(second - first).isEqualTo(1000);
    }

    /** @param wrong how far the browser's clock is ahead, in minutes */
    @ParameterizedTest
    @CsvSource({"2", "-2", "600", "-600", "1000000", "-1000000"})
    void corrected_wrongClock_isMendedButForTheWay(long wrong) {
        long shift = Duration.ofMinutes(wrong).toMillis();
        long corrected = EventClock.corrected(NOON + shift, NOON + 400 + shift, NOON + 450);
        assertThat(corrected).isBetween(NOON, NOON + 50);
    }

    @Test
    void corrected_clockSlightlyAhead_isNeverInTheFuture() {
        assertThat(EventClock.corrected(NOON + 200, NOON + 200, NOON + 20)).isEqualTo(NOON + 20);
    }

    @Test
    void corrected_timeThatIsNone_isThatOfReceipt() {
        long threeDays = Duration.ofDays(3).toMillis();
        assertThat(EventClock.corrected(NOON - threeDays, NOON, NOON)).isEqualTo(NOON);
        assertThat(EventClock.corrected(NOON + threeDays, NOON, NOON)).isEqualTo(NOON);
    }
}

package polku.collector.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void waits_doubleUpToTheLongest_betweenHalfAndTheWhole() {
        BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(3), new Random(1));
        for (long whole : new long[] {200, 400, 800, 1600, 3000, 3000, 3000}) {
            assertThat(backOff.next()).isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void waits_ofManyCollectors_areNotInStep() {
        Set<Duration> waits = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            BackOff backOff = new BackOff(Duration.ofSeconds(3), Duration.ofSeconds(3), new Random(seed));
            waits.add(backOff.next());
        }
        assertThat(waits).hasSizeGreaterThan(40);
    }
}

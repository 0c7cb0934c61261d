package polku.collector.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import polku.storage.control.SaltSource;
import polku.storage.control.Site;

/** A visitor on the way over midnight is the same one, also when the server starts anew meanwhile. */
class VisitorIdsTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
    private static final SaltSource SALTS =
            millis -> ("salt of day " + Math.floorDiv(millis, 86_400_000)).getBytes(StandardCharsets.UTF_8);
    private static final Site SITE =
            new Site("k3v9q2xm7abc", 7, "example.org", List.of(), ZoneOffset.UTC, "EUR", Instant.EPOCH);

    private final AtomicReference<Instant> now = new AtomicReference<>();
    private VisitorIds ids = new VisitorIds(SALTS, now::get);

    @Test
    void sessionUnderWayAtMidnight_keepsItsVisitor_anotherBeginsAnew() {
        long before = visitor(MIDNIGHT.minusSeconds(600), 1);
        long earlier = visitor(MIDNIGHT.minus(Duration.ofMinutes(40)), 2);
        assertThat(visitor(MIDNIGHT.plusSeconds(600), 1)).isEqualTo(before);
        assertThat(visitor(MIDNIGHT.plusSeconds(600), 2)).isNotEqualTo(earlier);
    }

    @Test
    void restart_beforeOrAfterMidnight_changesNothing_forThoseWhoAreRecalled() {
        long one = visitor(MIDNIGHT.minusSeconds(1500), 1);
        restart(MIDNIGHT.minusSeconds(300), List.of(one));
        assertThat(visitor(MIDNIGHT.plusSeconds(60), 1)).isEqualTo(one);
        restart(MIDNIGHT.plusSeconds(300), List.of(one));
        assertThat(visitor(MIDNIGHT.plusSeconds(301), 1)).isEqualTo(one);
        restart(MIDNIGHT.plusSeconds(600), List.of());
        assertThat(visitor(MIDNIGHT.plusSeconds(601), 1)).isNotEqualTo(one);
    }

    @Test
    void neededSince_isHalfAnHourBack_aroundMidnightOnly() {
        now.set(MIDNIGHT.plusSeconds(60));
        assertThat(ids.neededSince()).hasValue(MIDNIGHT.minusSeconds(1740).toEpochMilli());
        now.set(MIDNIGHT.minusSeconds(60));
        assertThat(ids.neededSince()).hasValue(MIDNIGHT.minusSeconds(1860).toEpochMilli());
        now.set(MIDNIGHT.plusSeconds(1801));
        assertThat(ids.neededSince()).isEmpty();
        now.set(MIDNIGHT.minusSeconds(1801));
        assertThat(ids.neededSince()).isEmpty();
    }

    private void restart(Instant at, List<Long> active) {
        now.set(at);
        ids = new VisitorIds(SALTS, now::get);
        ids.keep(active);
    }

    private long visitor(Instant at, int person) {
        now.set(at);
        return ids.cookieless(SITE, new byte[] {10, 0, 0, (byte) person}, "Firefox");
    }
}

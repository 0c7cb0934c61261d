package polku.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import polku.collector.CollectorMetrics;
import polku.collector.LeftOut;
import polku.storage.control.LeftOutLog;
import polku.storage.control.LeftOutLog.Entry;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.Site;

class LeftOutCounterTest {
    /** 01:30 on the next day in Helsinki. */
    private static final Instant START = Instant.parse("2026-11-23T23:30:00Z");

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    private final Site site = new Site(
            "k3v9q2xm7abc", 7, "example.org", List.of(), ZoneId.of("Europe/Helsinki"), "EUR", Instant.EPOCH, List.of());
    private final FakeLog store = new FakeLog();
    private Instant now = START;
    private final LeftOutCounter counter =
            new LeftOutCounter(store, new CollectorMetrics(new SimpleMeterRegistry()), () -> now);

    @Test
    void count_isToldOnce_byTheSitesDay_withTheLastTime() {
        host("shop.example.net", 1, 2);
        now = START.plusSeconds(5);
        host("shop.example.net", 3, 4);
        counter.flush();
        counter.flush();
        assertThat(store.told).containsExactly(entry("shop.example.net", 4, 6, START.plusSeconds(5)));
    }

    @Test
    void whatCannotBeStored_isToldLater() {
        store.broken = true;
        host("shop.example.net", 1, 2);
        counter.flush();
        host("shop.example.net", 1, 1);
        store.broken = false;
        counter.flush();
        assertThat(store.told).containsExactly(entry("shop.example.net", 2, 3, START));
    }

    @Test
    void madeUpHosts_pushTheOldestOut() {
        for (int i = 0; i < 5000; i++) {
            now = now.plusMillis(1);
            host("host" + i, 1, 1);
        }
        host("x".repeat(254), 1, 1);
        counter.count(new LeftOut(site, Reason.OPTED_OUT, "", 1, 1));
        counter.flush();
        assertThat(store.told).hasSize(11).extracting(Entry::name).contains("", "host4990", "host4999");
    }

    private void host(String name, int pageviews, int events) {
        counter.count(new LeftOut(site, Reason.OTHER_HOST, name, pageviews, events));
    }

    private Entry entry(String host, long pageviews, long events, Instant lastAt) {
        return new Entry(site.number(), DAY, Reason.OTHER_HOST, host, pageviews, events, lastAt);
    }

    private static final class FakeLog implements LeftOutLog {
        final List<Entry> told = new ArrayList<>();
        boolean broken;

        @Override
        public void add(Collection<Entry> entries) {
            if (broken) {
                throw new IllegalStateException("the disk is full");
            }
            told.addAll(entries);
        }
    }
}

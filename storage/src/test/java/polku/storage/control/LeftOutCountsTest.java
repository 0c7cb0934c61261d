package polku.storage.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.storage.control.LeftOutLog.Entry;
import polku.storage.control.LeftOutLog.Reason;

class LeftOutCountsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    Path directory;

    private ControlStore store;
    private Site site;
    private LeftOutCounts counts;

    @BeforeEach
    void open() {
        store = ControlStore.open(directory);
        site = store.sites().create(new Sites.Settings("example.org", List.of(), ZoneId.of("Europe/Helsinki"), "EUR"));
        counts = store.leftOut();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void counts_addUp_bySiteDayReasonAndName_withTheLastTime() {
        counts.add(List.of(
                entry(DAY, Reason.AI_CRAWLER, "GPTBot", 1, 2, NOON),
                entry(DAY, Reason.BOT, "Googlebot", 3, 7, NOON),
                new Entry(site.number() + 1, DAY, Reason.BOT, "Googlebot", 3, 7, NOON)));
        counts.add(List.of(
                entry(DAY, Reason.AI_CRAWLER, "GPTBot", 2, 3, NOON.minusSeconds(9)),
                entry(DAY, Reason.OPTED_OUT, "", 0, 1, NOON),
                entry(DAY.plusDays(1), Reason.AI_CRAWLER, "GPTBot", 1, 1, NOON)));

        assertThat(counts.ofSite(site, DAY, DAY.plusDays(1)))
                .containsExactly(
                        entry(DAY, Reason.BOT, "Googlebot", 3, 7, NOON),
                        entry(DAY, Reason.AI_CRAWLER, "GPTBot", 3, 5, NOON),
                        entry(DAY, Reason.OPTED_OUT, "", 0, 1, NOON));
    }

    @Test
    void ofHosts_theTenThatWereSeenLastAreKept() {
        for (int i = 0; i < 12; i++) {
            counts.add(List.of(entry(DAY, Reason.OTHER_HOST, "host" + i, 1, 1, NOON.plusSeconds(i))));
        }
        counts.add(List.of(entry(DAY, Reason.OTHER_HOST, "host2", 1, 1, NOON.plusSeconds(20))));
        counts.add(List.of(entry(DAY.plusDays(1), Reason.OTHER_HOST, "next", 1, 1, NOON.plusSeconds(30))));

        assertThat(all())
                .extracting(Entry::name)
                .containsExactlyInAnyOrder(
                        "host2", "host4", "host5", "host6", "host7", "host8", "host9", "host10", "host11", "next");
    }

    @Test
    void oldDays_areForgotten_robotsLaterThanTheRest() {
        counts.add(List.of(
                entry(DAY, Reason.BOT, "Googlebot", 1, 1, NOON),
                entry(DAY, Reason.OTHER_HOST, "shop.example.net", 1, 1, NOON),
                entry(DAY, Reason.EXCLUDED_ADDRESS, "", 1, 1, NOON)));

        counts.add(List.of(entry(DAY.plusDays(3), Reason.OPTED_OUT, "", 1, 1, NOON)));
        assertThat(all()).hasSize(4);
        counts.add(List.of(entry(DAY.plusDays(4), Reason.OPTED_OUT, "", 1, 1, NOON)));
        assertThat(all()).extracting(Entry::reason).containsExactly(Reason.BOT, Reason.OPTED_OUT, Reason.OPTED_OUT);
        counts.add(List.of(entry(DAY.plusDays(401), Reason.BOT, "Googlebot", 1, 1, NOON)));
        assertThat(all()).extracting(Entry::day).containsExactly(DAY.plusDays(401));
    }

    @Test
    void counts_goWithTheSite() {
        counts.add(List.of(entry(DAY, Reason.OTHER_HOST, "shop.example.net", 1, 1, NOON)));
        store.sites().delete(site.id());
        counts.add(List.of(entry(DAY, Reason.OTHER_HOST, "shop.example.net", 1, 1, NOON)));

        assertThat(all()).isEmpty();
    }

    @Test
    void crawlersOfAnOlderVersion_areTakenOver() throws Exception {
        store.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("control.db"));
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE left_out");
            statement.execute("DELETE FROM migrations WHERE file = '0005_left_out.sql'");
            statement.execute("CREATE TABLE crawler_visits (site_number INTEGER, day INTEGER, ai INTEGER, name TEXT,"
                    + " events INTEGER)");
            statement.execute("INSERT INTO crawler_visits VALUES (" + site.number() + ", " + DAY.toEpochDay()
                    + ", 0, 'Googlebot', 7), (" + site.number() + ", " + DAY.toEpochDay() + ", 1, 'GPTBot', 5)");
        }
        store = ControlStore.open(directory);
        counts = store.leftOut();

        Instant midnight = Instant.parse("2026-11-01T00:00:00Z");
        assertThat(all())
                .containsExactly(
                        entry(DAY, Reason.BOT, "Googlebot", 0, 7, midnight),
                        entry(DAY, Reason.AI_CRAWLER, "GPTBot", 0, 5, midnight));
    }

    private List<Entry> all() {
        return counts.ofSite(site, LocalDate.EPOCH, DAY.plusDays(1000));
    }

    private Entry entry(LocalDate day, Reason reason, String name, long pageviews, long events, Instant lastAt) {
        return new Entry(site.number(), day, reason, name, pageviews, events, lastAt);
    }
}

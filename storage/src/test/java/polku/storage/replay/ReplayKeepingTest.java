package polku.storage.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.ReplayRules;
import polku.storage.control.ReplayRules.Start;
import polku.storage.control.Site;
import polku.storage.control.SnapshotRules;
import polku.storage.replay.ReplayDisk.Day;
import polku.storage.testing.TestClickHouse;

/** What is kept of recordings, on the real engine. */
class ReplayKeepingTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long PINNED = -2; // a high bit, as hashes have
    private static final int MEGABYTE = 1_000_000;

    private ClickHouse clickHouse;
    private ReplayKeeping keeping;

    @BeforeEach
    void open() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        keeping = new ReplayKeeping(
                clickHouse, site -> site.equals(site(1, 0, 30, 1_000).id()) ? Set.of(PINNED) : Set.of(), () -> NOW);
    }

    @AfterEach
    void close() {
        clickHouse.close();
    }

    @Test
    void recordingsPastTheirDays_goInWholeDays_butForPinnedOnes_andThoseOfOtherSites() {
        chunk(1, 11, "2026-10-23 23:59:59.999", 60_000, 10);
        chunk(1, 12, "2026-10-24 00:00:00.000", 60_000, 10);
        chunk(1, 13, "2026-11-23 11:00:00.000", 60_000, 10);
        chunk(1, PINNED, "2025-01-01 00:00:00.000", 60_000, 10);
        chunk(2, 21, "2026-10-01 00:00:00.000", 60_000, 10);

        keeping.run(List.of(site(1, 0, 30, 1_000), site(2, 0, 90, 1_000)));
        assertThat(sessions()).containsExactlyInAnyOrder("12", "13", Long.toUnsignedString(PINNED), "21");
        assertThat(mutations()).isOne();
        assertNothingIsHidden();

        keeping.run(List.of(site(1, 0, 30, 1_000), site(2, 0, 90, 1_000)));
        assertThat(mutations()).as("nothing was left to be deleted").isOne();
    }

    @Test
    void shortRecordings_goOnTheDayAfter_andThoseThatGrewLongEnoughStay() {
        chunk(1, 11, "2026-11-22 10:00:00.000", 4_000, 10);
        chunk(1, 12, "2026-11-22 10:00:00.000", 1_000, 10);
        chunk(1, 12, "2026-11-22 10:00:04.000", 1_000, 10);
        chunk(1, 13, "2026-11-22 23:59:58.000", 1_000, 10);
        chunk(1, 13, "2026-11-23 00:00:08.000", 1_000, 10);
        chunk(1, 14, "2026-11-23 00:10:00.000", 1_000, 10); // today
        chunk(1, 15, "2026-11-22 10:00:00.000", 1_000, 10, "2026-11-23 11:30:00"); // more may come
        chunk(1, PINNED, "2026-11-22 10:00:00.000", 1_000, 10);
        chunk(2, 21, "2026-11-22 10:00:00.000", 0, 10);

        keeping.run(List.of(site(1, 5, 30, 1_000), site(2, 0, 30, 1_000)));
        assertThat(sessions())
                .containsExactlyInAnyOrder("12", "12", "13", "13", "14", "15", Long.toUnsignedString(PINNED), "21");
        assertThat(mutations()).isOne();
        assertNothingIsHidden();
    }

    @Test
    void beyondTheBudget_theOldestGo_wholeDaysAndThenSessions_butForPinnedOnes() {
        for (int day = 1; day <= 20; day++) {
            for (int session = 0; session < 10; session++) {
                chunk(
                        1,
                        day * 100 + session,
                        "2026-11-%02d 1%d:00:00.000".formatted(day, session),
                        60_000,
                        MEGABYTE / 10);
            }
        }
        chunk(1, PINNED, "2026-11-01 10:00:00.000", 60_000, MEGABYTE / 10);
        chunk(2, 21, "2026-11-01 10:00:00.000", 60_000, MEGABYTE);

        keeping.run(List.of(site(1, 0, 365, 21)));
        assertThat(mutations()).isZero();

        // 20.1 MB, of which 95 % of 10 MB stay: 10.6 go, which is ten days and a half.
        keeping.run(List.of(site(1, 0, 365, 10), site(2, 0, 365, 10)));
        assertThat(sessions())
                .contains("21", Long.toUnsignedString(PINNED), "2009", "1109")
                .doesNotContain("1009", "1100");
        assertThat(new ReplayDisk(clickHouse)
                        .days(1, Set.of()).stream().mapToLong(Day::bytes).sum())
                .isBetween((long) (9.2 * MEGABYTE), (long) (9.7 * MEGABYTE));
        assertThat(mutations()).isEqualTo(2);
        assertNothingIsHidden();
    }

    @Test
    void daysOnDisk_areSharedByTheLengthOfWhatWasRecorded() {
        chunk(1, 11, "2026-11-01 10:00:00.000", 0, MEGABYTE);
        chunk(2, 21, "2026-11-01 10:00:00.000", 0, 3 * MEGABYTE);
        chunk(1, PINNED, "2026-11-03 10:00:00.000", 0, MEGABYTE);
        chunk(1, 12, "2026-11-03 10:00:00.000", 0, MEGABYTE);

        List<Day> days = new ReplayDisk(clickHouse).days(1, Set.of(PINNED));
        assertThat(days).extracting(day -> day.day().toString()).containsExactly("2026-11-01", "2026-11-03");
        assertThat(days.get(0).bytes()).isBetween((long) (0.95 * MEGABYTE), (long) (1.1 * MEGABYTE));
        assertThat(days.get(0).pinnedBytes()).isZero();
        assertThat(days.get(1).bytes()).isBetween((long) (1.95 * MEGABYTE), (long) (2.1 * MEGABYTE));
        assertThat(days.get(1).pinnedBytes() * 2)
                .isBetween(days.get(1).bytes() - 2, days.get(1).bytes() + 2);
    }

    @Test
    void deletingASession_takesItOffTheDiskAtOnce_andNothingElse() {
        ReplayDeletion deletion = new ReplayDeletion(clickHouse);
        chunk(1, PINNED, "2026-11-01 23:59:00.000", 0, 10);
        chunk(1, PINNED, "2026-11-02 00:00:00.000", 0, 10);
        chunk(1, 12, "2026-11-02 00:00:00.000", 0, 10);
        chunk(2, PINNED, "2026-11-02 00:00:00.000", 0, 10);

        assertThat(deletion.delete(1, PINNED)).isTrue();
        assertThat(sessions()).containsExactlyInAnyOrder("12", Long.toUnsignedString(PINNED));
        assertNothingIsHidden();
        assertThat(deletion.delete(1, PINNED)).isFalse();
        assertThat(mutations()).isOne();
    }

    private void assertNothingIsHidden() {
        assertThat(clickHouse.query(
                        "SELECT count() FROM system.parts WHERE active AND database = currentDatabase()"
                                + " AND table = 'replay_chunks' AND has_lightweight_delete",
                        Map.of(),
                        QueryLimit.SCREEN,
                        row -> row.getInt(1)))
                .containsExactly(0);
    }

    private List<String> sessions() {
        return clickHouse.query(
                "SELECT session_id FROM replay_chunks", Map.of(), QueryLimit.SCREEN, row -> row.getString(1));
    }

    private int mutations() {
        return clickHouse
                .query(
                        "SELECT count() FROM system.mutations WHERE database = currentDatabase() AND table = 'replay_chunks'",
                        Map.of(),
                        QueryLimit.SCREEN,
                        row -> row.getInt(1))
                .get(0);
    }

    private void chunk(int site, long session, String at, int length, int bytes) {
        chunk(site, session, at, length, bytes, at.substring(0, 19));
    }

    /** Of so many bytes, which do not compress. */
    private void chunk(int site, long session, String at, int length, int bytes, String receivedAt) {
        clickHouse.execute(
                "INSERT INTO replay_chunks (site_id, visitor_id, session_id, at, received_at, length, content) SELECT "
                        + site
                        + ", 7, " + Long.toUnsignedString(session) + ", '" + at + "', '" + receivedAt + "', " + length
                        + ", randomString(" + bytes + ")",
                Map.of());
    }

    private static Site site(int number, int minimumSeconds, int retentionDays, int megabytes) {
        return new Site(
                "site" + number,
                number,
                "example.org",
                List.of(),
                ZoneId.of("Europe/Helsinki"),
                "EUR",
                Instant.EPOCH,
                List.of(),
                "example.org",
                List.of(),
                SnapshotRules.STANDARD,
                new ReplayRules(
                        true, true, 1, Start.AT_ONCE, minimumSeconds, 60, 100, false, retentionDays, megabytes));
    }
}

package polku.storage.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;
import polku.storage.clickhouse.UInt64;
import polku.storage.control.ReplayRules;
import polku.storage.control.Site;
import polku.storage.replay.ReplayDisk.Day;

/**
 * Keeps recordings as long as the owner of their site wants them and no longer: those past their days go, those that ended
 * before they were long enough to be worth watching, and the oldest where a site takes more of the disk than it may. Pinned
 * ones stay.
 *
 * <p>Deleting rewrites the days that it touches, so it is done in whole UTC days where that will do: a recording goes up to a
 * day late, a short one on the day after. Nothing is rewritten where nothing is to go, and one thing at a time: while anything
 * is being rewritten, whoever began it, a round does nothing. So servers that share a ClickHouse may all do this.
 *
 * <p>Blocks; throws {@link polku.storage.clickhouse.ClickHouseException}. Used by one thread.
 */
public final class ReplayKeeping {
    private static final Logger log = LoggerFactory.getLogger(ReplayKeeping.class);

    /** In one statement. */
    private static final int MOST_SESSIONS = 5_000;
    /** In one round. */
    private static final int MOST_STATEMENTS = 10;
    /** Short recordings are looked for on so many days; a server that stood still for longer leaves some for their retention. */
    private static final int DAYS_OF_SHORT = 7;
    /** Where a budget is exceeded, so much of it is left free, so that it is not exceeded again at once. */
    private static final double FILLED = 0.95;

    private static final long BYTES_PER_MEGABYTE = 1_000_000;
    private static final Duration ENDED = Duration.ofHours(1);

    private final ClickHouse clickHouse;
    private final ReplayDeletion deletion;
    private final ReplayDisk disk;
    private final PinnedSessions pins;
    private final InstantSource clock;

    public ReplayKeeping(ClickHouse clickHouse, PinnedSessions pins, InstantSource clock) {
        this.clickHouse = clickHouse;
        this.deletion = new ReplayDeletion(clickHouse);
        this.disk = new ReplayDisk(clickHouse);
        this.pins = pins;
        this.clock = clock;
    }

    /** One round over all sites. */
    public void run(List<Site> sites) {
        for (Site site : sites) {
            if (deletion.isUnderWay()) {
                log.debug("recordings are being deleted already");
                return;
            }
            Collection<Long> pinned = pins.of(site.id());
            deleteExpired(site, pinned);
            deleteShort(site, pinned);
            deleteBeyondBudget(site, pinned);
        }
    }

    private Instant today() {
        return clock.instant().truncatedTo(ChronoUnit.DAYS);
    }

    private void deleteExpired(Site site, Collection<Long> pinned) {
        Instant before = today().minus(Duration.ofDays(site.replay().retentionDays()));
        List<Long> expired = clickHouse.query(
                Sql.load(ReplayKeeping.class, "countBefore.sql"),
                Map.of("site", site.number(), "before", before.toEpochMilli(), "pinned", ReplayDeletion.ids(pinned)),
                QueryLimit.SCREEN,
                row -> row.getLong(1));
        if (expired.get(0) > 0) {
            log.info("{}: deleting {} chunks that are older than {}", site.domain(), expired.get(0), before);
            deletion.deleteBefore(site.number(), before, pinned);
        }
    }

    private void deleteShort(Site site, Collection<Long> pinned) {
        ReplayRules rules = site.replay();
        if (rules.minimumSeconds() == 0) {
            return;
        }
        for (int i = 0; i < MOST_STATEMENTS; i++) {
            List<Long> tooShort = clickHouse.query(
                    Sql.load(ReplayKeeping.class, "shortSessions.sql"),
                    Map.of(
                            "site",
                            site.number(),
                            "from",
                            today().minus(Duration.ofDays(DAYS_OF_SHORT)).toEpochMilli(),
                            "today",
                            today().toEpochMilli(),
                            "ended",
                            clock.instant().minus(ENDED).getEpochSecond(),
                            "least",
                            rules.minimumSeconds() * 1000L,
                            "pinned",
                            ReplayDeletion.ids(pinned),
                            "most",
                            MOST_SESSIONS),
                    QueryLimit.SCREEN,
                    row -> UInt64.read(row, 1));
            if (!tooShort.isEmpty()) {
                log.info(
                        "{}: deleting {} recordings of less than {} s",
                        site.domain(),
                        tooShort.size(),
                        rules.minimumSeconds());
                deletion.deleteSessions(site.number(), tooShort);
            }
            if (tooShort.size() < MOST_SESSIONS) {
                return;
            }
        }
    }

    private void deleteBeyondBudget(Site site, Collection<Long> pinned) {
        long budget = site.replay().budgetMegabytes() * BYTES_PER_MEGABYTE;
        List<Day> days = disk.days(site.number(), pinned);
        long taken = days.stream().mapToLong(Day::bytes).sum();
        if (taken <= budget) {
            return;
        }
        log.info(
                "{}: recordings take {} MB, of {} at most; deleting the oldest",
                site.domain(),
                taken / BYTES_PER_MEGABYTE,
                site.replay().budgetMegabytes());
        long excess = taken - (long) (budget * FILLED);
        int whole = 0;
        while (whole < days.size() && days.get(whole).freeBytes() <= excess) {
            excess -= days.get(whole++).freeBytes();
        }
        if (whole > 0) {
            deletion.deleteBefore(
                    site.number(), startOf(days.get(whole - 1).day().plusDays(1)), pinned);
        }
        if (whole < days.size() && excess > 0) {
            deleteOldestOf(site, days.get(whole), excess, pinned);
        }
    }

    /** The rest of more sessions than one statement deletes is for the next round. */
    private void deleteOldestOf(Site site, Day day, long excess, Collection<Long> pinned) {
        List<Long> oldest = clickHouse.query(
                Sql.load(ReplayKeeping.class, "oldestSessions.sql"),
                Map.of(
                        "site",
                        site.number(),
                        "from",
                        startOf(day.day()).toEpochMilli(),
                        "to",
                        startOf(day.day().plusDays(1)).toEpochMilli(),
                        "share",
                        (double) excess / day.freeBytes(),
                        "pinned",
                        ReplayDeletion.ids(pinned),
                        "most",
                        MOST_SESSIONS),
                QueryLimit.SCREEN,
                row -> UInt64.read(row, 1));
        if (!oldest.isEmpty()) {
            deletion.deleteSessions(site.number(), oldest);
        }
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}

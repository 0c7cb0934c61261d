package polku.storage.control;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The salts of today and yesterday. Of two processes that make a day's salt at the same moment one wins, and both use its.
 * A salt is destroyed when its day is two days past: overwritten in the file, and the write-ahead log emptied.
 */
final class Salts implements SaltSource {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    /** Tomorrow's salt is made this long before midnight, so that the first beacon of the day need not wait for it. */
    private static final long AHEAD_MILLIS = Duration.ofMinutes(10).toMillis();

    private final Database database;
    private final InstantSource clock;
    private volatile Map<Long, byte[]> byDay = Map.of();
    private boolean mustEmptyLog;

    Salts(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Blocks only where the process slept through the minutes before midnight. */
    @Override
    public byte[] saltOfDay(long millis) {
        long day = Math.floorDiv(millis, DAY_MILLIS);
        byte[] salt = byDay.get(day);
        if (salt == null) {
            refresh();
            salt = byDay.get(day);
        }
        if (salt == null) {
            throw new IllegalArgumentException("no salt of a day other than today and yesterday: day " + day);
        }
        return salt.clone();
    }

    /** Makes what is missing and destroys what is old; touches the file only where there is something to do. */
    synchronized void refresh() {
        long now = clock.millis();
        long yesterday = Math.floorDiv(now, DAY_MILLIS) - 1;
        long latest = Math.floorDiv(now + AHEAD_MILLIS, DAY_MILLIS);
        Map<Long, byte[]> known = byDay;
        boolean complete = known.containsKey(yesterday) && known.containsKey(latest);
        boolean nothingOld = known.keySet().stream().allMatch(day -> day >= yesterday);
        if (!complete || !nothingOld) {
            int destroyed = replace(yesterday, latest);
            mustEmptyLog |= destroyed > 0;
        }
        if (mustEmptyLog) {
            mustEmptyLog = !database.emptyLog();
        }
    }

    private int replace(long yesterday, long latest) {
        record Change(Map<Long, byte[]> salts, int destroyed) {}
        Change change = database.write(handle -> {
            for (long day = yesterday; day <= latest; day++) {
                handle.createUpdate(Database.sql(Salts.class, "insert"))
                        .bind("day", day)
                        .bind("salt", Secrets.bytes(32))
                        .execute();
            }
            int destroyed = handle.createUpdate(Database.sql(Salts.class, "deleteBefore"))
                    .bind("day", yesterday)
                    .execute();
            Map<Long, byte[]> salts = handle
                    .createQuery(Database.sql(Salts.class, "list"))
                    .map((row, context) -> Map.entry(row.getLong("day"), row.getBytes("salt")))
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
            return new Change(salts, destroyed);
        });
        byDay = change.salts();
        return change.destroyed();
    }
}

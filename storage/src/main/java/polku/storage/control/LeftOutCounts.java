package polku.storage.control;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What was left out of which site's figures, by day: robots for 400 days; the rest, which says what to mend now, for
 * three, and of hosts the ten that were seen last. Blocks on the file.
 */
public final class LeftOutCounts implements LeftOutLog {
    private static final int ROBOTS_KEPT_DAYS = 400;
    private static final int OTHERS_KEPT_DAYS = 3;
    private static final int HOSTS_KEPT = 10;

    private final Database database;
    /** The newest day whose coming has removed old ones. */
    private volatile long removedOn = Long.MIN_VALUE;

    LeftOutCounts(Database database) {
        this.database = database;
    }

    @Override
    public void add(Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        long newest = entries.stream()
                .mapToLong(entry -> entry.day().toEpochDay())
                .max()
                .orElseThrow();
        boolean newDay = newest > removedOn;
        database.write(handle -> {
            insert(handle, entries);
            removeHosts(handle, entries);
            return newDay && removeOld(handle, newest);
        });
        if (newDay) {
            removedOn = newest;
        }
    }

    private static void insert(Handle handle, Collection<Entry> entries) {
        try (PreparedBatch batch = handle.prepareBatch(Database.sql(LeftOutCounts.class, "add"))) {
            for (Entry entry : entries) {
                batch.bind("site", entry.siteNumber())
                        .bind("day", entry.day().toEpochDay())
                        .bind("reason", entry.reason().name().toLowerCase(Locale.ROOT))
                        .bind("name", entry.name())
                        .bind("pageviews", entry.pageviews())
                        .bind("events", entry.events())
                        .bind("lastAt", entry.lastAt().toEpochMilli())
                        .add();
            }
            batch.execute();
        }
    }

    /** Whoever makes up hosts must not fill the store. */
    private static void removeHosts(Handle handle, Collection<Entry> entries) {
        entries.stream()
                .filter(entry -> entry.reason() == Reason.OTHER_HOST)
                .mapToInt(Entry::siteNumber)
                .distinct()
                .forEach(site -> handle.createUpdate(Database.sql(LeftOutCounts.class, "deleteHosts"))
                        .bind("site", site)
                        .bind("kept", HOSTS_KEPT)
                        .execute());
    }

    private static boolean removeOld(Handle handle, long newest) {
        return handle.createUpdate(Database.sql(LeftOutCounts.class, "deleteBefore"))
                        .bind("robots", newest - ROBOTS_KEPT_DAYS)
                        .bind("others", newest - OTHERS_KEPT_DAYS)
                        .execute()
                > 0;
    }

    /**
     * By day, the most events first.
     *
     * @param to the first day that is not meant
     */
    public List<Entry> ofSite(Site site, LocalDate from, LocalDate to) {
        return database.read(handle -> handle.createQuery(Database.sql(LeftOutCounts.class, "ofSite"))
                .bind("site", site.number())
                .bind("from", from.toEpochDay())
                .bind("to", to.toEpochDay())
                .map((row, context) -> entry(site, row))
                .list());
    }

    private static Entry entry(Site site, ResultSet row) throws SQLException {
        return new Entry(
                site.number(),
                LocalDate.ofEpochDay(row.getLong("day")),
                Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                row.getString("name"),
                row.getLong("pageviews"),
                row.getLong("events"),
                Instant.ofEpochMilli(row.getLong("last_at")));
    }
}

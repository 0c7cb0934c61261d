package polku.storage.control;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Which crawlers visited which site, by day, for 400 days. Blocks on the file. */
public final class CrawlerVisits implements CrawlerLog {
    private static final int DAYS_KEPT = 400;

    private final Database database;

    CrawlerVisits(Database database) {
        this.database = database;
    }

    @Override
    public void add(Collection<Visits> visits) {
        if (visits.isEmpty()) {
            return;
        }
        database.write(handle -> {
            try (PreparedBatch batch = handle.prepareBatch(Database.sql(CrawlerVisits.class, "add"))) {
                for (Visits one : visits) {
                    batch.bind("site", one.siteNumber())
                            .bind("day", one.day().toEpochDay())
                            .bind("ai", one.ai() ? 1 : 0)
                            .bind("name", one.name())
                            .bind("events", one.events())
                            .add();
                }
                batch.execute();
            }
            return handle.createUpdate(Database.sql(CrawlerVisits.class, "deleteBefore"))
                    .bind("day", newest(visits) - DAYS_KEPT)
                    .execute();
        });
    }

    private static long newest(Collection<Visits> visits) {
        return visits.stream().mapToLong(one -> one.day().toEpochDay()).max().orElseThrow();
    }

    /** @param to the first day that is not meant */
    public List<Visits> ofSite(Site site, LocalDate from, LocalDate to) {
        return database.read(handle -> handle.createQuery(Database.sql(CrawlerVisits.class, "ofSite"))
                .bind("site", site.number())
                .bind("from", from.toEpochDay())
                .bind("to", to.toEpochDay())
                .map((row, context) -> new Visits(
                        site.number(),
                        LocalDate.ofEpochDay(row.getLong("day")),
                        row.getInt("ai") == 1,
                        row.getString("name"),
                        row.getLong("events")))
                .list());
    }
}

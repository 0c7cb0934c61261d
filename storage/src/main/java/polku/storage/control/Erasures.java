package polku.storage.control;

import java.time.Instant;
import java.util.List;

/** Deleted sites whose rows are still to be deleted elsewhere. Blocks. */
public final class Erasures {
    private final Database database;

    Erasures(Database database) {
        this.database = database;
    }

    /** @param siteNumber of a site that is no more */
    public record Erasure(int siteNumber, Instant requestedAt) {}

    public List<Erasure> list() {
        return database.read(handle -> handle.createQuery(Database.sql(Erasures.class, "list"))
                .map((row, context) ->
                        new Erasure(row.getInt("site_number"), Instant.ofEpochMilli(row.getLong("requested_at"))))
                .list());
    }

    /** Nothing is left to delete of the site. */
    public void done(int siteNumber) {
        database.write(handle -> handle.createUpdate(Database.sql(Erasures.class, "delete"))
                .bind("siteNumber", siteNumber)
                .execute());
    }
}

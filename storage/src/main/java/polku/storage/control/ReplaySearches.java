package polku.storage.control;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.JdbiException;

/** Searches for recorded sessions that people saved. Blocks. */
public final class ReplaySearches {
    private final Database database;
    private final InstantSource clock;

    ReplaySearches(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param query JSON text of an object */
    public record Search(String id, String name, String query) {}

    /** By name; empty also where there is no such site. */
    public List<Search> list(String siteId) {
        return database.read(handle -> handle.createQuery(Database.sql(ReplaySearches.class, "list"))
                .bind("site", siteId)
                .map((row, context) -> new Search(row.getString("id"), row.getString("name"), row.getString("query")))
                .list());
    }

    public long count(String siteId) {
        return database.read(handle -> handle.createQuery(Database.sql(ReplaySearches.class, "count"))
                .bind("site", siteId)
                .mapTo(Long.class)
                .one());
    }

    /** @throws DuplicateException where the site has a search of that name */
    public Search create(String siteId, String name, String query) {
        Search search = new Search(Secrets.id(), name, query);
        try {
            database.write(handle -> handle.createUpdate(Database.sql(ReplaySearches.class, "insert"))
                    .bind("id", search.id())
                    .bind("site", siteId)
                    .bind("name", name)
                    .bind("query", query)
                    .bind("now", clock.millis())
                    .execute());
        } catch (JdbiException e) {
            if (Database.isDuplicate(e)) {
                throw new DuplicateException("the search " + name + " exists already");
            }
            throw e;
        }
        return search;
    }

    /** False where the site has no such search. */
    public boolean delete(String siteId, String id) {
        return database.write(handle -> handle.createUpdate(Database.sql(ReplaySearches.class, "delete"))
                        .bind("site", siteId)
                        .bind("id", id)
                        .execute())
                > 0;
    }
}

package polku.storage.control;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** The URL groups of each site. Blocks. */
public final class UrlGroups {
    private final Database database;
    private final InstantSource clock;

    UrlGroups(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What an owner says about a group; see {@link UrlGroup}. */
    public record Settings(String name, String pattern) {}

    /**
     * The groups in the order in which they apply: the one whose pattern says most (has most letters that are no stars) first,
     * so that {@code /blog/authors/*} goes before {@code /blog/**}. Empty also where there is no such site.
     */
    public List<UrlGroup> list(String siteId) {
        return database.read(handle -> handle
                .createQuery(Database.sql(UrlGroups.class, "list"))
                .bind("siteId", siteId)
                .map((row, context) -> group(row))
                .stream()
                .sorted(Comparator.comparingInt((UrlGroup group) -> -letters(group.pattern()))
                        .thenComparing(group -> group.pattern().contains("**"))
                        .thenComparing(UrlGroup::name))
                .toList());
    }

    /** @throws DuplicateException where the site has a group of that name */
    public UrlGroup create(String siteId, Settings settings) {
        UrlGroup group = new UrlGroup(
                Secrets.id(), siteId, settings.name(), settings.pattern(), Instant.ofEpochMilli(clock.millis()));
        write("insert", group);
        return group;
    }

    /**
     * @return the group as it is now, or empty where the site has none of that id
     * @throws DuplicateException where the site has another group of that name
     */
    public Optional<UrlGroup> update(String siteId, String groupId, Settings settings) {
        return find(siteId, groupId).map(before -> {
            UrlGroup group = new UrlGroup(groupId, siteId, settings.name(), settings.pattern(), before.createdAt());
            write("update", group);
            return group;
        });
    }

    public Optional<UrlGroup> find(String siteId, String groupId) {
        return list(siteId).stream().filter(group -> group.id().equals(groupId)).findFirst();
    }

    /** False where the site has no such group. */
    public boolean delete(String siteId, String groupId) {
        return database.write(handle -> handle.createUpdate(Database.sql(UrlGroups.class, "delete"))
                        .bind("siteId", siteId)
                        .bind("id", groupId)
                        .execute())
                > 0;
    }

    private void write(String statement, UrlGroup group) {
        try {
            database.write(handle -> handle.createUpdate(Database.sql(UrlGroups.class, statement))
                    .bind("id", group.id())
                    .bind("siteId", group.siteId())
                    .bind("name", group.name())
                    .bind("pattern", group.pattern())
                    .bind("createdAt", group.createdAt().toEpochMilli())
                    .execute());
        } catch (JdbiException e) {
            if (Database.isDuplicate(e)) {
                throw new DuplicateException("the group " + group.name() + " exists already");
            }
            throw e;
        }
    }

    private static int letters(String pattern) {
        return (int) pattern.chars().filter(letter -> letter != '*').count();
    }

    private static UrlGroup group(ResultSet row) throws SQLException {
        return new UrlGroup(
                row.getString("id"),
                row.getString("site_id"),
                row.getString("name"),
                row.getString("pattern"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}

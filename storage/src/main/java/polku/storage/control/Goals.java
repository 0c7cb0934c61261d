package polku.storage.control;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The goals of each site. Blocks. */
public final class Goals {
    private final Database database;
    private final InstantSource clock;

    Goals(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What an owner says about a goal; see {@link Goal}. */
    public record Settings(
            String name,
            @Nullable String page,
            @Nullable String event,
            @Nullable BigDecimal value) {}

    /** Oldest first; empty also where there is no such site. */
    public List<Goal> list(String siteId) {
        return database.read(handle -> handle.createQuery(Database.sql(Goals.class, "list"))
                .bind("siteId", siteId)
                .map((row, context) -> goal(row))
                .list());
    }

    /** @throws DuplicateException where the site has a goal of that name */
    public Goal create(String siteId, Settings settings) {
        Goal goal = goal(Secrets.id(), siteId, settings, Instant.ofEpochMilli(clock.millis()));
        write("insert", goal);
        return goal;
    }

    /**
     * @return the goal as it is now, or empty where the site has none of that id
     * @throws DuplicateException where the site has another goal of that name
     */
    public Optional<Goal> update(String siteId, String goalId, Settings settings) {
        return list(siteId).stream()
                .filter(goal -> goal.id().equals(goalId))
                .findFirst()
                .map(before -> {
                    Goal goal = goal(goalId, siteId, settings, before.createdAt());
                    write("update", goal);
                    return goal;
                });
    }

    private static Goal goal(String id, String siteId, Settings settings, Instant createdAt) {
        return new Goal(id, siteId, settings.name(), settings.page(), settings.event(), settings.value(), createdAt);
    }

    private void write(String statement, Goal goal) {
        try {
            database.write(handle -> handle.createUpdate(Database.sql(Goals.class, statement))
                    .bind("id", goal.id())
                    .bind("siteId", goal.siteId())
                    .bind("name", goal.name())
                    .bind("page", goal.page())
                    .bind("event", goal.event())
                    .bind("value", text(goal.value()))
                    .bind("createdAt", goal.createdAt().toEpochMilli())
                    .execute());
        } catch (JdbiException e) {
            if (Database.isDuplicate(e)) {
                throw new DuplicateException("the goal " + goal.name() + " exists already");
            }
            throw e;
        }
    }

    /** False where the site has no such goal. */
    public boolean delete(String siteId, String goalId) {
        return database.write(handle -> handle.createUpdate(Database.sql(Goals.class, "delete"))
                        .bind("siteId", siteId)
                        .bind("id", goalId)
                        .execute())
                > 0;
    }

    private static Goal goal(ResultSet row) throws SQLException {
        String value = row.getString("value");
        return new Goal(
                row.getString("id"),
                row.getString("site_id"),
                row.getString("name"),
                row.getString("page"),
                row.getString("event"),
                value == null ? null : new BigDecimal(value),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private static @Nullable String text(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}

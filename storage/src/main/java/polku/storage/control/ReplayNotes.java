package polku.storage.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What people wrote at moments of recorded sessions. Blocks. */
public final class ReplayNotes {
    private final Database database;
    private final InstantSource clock;

    ReplayNotes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param at the moment of the session that it is about */
    public record ReplayNote(String id, long session, Instant at, String text) {}

    /** By the moment; empty also where there is no such site. */
    public List<ReplayNote> list(String siteId, long session) {
        return database.read(handle -> handle.createQuery(Database.sql(ReplayNotes.class, "list"))
                .bind("site", siteId)
                .bind("session", session)
                .map((row, context) -> new ReplayNote(
                        row.getString("id"),
                        row.getLong("session_id"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("text")))
                .list());
    }

    public long count(String siteId, long session) {
        return database.read(handle -> handle.createQuery(Database.sql(ReplayNotes.class, "count"))
                .bind("site", siteId)
                .bind("session", session)
                .mapTo(Long.class)
                .one());
    }

    public ReplayNote create(String siteId, long session, Instant at, String text) {
        ReplayNote note = new ReplayNote(Secrets.id(), session, at, text);
        database.write(handle -> handle.createUpdate(Database.sql(ReplayNotes.class, "insert"))
                .bind("id", note.id())
                .bind("site", siteId)
                .bind("session", session)
                .bind("at", at.toEpochMilli())
                .bind("text", text)
                .bind("now", clock.millis())
                .execute());
        return note;
    }

    public Optional<ReplayNote> find(String siteId, long session, String id) {
        return list(siteId, session).stream()
                .filter(note -> note.id().equals(id))
                .findFirst();
    }

    /** False where the session has no such note. */
    public boolean update(String siteId, ReplayNote note) {
        return database.write(handle -> handle.createUpdate(Database.sql(ReplayNotes.class, "update"))
                        .bind("id", note.id())
                        .bind("site", siteId)
                        .bind("session", note.session())
                        .bind("at", note.at().toEpochMilli())
                        .bind("text", note.text())
                        .execute())
                > 0;
    }

    /** False where the session has no such note. */
    public boolean delete(String siteId, long session, String id) {
        return database.write(handle -> handle.createUpdate(Database.sql(ReplayNotes.class, "delete"))
                        .bind("id", id)
                        .bind("site", siteId)
                        .bind("session", session)
                        .execute())
                > 0;
    }

    /** Forgets a session that is deleted. */
    public void forget(String siteId, long session) {
        database.write(handle -> handle.createUpdate(Database.sql(ReplayNotes.class, "deleteAll"))
                .bind("site", siteId)
                .bind("session", session)
                .execute());
    }
}

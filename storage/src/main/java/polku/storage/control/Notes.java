package polku.storage.control;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The notes of each site. Blocks. */
public final class Notes {
    private final Database database;
    private final InstantSource clock;

    Notes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What an owner writes; see {@link Note}. */
    public record Settings(Instant at, String text) {}

    /**
     * Those of a period, oldest first; empty also where there is no such site.
     *
     * @param to the first moment after it
     */
    public List<Note> list(String siteId, Instant from, Instant to) {
        return database.read(handle -> handle.createQuery(Database.sql(Notes.class, "list"))
                .bind("siteId", siteId)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((row, context) -> note(row))
                .list());
    }

    public long count(String siteId) {
        return database.read(handle -> handle.createQuery(Database.sql(Notes.class, "count"))
                .bind("siteId", siteId)
                .mapTo(Long.class)
                .one());
    }

    public Note create(String siteId, Settings settings) {
        Note note =
                new Note(Secrets.id(), siteId, settings.at(), settings.text(), Instant.ofEpochMilli(clock.millis()));
        write("insert", note);
        return note;
    }

    /** The note as it is now, or empty where the site has none of that id. */
    public Optional<Note> update(String siteId, String noteId, Settings settings) {
        return find(siteId, noteId).map(before -> {
            Note note = new Note(noteId, siteId, settings.at(), settings.text(), before.createdAt());
            write("update", note);
            return note;
        });
    }

    public Optional<Note> find(String siteId, String noteId) {
        return database.read(handle -> handle.createQuery(Database.sql(Notes.class, "find"))
                .bind("siteId", siteId)
                .bind("id", noteId)
                .map((row, context) -> note(row))
                .findOne());
    }

    /** False where the site has no such note. */
    public boolean delete(String siteId, String noteId) {
        return database.write(handle -> handle.createUpdate(Database.sql(Notes.class, "delete"))
                        .bind("siteId", siteId)
                        .bind("id", noteId)
                        .execute())
                > 0;
    }

    private void write(String statement, Note note) {
        database.write(handle -> handle.createUpdate(Database.sql(Notes.class, statement))
                .bind("id", note.id())
                .bind("siteId", note.siteId())
                .bind("at", note.at().toEpochMilli())
                .bind("text", note.text())
                .bind("createdAt", note.createdAt().toEpochMilli())
                .execute());
    }

    private static Note note(ResultSet row) throws SQLException {
        return new Note(
                row.getString("id"),
                row.getString("site_id"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("text"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}

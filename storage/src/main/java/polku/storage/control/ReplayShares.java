package polku.storage.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Links with which anybody who has one may watch one recorded session. Blocks. Only hashes of their tokens are stored. */
public final class ReplayShares {
    public static final Duration LIFE = Duration.ofDays(30);

    private final Database database;
    private final InstantSource clock;

    ReplayShares(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param token told this once */
    public record Created(String token, Instant expiresAt) {}

    public record Share(String siteId, long session) {}

    public Created create(String siteId, long session) {
        Created created = new Created(
                Secrets.token(), Instant.ofEpochMilli(clock.millis()).plus(LIFE));
        database.write(handle -> {
            handle.createUpdate(Database.sql(ReplayShares.class, "deleteExpired"))
                    .bind("now", clock.millis())
                    .execute();
            return handle.createUpdate(Database.sql(ReplayShares.class, "insert"))
                    .bind("hash", Secrets.sha256(created.token()))
                    .bind("site", siteId)
                    .bind("session", session)
                    .bind("now", clock.millis())
                    .bind("expiresAt", created.expiresAt().toEpochMilli())
                    .execute();
        });
        return created;
    }

    /** What a token of ours opens, until it expires or its session is deleted; empty for any other text. */
    public Optional<Share> find(String token) {
        return database.read(handle -> handle.createQuery(Database.sql(ReplayShares.class, "find"))
                .bind("hash", Secrets.sha256(token))
                .bind("now", clock.millis())
                .map((row, context) -> new Share(row.getString("site_id"), row.getLong("session_id")))
                .findOne());
    }

    /** Forgets a session that is deleted: its links open nothing. */
    public void forget(String siteId, long session) {
        database.write(handle -> handle.createUpdate(Database.sql(ReplayShares.class, "deleteAll"))
                .bind("site", siteId)
                .bind("session", session)
                .execute());
    }
}

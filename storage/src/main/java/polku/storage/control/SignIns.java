package polku.storage.control;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Who is signed in. The token lives in the browser's cookie; the store knows its hash alone. Blocks. */
public final class SignIns {
    /** A sign-in ends by itself after this long. */
    public static final Duration LIFETIME = Duration.ofDays(30);

    private final Database database;
    private final InstantSource clock;

    SignIns(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Signs the user in under a new token. The token that the browser came with ends here, so that one planted there
     * before the sign-in is worth nothing after it.
     *
     * @return the token, 43 URL-safe letters
     */
    public String begin(User user, Optional<String> replaced) {
        String token = Secrets.token();
        long now = clock.millis();
        database.write(handle -> {
            handle.createUpdate(Database.sql(SignIns.class, "deleteExpired"))
                    .bind("now", now)
                    .execute();
            replaced.ifPresent(old -> handle.createUpdate(Database.sql(SignIns.class, "delete"))
                    .bind("tokenHash", Secrets.sha256(old))
                    .execute());
            return handle.createUpdate(Database.sql(SignIns.class, "insert"))
                    .bind("tokenHash", Secrets.sha256(token))
                    .bind("userId", user.id())
                    .bind("createdAt", now)
                    .bind("expiresAt", now + LIFETIME.toMillis())
                    .execute();
        });
        return token;
    }

    /** The user whom the token signs in, or empty where it is unknown, ended or too old. */
    public Optional<User> find(String token) {
        return database.read(handle -> handle.createQuery(Database.sql(SignIns.class, "find"))
                .bind("tokenHash", Secrets.sha256(token))
                .bind("now", clock.millis())
                .map((row, context) -> Users.user(row))
                .findOne());
    }

    /** Ends all sign-ins of the user but this one. */
    public void endOthers(User user, String token) {
        database.write(handle -> handle.createUpdate(Database.sql(SignIns.class, "deleteOthers"))
                .bind("userId", user.id())
                .bind("tokenHash", Secrets.sha256(token))
                .execute());
    }

    public void end(String token) {
        database.write(handle -> handle.createUpdate(Database.sql(SignIns.class, "delete"))
                .bind("tokenHash", Secrets.sha256(token))
                .execute());
    }
}

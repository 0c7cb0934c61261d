package polku.storage.control;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatement;

/** Who may sign in. Passwords come and go as hashes; what makes and checks them lives with the sign-in. Blocks. */
public final class Users {
    private final Database database;
    private final InstantSource clock;

    Users(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A user with what the password is checked against. */
    public record Credentials(User user, String passwordHash) {}

    /** True when somebody may sign in, that is, when the set-up is done. */
    public boolean any() {
        return database.read(handle -> handle.createQuery(Database.sql(Users.class, "any"))
                .mapTo(Boolean.class)
                .one());
    }

    public Optional<Credentials> find(String email) {
        return database.read(handle -> handle.createQuery(Database.sql(Users.class, "findByEmail"))
                .bind("email", normalise(email))
                .map((row, context) -> new Credentials(user(row), row.getString("password_hash")))
                .findOne());
    }

    /** @throws DuplicateException where the address is taken */
    public User create(String email, Role role, String passwordHash) {
        return insert("insert", email, role, passwordHash)
                .orElseThrow(() -> new IllegalStateException("an insert inserted nothing"));
    }

    /** Makes the owner, or nothing where there is a user already. */
    public Optional<User> createFirst(String email, String passwordHash) {
        return insert("insertFirst", email, Role.OWNER, passwordHash);
    }

    public void setPassword(String userId, String passwordHash) {
        database.write(handle -> handle.createUpdate(Database.sql(Users.class, "setPassword"))
                .bind("id", userId)
                .bind("passwordHash", passwordHash)
                .execute());
    }

    /** @see User */
    public void setPreferences(String userId, String language, String theme) {
        database.write(handle -> handle.createUpdate(Database.sql(Users.class, "setPreferences"))
                .bind("id", userId)
                .bind("language", language)
                .bind("theme", theme)
                .execute());
    }

    private Optional<User> insert(String statementName, String email, Role role, String passwordHash) {
        User user = new User(Secrets.id(), normalise(email), role, Instant.ofEpochMilli(clock.millis()), "", "");
        try {
            int inserted = database.write(handle -> {
                try (var statement = handle.createUpdate(Database.sql(Users.class, statementName))) {
                    return bind(statement, user)
                            .bind("passwordHash", passwordHash)
                            .execute();
                }
            });
            return inserted > 0 ? Optional.of(user) : Optional.empty();
        } catch (JdbiException e) {
            if (Database.isDuplicate(e)) {
                throw new DuplicateException("the user " + user.email() + " exists already");
            }
            throw e;
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, User user) {
        return statement
                .bind("id", user.id())
                .bind("email", user.email())
                .bind("role", user.role().name())
                .bind("createdAt", user.createdAt().toEpochMilli());
    }

    static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("id"),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getString("language"),
                row.getString("theme"));
    }

    private static String normalise(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}

package polku.storage.control;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import polku.storage.config.ConfigException;

/** Keys for programs. {@link #verify} answers from memory; everything else blocks on the file. */
public final class ApiKeys implements ApiKeyVerifier {
    /** What a key begins with, so that people and secret scanners know it when they see one. */
    public static final String PREFIX = "polku_";

    private static final int LEAST_CONFIGURED_LENGTH = 16;
    private static final Rights ALL = new Rights(true, true, true);

    private final Database database;
    private final InstantSource clock;
    private volatile Map<ByteBuffer, Rights> byHash = Map.of();

    ApiKeys(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param secret the key itself; the only time that it can be seen */
    public record Created(ApiKey key, String secret) {}

    @Override
    public Optional<Rights> verify(String presentedKey) {
        return Optional.ofNullable(byHash.get(ByteBuffer.wrap(Secrets.sha256(presentedKey))));
    }

    public Created create(String name, Rights rights) {
        String secret = PREFIX + Secrets.token();
        ApiKey key = new ApiKey(Secrets.id(), name, rights, Instant.ofEpochMilli(clock.millis()));
        database.write(handle -> insert(handle, key, Secrets.sha256(secret), false));
        refresh();
        return new Created(key, secret);
    }

    /** Oldest first. */
    public List<ApiKey> list() {
        return stored().stream().map(Stored::key).toList();
    }

    /** False where there is no such key. */
    public boolean delete(String keyId) {
        int deleted = database.write(handle -> handle.createUpdate(Database.sql(ApiKeys.class, "delete"))
                .bind("id", keyId)
                .execute());
        refresh();
        return deleted > 0;
    }

    /**
     * Makes the operator's {@code POLKU_API_KEY} a key with all rights. The one of an earlier start ends when another
     * or none is configured.
     *
     * @throws ConfigException where it is too short to be a secret
     */
    public void configure(Optional<String> secret) {
        if (secret.isPresent() && secret.get().length() < LEAST_CONFIGURED_LENGTH) {
            throw new ConfigException("POLKU_API_KEY must have at least " + LEAST_CONFIGURED_LENGTH + " characters");
        }
        byte[] hash = secret.map(Secrets::sha256).orElse(new byte[0]);
        database.write(handle -> {
            handle.createUpdate(Database.sql(ApiKeys.class, "deleteConfigured"))
                    .bind("keptHash", hash)
                    .execute();
            boolean known = handle.createQuery(Database.sql(ApiKeys.class, "exists"))
                    .bind("keyHash", hash)
                    .mapTo(Boolean.class)
                    .one();
            if (secret.isPresent() && !known) {
                ApiKey key = new ApiKey(Secrets.id(), "POLKU_API_KEY", ALL, Instant.ofEpochMilli(clock.millis()));
                insert(handle, key, hash, true);
            }
            return true;
        });
        refresh();
    }

    synchronized void refresh() {
        byHash = stored().stream()
                .collect(Collectors.toUnmodifiableMap(
                        stored -> ByteBuffer.wrap(stored.hash()).asReadOnlyBuffer(),
                        stored -> stored.key().rights()));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(ApiKey key, byte[] hash) {}

    private List<Stored> stored() {
        return database.read(handle -> handle.createQuery(Database.sql(ApiKeys.class, "list"))
                .map((row, context) -> new Stored(
                        new ApiKey(
                                row.getString("id"),
                                row.getString("name"),
                                new Rights(row.getBoolean("ingest"), row.getBoolean("read"), row.getBoolean("manage")),
                                Instant.ofEpochMilli(row.getLong("created_at"))),
                        row.getBytes("key_hash")))
                .list());
    }

    private static int insert(Handle handle, ApiKey key, byte[] hash, boolean configured) {
        return handle.createUpdate(Database.sql(ApiKeys.class, "insert"))
                .bind("id", key.id())
                .bind("name", key.name())
                .bind("keyHash", hash)
                .bind("ingest", key.rights().ingest())
                .bind("read", key.rights().read())
                .bind("manage", key.rights().manage())
                .bind("configured", configured)
                .bind("createdAt", key.createdAt().toEpochMilli())
                .execute();
    }
}

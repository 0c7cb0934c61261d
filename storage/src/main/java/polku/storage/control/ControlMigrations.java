package polku.storage.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import polku.storage.config.ConfigException;

/**
 * Brings the control store to this version's tables. All missing migrations run in one transaction that holds the write
 * lock, so two servers that start together apply none twice, and a crash leaves none half done.
 */
final class ControlMigrations {
    /** In order; an applied one is never edited again, since its checksum is held against the stored one. */
    private static final List<String> FILES = List.of(
            "0001_control.sql",
            "0002_own_traffic_and_crawlers.sql",
            "0003_dashboard.sql",
            "0004_erasures.sql",
            "0005_left_out.sql",
            "0006_snapshots.sql",
            "0007_replay_rules.sql",
            "0008_replays.sql");

    private ControlMigrations() {}

    static void apply(Database database, Instant now) {
        database.write(handle -> {
            handle.execute("CREATE TABLE IF NOT EXISTS migrations (file TEXT NOT NULL PRIMARY KEY,"
                    + " sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
            Map<String, String> applied = applied(handle);
            for (String file : FILES) {
                String script = read(file);
                String checksum = HexFormat.of().formatHex(Secrets.sha256(script));
                String stored = applied.remove(file);
                if (stored == null) {
                    handle.createScript(script).execute();
                    handle.execute("INSERT INTO migrations VALUES (?, ?, ?)", file, checksum, now.toEpochMilli());
                } else if (!stored.equals(checksum)) {
                    throw new ConfigException("the control store was made by another version of Polku: its migration "
                            + file + " differs from this version's");
                }
            }
            if (!applied.isEmpty()) {
                throw new ConfigException("the control store was made by a newer version of Polku (it has "
                        + applied.keySet().stream().sorted().collect(Collectors.joining(", ")) + ")");
            }
            return true;
        });
    }

    private static Map<String, String> applied(Handle handle) {
        return handle
                .createQuery("SELECT file, sha256 FROM migrations")
                .map((row, context) -> Map.entry(row.getString("file"), row.getString("sha256")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String read(String file) {
        String path = "/polku/storage/migrations/control/" + file;
        try (InputStream stream = ControlMigrations.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException(path + " is not in the build");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

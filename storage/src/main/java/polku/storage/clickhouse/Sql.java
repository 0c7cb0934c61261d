package polku.storage.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Statements in {@code .sql} files beside the class that runs them. */
public final class Sql {
    private static final Map<String, String> LOADED = new ConcurrentHashMap<>();

    private Sql() {}

    /** The text of a file in the class's package. */
    public static String load(Class<?> beside, String file) {
        return LOADED.computeIfAbsent(beside.getPackageName() + "/" + file, name -> read(beside, file));
    }

    private static String read(Class<?> beside, String file) {
        try (InputStream stream = beside.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("no file " + file + " beside " + beside.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

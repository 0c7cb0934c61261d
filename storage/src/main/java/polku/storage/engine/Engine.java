package polku.storage.engine;

import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine of this process. A {@link EngineSession} per request costs 0.1 ms and starts without settings, database or
 * temporary tables of another; one connection stays open, since closing the last would stop the engine.
 */
final class Engine implements AutoCloseable {
    private final String path;
    private final Pointer anchor;
    private final String version;

    /**
     * @param options server settings, {@code --name=value}
     * @throws IllegalStateException when the engine does not start; it has told why on stderr
     */
    static Engine open(Path library, Path directory, List<String> options) {
        Chdb.load(library);
        String path = "--path=" + directory.toAbsolutePath();
        String[] arguments = new String[options.size() + 2];
        arguments[0] = "polku";
        arguments[1] = path;
        for (int i = 0; i < options.size(); i++) {
            arguments[i + 2] = options.get(i);
        }
        return new Engine(path, connect(arguments));
    }

    private Engine(String path, Pointer anchor) {
        this.path = path;
        this.anchor = anchor;
        this.version = Chdb.chdb_version().getString(0, "UTF-8");
    }

    String version() {
        return version;
    }

    EngineSession session() {
        return new EngineSession(connect("polku", path));
    }

    private static synchronized Pointer connect(String... arguments) {
        @Nullable
        Pointer connection =
                Chdb.chdb_connect(arguments.length, new StringArray(arguments, StandardCharsets.UTF_8.name()));
        if (connection == null) {
            throw new IllegalStateException("ClickHouse did not open its data directory");
        }
        return connection;
    }

    /** Call it when every session is closed, and end the process afterwards: nothing can be opened again. */
    @Override
    public void close() {
        Chdb.chdb_close_conn(anchor);
        Chdb.chdb_shutdown();
    }
}

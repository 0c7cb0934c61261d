package polku.storage.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;

/** Where libchdb lies. */
final class EngineLibrary {
    private EngineLibrary() {}

    /**
     * {@code POLKU_ENGINE_LIBRARY}, else what {@code npm ci} puts into {@code storage/native}, looked for in {@code
     * POLKU_HOME} or else in the working directory and those above it.
     *
     * @throws ConfigException with what to do when there is none
     */
    static Path find(Environment environment, Path workingDirectory) {
        Optional<String> configured = environment.text("POLKU_ENGINE_LIBRARY");
        if (configured.isPresent()) {
            Path library = Path.of(configured.get()).toAbsolutePath();
            if (!Files.isRegularFile(library)) {
                throw new ConfigException("POLKU_ENGINE_LIBRARY: there is no file " + library);
            }
            return library;
        }
        String packaged = packaged();
        Optional<Path> home = environment.text("POLKU_HOME").map(Path::of);
        Path start = home.orElse(workingDirectory).toAbsolutePath().normalize();
        for (Path directory = start; directory != null; directory = home.isPresent() ? null : directory.getParent()) {
            Path library = directory.resolve(packaged);
            if (Files.isRegularFile(library)) {
                return library;
            }
        }
        throw new ConfigException("the ClickHouse engine (" + packaged + ") is not below " + start
                + ": run 'npm ci' in storage/native, or set POLKU_ENGINE_LIBRARY, or use your own ClickHouse with"
                + " POLKU_CLICKHOUSE_URL");
    }

    private static String packaged() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        String processor = machine.equals("aarch64") || machine.equals("arm64") ? "arm64" : "x64";
        String platform = system.contains("mac") ? "darwin-" + processor : "linux-" + processor + "-gnu";
        return "storage/native/node_modules/@chdb/lib-" + platform + "/libchdb.so";
    }
}

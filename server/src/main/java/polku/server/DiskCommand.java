package polku.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseConfig;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;
import polku.storage.engine.EmbeddedClickHouse;
import polku.storage.engine.EngineConfig;
import polku.storage.read.DiskUse;

/** {@code polku disk}: what rows cost on disk with the ClickHouse inside, per table and column. The server must not run. */
@Command(
        name = "disk",
        description = "Tells what rows cost on disk, per table and column, after merging all parts.",
        mixinStandardHelpOptions = true)
final class DiskCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        Environment environment = Environment.ofProcess();
        Path directory = ServerConfig.from(environment).dataDirectory();
        if (!Files.exists(directory.resolve("clickhouse"))) {
            throw new ConfigException("there are no visits in " + directory.toAbsolutePath()
                    + "; set POLKU_DATA_DIR to the directory of a server that has some");
        }
        try (DataDirectory held = DataDirectory.hold(directory);
                EmbeddedClickHouse engine = EmbeddedClickHouse.start(EngineConfig.from(environment, directory));
                ClickHouse clickHouse = new HttpClickHouse(engine.config(ClickHouseConfig.DEFAULT_DATABASE))) {
            System.out.println(DiskUse.measure(clickHouse).report());
        }
        return 0;
    }
}

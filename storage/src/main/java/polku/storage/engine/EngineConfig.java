package polku.storage.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import polku.storage.config.Environment;

/**
 * How the embedded ClickHouse runs.
 *
 * @param directory its data; made when missing; one process at a time
 * @param library libchdb ({@code POLKU_ENGINE_LIBRARY}, else found as {@code npm ci} in storage/native leaves it)
 * @param port on loopback; 0 for a free one, which is then kept ({@code POLKU_ENGINE_PORT}, 0)
 * @param connections statements at once ({@code POLKU_ENGINE_CONNECTIONS}, 8)
 * @param queue further statements that wait; beyond, ClickHouse's code 202 ({@code POLKU_ENGINE_QUEUE}, 64)
 * @param memoryMegabytes all that ClickHouse may allocate, caches included ({@code POLKU_ENGINE_MEMORY_MB}, half of the
 *     machine's, at least 768 and at most 4096)
 * @param cacheMegabytes for marks and primary keys, part of the former ({@code POLKU_ENGINE_CACHE_MB}, 128)
 * @param patience a process that does not answer for so long hangs, and is killed and started again
 *     ({@code POLKU_ENGINE_PATIENCE_SECONDS}, 90: longer than a machine that swaps takes)
 */
public record EngineConfig(
        Path directory,
        Path library,
        int port,
        int connections,
        int queue,
        long memoryMegabytes,
        long cacheMegabytes,
        Duration patience) {

    /** Reads {@code POLKU_ENGINE_…}; the data go into {@code clickhouse} below {@code dataDirectory}. */
    public static EngineConfig from(Environment environment, Path dataDirectory) {
        return new EngineConfig(
                dataDirectory.resolve("clickhouse").toAbsolutePath().normalize(),
                EngineLibrary.find(environment, Path.of("")),
                environment.port("POLKU_ENGINE_PORT", 0),
                (int) environment.number("POLKU_ENGINE_CONNECTIONS", 8, 2, 256),
                (int) environment.number("POLKU_ENGINE_QUEUE", 64, 0, 4096),
                environment.number("POLKU_ENGINE_MEMORY_MB", memoryOfSmallServer(), 512, 1 << 20),
                environment.number("POLKU_ENGINE_CACHE_MB", 128, 16, 1 << 16),
                Duration.ofSeconds(environment.number("POLKU_ENGINE_PATIENCE_SECONDS", 90, 2, 86_400)));
    }

    EngineConfig withPort(int otherPort) {
        return new EngineConfig(
                directory, library, otherPort, connections, queue, memoryMegabytes, cacheMegabytes, patience);
    }

    private static long memoryOfSmallServer() {
        long machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
        return Math.min(4096, Math.max(768, machine / 2));
    }
}

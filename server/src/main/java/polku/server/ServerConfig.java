package polku.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;

/**
 * What the process as a whole needs to know; each module reads its own part.
 *
 * @param port the public port of all roles ({@code POLKU_PORT}, 8080)
 * @param managementPort health and metrics ({@code POLKU_MANAGEMENT_PORT}, 8081); not for the public
 * @param managementHost the address that the management port listens on ({@code POLKU_MANAGEMENT_HOST}, 127.0.0.1)
 * @param dataDirectory {@code POLKU_DATA_DIR}, {@code data}
 * @param publicUrl how visitors' browsers reach this server ({@code POLKU_PUBLIC_URL}); without trailing slash
 * @param connectionsPerAddress more from one address are closed, but for trusted proxies
 *     ({@code POLKU_CONNECTIONS_PER_ADDRESS}, 1024)
 * @param roles what this process does ({@code POLKU_ROLES}, {@code collector,query})
 */
public record ServerConfig(
        int port,
        int managementPort,
        String managementHost,
        Path dataDirectory,
        String publicUrl,
        int connectionsPerAddress,
        Set<Role> roles) {

    /** What a process can do. */
    public enum Role {
        COLLECTOR,
        QUERY
    }

    public static ServerConfig from(Environment environment) {
        int port = environment.port("POLKU_PORT", 8080);
        return new ServerConfig(
                port,
                environment.port("POLKU_MANAGEMENT_PORT", 8081),
                environment.text("POLKU_MANAGEMENT_HOST", "127.0.0.1"),
                environment.path("POLKU_DATA_DIR", "data").toAbsolutePath().normalize(),
                environment.origin("POLKU_PUBLIC_URL").map(URI::toString).orElse("http://localhost:" + port),
                (int) environment.number("POLKU_CONNECTIONS_PER_ADDRESS", 1024, 1, 1 << 20),
                roles(environment.text("POLKU_ROLES", "collector,query")));
    }

    private static Set<Role> roles(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : text.split(",")) {
            try {
                roles.add(Role.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(
                        "POLKU_ROLES: no role '" + name.strip() + "'; there are "
                                + Arrays.toString(Role.values()).toLowerCase(Locale.ROOT),
                        e);
            }
        }
        return roles;
    }
}

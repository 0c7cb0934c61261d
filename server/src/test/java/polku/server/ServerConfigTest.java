package polku.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.server.ServerConfig.Role;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;

class ServerConfigTest {
    @Test
    void from_nothingSet_givesTheDocumentedDefaults() {
        assertThat(ServerConfig.from(new Environment(Map.of())))
                .isEqualTo(new ServerConfig(
                        8080,
                        8081,
                        "127.0.0.1",
                        Path.of("data").toAbsolutePath(),
                        "http://localhost:8080",
                        1024,
                        java.util.EnumSet.allOf(Role.class)));
    }

    @Test
    void from_publicUrlWithSlash_isTakenWithoutIt() {
        ServerConfig config = ServerConfig.from(
                new Environment(Map.of("POLKU_PUBLIC_URL", "https://stats.example.org/", "POLKU_ROLES", "query")));
        assertThat(config.publicUrl()).isEqualTo("https://stats.example.org");
        assertThat(config.roles()).containsExactly(Role.QUERY);
    }

    @ParameterizedTest
    @CsvSource({
        "POLKU_PORT, eighty, POLKU_PORT must be a whole number",
        "POLKU_PORT, 70000, POLKU_PORT must be between 0 and 65535",
        "POLKU_PUBLIC_URL, stats.example.org, POLKU_PUBLIC_URL must look like",
        "POLKU_PUBLIC_URL, ht tp://x, POLKU_PUBLIC_URL must look like",
        "POLKU_ROLES, cook, no role 'cook'",
    })
    void from_wrongValue_saysWhichSettingAndWhy(String name, String value, String words) {
        assertThatThrownBy(() -> ServerConfig.from(new Environment(Map.of(name, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(words);
    }
}

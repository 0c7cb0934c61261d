package polku.storage.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;

class ClickHouseConfigTest {
    @Test
    void external_withoutUrl_isEmpty() {
        assertThat(ClickHouseConfig.external(new Environment(Map.of("POLKU_CLICKHOUSE_USER", "x"))))
                .isEmpty();
    }

    @Test
    void external_onlyUrl_hasDefaults() {
        assertThat(ClickHouseConfig.external(
                        new Environment(Map.of("POLKU_CLICKHOUSE_URL", "http://ch.example:8123/"))))
                .contains(new ClickHouseConfig(URI.create("http://ch.example:8123"), "default", "", "polku", 8));
    }

    @Test
    void external_everything_isRead() {
        assertThat(ClickHouseConfig.external(new Environment(Map.of(
                        "POLKU_CLICKHOUSE_URL", "https://ch.example",
                        "POLKU_CLICKHOUSE_USER", "u",
                        "POLKU_CLICKHOUSE_PASSWORD", "p",
                        "POLKU_CLICKHOUSE_DATABASE", "d",
                        "POLKU_CLICKHOUSE_QUERY_THREADS", "3"))))
                .contains(new ClickHouseConfig(URI.create("https://ch.example:8443"), "u", "p", "d", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ch.example:8123",
                "tcp://ch.example:9000",
                "http://",
                "http://u:p@ch.example",
                "http://h/x",
                "::"
            })
    void external_noHttpAddress_isRefused(String url) {
        assertThatThrownBy(() -> ClickHouseConfig.external(new Environment(Map.of("POLKU_CLICKHOUSE_URL", url))))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("POLKU_CLICKHOUSE_URL must look like");
    }

    @ParameterizedTest
    @CsvSource({"a-b", "a b", "1a", "a;b"})
    void external_strangeDatabase_isRefused(String database) {
        assertThatThrownBy(() -> ClickHouseConfig.external(new Environment(
                        Map.of("POLKU_CLICKHOUSE_URL", "http://h", "POLKU_CLICKHOUSE_DATABASE", database))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("POLKU_CLICKHOUSE_DATABASE");
    }

    @Test
    void toString_hasNoPassword() {
        assertThat(new ClickHouseConfig(URI.create("http://h:1"), "u", "secret", "d", 1).toString())
                .doesNotContain("secret");
    }
}

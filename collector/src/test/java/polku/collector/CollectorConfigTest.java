package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;

class CollectorConfigTest {
    @Test
    void from_everyKey_isRead() {
        CollectorConfig config = CollectorConfig.from(new Environment(Map.of(
                "POLKU_DATA_DIR", "elsewhere",
                "POLKU_SPOOL_MAX_BYTES", "16777216",
                "POLKU_TRUSTED_PROXIES", "10.0.0.0/8, ::1",
                "POLKU_COUNTRY_DATABASE", "countries.mmdb",
                "POLKU_CITY_DATABASE", "cities.mmdb",
                "POLKU_SNAPSHOT_INTERVAL", "60")));

        assertThat(config.dataDirectory()).isEqualTo(Path.of("elsewhere"));
        assertThat(config.spool().maxBytes()).isEqualTo(16_777_216);
        assertThat(config.trustedProxies()).hasToString("[10.0.0.0/8, ::1]");
        assertThat(config.countryDatabase()).contains(Path.of("countries.mmdb"));
        assertThat(config.lookInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.cityDatabase()).contains(Path.of("cities.mmdb"));
    }

    @ParameterizedTest
    @CsvSource({"POLKU_SPOOL_MAX_BYTES, 1024", "POLKU_TRUSTED_PROXIES, proxy.example.org"})
    void from_aWrongValue_namesItsKeyAndTheValue(String key, String value) {
        assertThatThrownBy(() -> CollectorConfig.from(new Environment(Map.of(key, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value);
    }
}

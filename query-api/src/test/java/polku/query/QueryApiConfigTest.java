package polku.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;

class QueryApiConfigTest {
    @Test
    void from_anEmptyEnvironment_hasTheDefaults() {
        QueryApiConfig config = QueryApiConfig.from(new Environment(Map.of()));

        assertThat(config.address().url()).isEmpty();
        assertThat(config.questionThreads()).isEqualTo(8);
        assertThat(config.questionQueue()).isEqualTo(128);
        assertThat(config.passwordThreads()).isEqualTo(2);
    }

    @Test
    void from_everyKey_isRead() {
        QueryApiConfig config = QueryApiConfig.from(new Environment(Map.of(
                "POLKU_PUBLIC_URL", "https://Stats.Example.org/",
                "POLKU_TRUSTED_PROXIES", "10.0.0.0/8, ::1",
                "POLKU_QUERY_THREADS", "3",
                "POLKU_QUERY_QUEUE", "5",
                "POLKU_SIGN_IN_THREADS", "1")));

        assertThat(config.address().url()).contains(URI.create("https://stats.example.org"));
        assertThat(config.questionThreads()).isEqualTo(3);
        assertThat(config.questionQueue()).isEqualTo(5);
        assertThat(config.passwordThreads()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "POLKU_PUBLIC_URL, stats.example.org",
        "POLKU_PUBLIC_URL, ftp://stats.example.org",
        "POLKU_PUBLIC_URL, https://stats.example.org/polku",
        "POLKU_PUBLIC_URL, https://a b",
        "POLKU_TRUSTED_PROXIES, proxy.example.org",
        "POLKU_QUERY_THREADS, 0",
        "POLKU_QUERY_QUEUE, many",
        "POLKU_SIGN_IN_THREADS, 65",
    })
    void from_aWrongValue_namesItsKey(String key, String value) {
        assertThatThrownBy(() -> QueryApiConfig.from(new Environment(Map.of(key, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }
}

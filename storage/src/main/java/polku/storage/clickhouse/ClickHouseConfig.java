package polku.storage.clickhouse;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;

/**
 * Where ClickHouse answers.
 *
 * @param url http(s)://host:port, without path
 * @param database created by the migrations where it is missing
 * @param queryThreads reads at once; a further one waits in a bounded queue
 */
public record ClickHouseConfig(URI url, String user, String password, String database, int queryThreads) {
    public static final String DEFAULT_DATABASE = "polku";

    private static final Pattern DATABASE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int DEFAULT_QUERY_THREADS = 8;

    public ClickHouseConfig {
        if (!DATABASE.matcher(database).matches()) {
            throw new IllegalArgumentException("a database is named by letters, digits and _, not '" + database + "'");
        }
    }

    /**
     * The owner's own ClickHouse: {@code POLKU_CLICKHOUSE_URL}, {@code _USER} (default), {@code _PASSWORD} (also by
     * {@code _PASSWORD_FILE}), {@code _DATABASE} (polku), {@code _QUERY_THREADS} (8); empty without a URL.
     *
     * @throws ConfigException when one of them is wrong
     */
    public static Optional<ClickHouseConfig> external(Environment environment) {
        return environment.origin("POLKU_CLICKHOUSE_URL").map(url -> {
            try {
                return new ClickHouseConfig(
                        withPort(url),
                        environment.text("POLKU_CLICKHOUSE_USER", "default"),
                        environment.secret("POLKU_CLICKHOUSE_PASSWORD").orElse(""),
                        environment.text("POLKU_CLICKHOUSE_DATABASE", DEFAULT_DATABASE),
                        (int) environment.number("POLKU_CLICKHOUSE_QUERY_THREADS", DEFAULT_QUERY_THREADS, 1, 256));
            } catch (IllegalArgumentException e) {
                throw new ConfigException("POLKU_CLICKHOUSE_DATABASE: " + e.getMessage(), e);
            }
        });
    }

    private static URI withPort(URI url) {
        return url.getPort() >= 0 ? url : URI.create(url + (url.getScheme().equals("https") ? ":8443" : ":8123"));
    }

    @Override
    public String toString() {
        return "ClickHouseConfig[url=" + url + ", user=" + user + ", database=" + database + ", queryThreads="
                + queryThreads + "]";
    }
}

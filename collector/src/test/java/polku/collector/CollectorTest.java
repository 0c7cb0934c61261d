package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static polku.collector.CollectorFixture.pageview;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.storage.write.EventRow;

class CollectorTest {
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
    void beacon_answeredWith202_reachesClickHouseEnriched() {
        HttpResponse<String> response =
                collector.beacon(pageview("00000000000000a1", "https://www.example.org/a/?utm_source=fb&x=1#top"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        await().until(() -> collector.clickHouse.events().size() == 1);
        EventRow row = collector.clickHouse.events().get(0);
        assertThat(row.siteId()).isEqualTo(7);
        assertThat(row.name()).isEqualTo("pageview");
        assertThat(row.page()).isEqualTo("/a");
        assertThat(row.hostname()).isEqualTo("www.example.org");
        assertThat(row.pageviewId()).isEqualTo(0x5d41402abc4b2a76L);
        assertThat(row.attribution().source()).isEqualTo("Facebook");
        assertThat(row.attribution().channel()).isEqualTo("Organic Social");
        assertThat(row.attribution().referrer()).isEqualTo("www.google.com/");
        assertThat(row.client().browser()).isEqualTo("Firefox");
        assertThat(row.client().browserVersion()).isEqualTo("140");
        assertThat(row.client().os()).isEqualTo("Linux");
        assertThat(row.client().device()).isEqualTo("desktop");
        assertThat(row.client().screenClass()).isEqualTo("xl");
        assertThat(row.client().language()).isEqualTo("fi-FI");
    }
}

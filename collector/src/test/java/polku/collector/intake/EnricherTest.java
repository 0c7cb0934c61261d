package polku.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.collector.enrich.PageUrl;
import polku.collector.enrich.Places;
import polku.storage.control.ReplayRules;
import polku.storage.control.Site;
import polku.storage.control.SnapshotRules;

class EnricherTest {
    @ParameterizedTest
    @CsvSource({
        "https://example.org/product?id=17&utm_source=x, /product?id=17",
        "https://example.org/product/?tab=2&id=17, /product?id=17&tab=2",
        "https://example.org/product?id=&tab=, /product",
        "https://example.org/product?ID=17, /product",
        "https://example.org/product, /product",
        "https://example.org/product?id=1&id=2, /product?id=1",
        "https://example.org/?id=a%26tab%3D9, /?id=a%26tab=9",
        "https://shop.example.org/p?id=17, shop.example.org/p?id=17",
        "https://example.org/?id=jane@example.com, /?id=[email]",
        "https://example.org/?id=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc, /?id=:token",
    })
    void queryParameters_thatTheOwnerNames_arePartOfThePage(String url, String page) {
        assertThat(page(url, List.of("id", "tab"))).isEqualTo(page);
    }

    @Test
    void queryParameters_areDropped_unlessNamed_andWhereTheyAreLong() {
        assertThat(page("https://example.org/product?id=17", List.of())).isEqualTo("/product");
        assertThat(page("https://example.org/product?id=" + "7".repeat(101), List.of("id")))
                .isEqualTo("/product");
    }

    private static String page(String url, List<String> parameters) {
        Site site = new Site(
                "k3v9q2xm7abc",
                7,
                "example.org",
                List.of(),
                ZoneOffset.UTC,
                "EUR",
                Instant.EPOCH,
                List.of(),
                "example.org",
                parameters,
                SnapshotRules.STANDARD,
                ReplayRules.STANDARD);
        return new Enricher(Places.open(Optional.empty(), Optional.empty()))
                .page(site, 1, PageUrl.parse(url), "", "", 0)
                .page();
    }
}

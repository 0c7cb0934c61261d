package polku.collector.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import polku.storage.control.Site;
import polku.storage.write.Attribution;

class AttributionsTest {
    private static final Site SITE =
            new Site("k3v9q2xm7abc", 7, "example.org", List.of("example.net"), ZoneOffset.UTC, "EUR", Instant.EPOCH);
    private final Attributions attributions = new Attributions(new Scrubber());

    @ParameterizedTest(name = "{0} {1} → {2}, {3}")
    @MethodSource("cases")
    void source_andChannel(String query, String referrer, String source, String channel) {
        Attribution attribution = of("https://example.org/?" + query, referrer);
        assertThat(attribution.source()).isEqualTo(source);
        assertThat(attribution.channel()).isEqualTo(channel);
    }

    static Stream<Arguments> cases() {
        return ResourceLines.of("channels.tsv").stream()
                .map(line -> line.split("\t", -1))
                .map(columns -> Arguments.of(columns[0], columns[1], columns[2], columns[3]));
    }

    @Test
    void cases_areMany_andKnowEveryChannel() {
        assertThat(cases()).hasSizeGreaterThan(100);
        assertThat(cases().map(one -> one.get()[3]).distinct()).hasSize(19);
    }

    @Test
    void campaignParameters_areKeptDecoded_theClickIdWithoutItsValue() {
        Attribution attribution = of(
                "https://example.org/?utm_source=x&utm_medium=m&utm_campaign=Kev%C3%A4t+24&utm_term=t&utm_content=c&fbclid=secret",
                "https://Some.Blog.example/post/?q=1#x");
        assertThat(attribution)
                .isEqualTo(new Attribution(
                        "some.blog.example/post", "X", "Organic Social", "x", "m", "Kevät 24", "t", "c", "fbclid"));
    }

    private Attribution of(String url, String referrer) {
        return attributions.of(SITE, Objects.requireNonNull(PageUrl.parse(url)), referrer);
    }
}

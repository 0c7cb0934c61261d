package polku.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.control.UrlGroup;
import polku.storage.read.ValueStore.Value;

class GroupSuggestionsTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/product/17, /product/*",
        "/product/17/reviews/2, /product/*/reviews/*",
        "/o/8f14e45f-ceea-467a-9575-6c3a3b3b3b3b, /o/*",
        "/file/5d41402abc4b2a76, /file/*",
        "/v/dQw4w9WgXcQ12, /v/*",
        "/blog/how-to-brew-coffee, /blog/how-to-brew-coffee",
        "/blog/Top-10-beans-2026, /blog/Top-10-beans-2026",
        "/feedback, /feedback",
        "/deadbeefcafe, /deadbeefcafe",
    })
    void pattern_replacesWhatNoPersonWouldChoose(String page, String pattern) {
        assertThat(GroupSuggestions.pattern(page)).isEqualTo(pattern);
    }

    @Test
    void suggestions_needThreePages_andLeaveOutWhatIsGrouped() {
        List<Value> seen = List.of(
                new Value("/product/1", 50),
                new Value("/product/2", 30),
                new Value("/order/11/paid", 20),
                new Value("/product/3", 10),
                new Value("/order/12/paid", 9),
                new Value("/order/13/paid", 8),
                new Value("/user/1", 5),
                new Value("/user/2", 5),
                new Value("/1", 4),
                new Value("/2", 4),
                new Value("/3", 4),
                new Value("shop.example.org/1", 3),
                new Value("shop.example.org/2", 3),
                new Value("shop.example.org/3", 3));
        List<UrlGroup> groups = List.of(new UrlGroup("g", "s", "Numbers", "/*", Instant.EPOCH));

        assertThat(GroupSuggestions.of(seen, groups))
                .containsExactly(
                        new GroupSuggestions.Suggestion(
                                "/product/*", 3, 90, List.of("/product/1", "/product/2", "/product/3")),
                        new GroupSuggestions.Suggestion(
                                "/order/*/paid", 3, 37, List.of("/order/11/paid", "/order/12/paid", "/order/13/paid")));
    }
}

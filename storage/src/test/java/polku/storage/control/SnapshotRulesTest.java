package polku.storage.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account",
                "/account/orders/7",
                "/fi/account",
                "/fi/account/x",
                "/my/orders",
                "/orders/7",
                "/checkout/pay",
                "/tili",
                "/oma/tilaus",
                "/kassa",
                "shop.example.org/account",
                "shop.example.org/en/checkout"
            })
    void standard_masksPagesOfOnesOwn(String page) {
        assertThat(SnapshotRules.STANDARD.masks(page)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/accounting", "/coffee", "/blog/my-account-of-it", "shop.example.org/", "/omat", "/myths"})
    void standard_leavesOthers(String page) {
        assertThat(SnapshotRules.STANDARD.masks(page)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/account"})
    void withoutPatterns_nothingIsMasked(String page) {
        assertThat(new SnapshotRules(true, List.of()).masks(page)).isFalse();
    }
}

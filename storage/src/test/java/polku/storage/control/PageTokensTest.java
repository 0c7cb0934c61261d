package polku.storage.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.control.PageTokens.Grant;
import polku.storage.control.PageTokens.Purpose;

class PageTokensTest {
    private static final Grant LOOK =
            new Grant(Purpose.LOOK, "k3v9q2xm7abc", 0xfedcba9876543210L, "shop.example.org", "/kahvi/ä?id=1", "mobile");

    private final SettableClock clock = new SettableClock("2026-11-23T12:00:00Z");
    private final PageTokens tokens = PageTokens.alone(clock);

    @ParameterizedTest
    @EnumSource
    void read_whatWasSigned_untilItExpires(Purpose purpose) {
        Grant grant = new Grant(purpose, "k3v9q2xm7abc", 0, "example.org", "/", "");
        String token = tokens.sign(grant);
        assertThat(token)
                .startsWith(purpose.name().toLowerCase(java.util.Locale.ROOT).charAt(0) + ".");

        clock.advance(purpose.life());
        assertThat(tokens.read(token).orElseThrow().grant()).isEqualTo(grant);
        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.read(token)).isEmpty();
    }

    @Test
    void read_keepsEveryBit() {
        assertThat(tokens.read(tokens.sign(LOOK)).orElseThrow().grant()).isEqualTo(LOOK);
    }

    @Test
    void id_isTheTokens() {
        String token = tokens.sign(LOOK);
        long id = tokens.read(token).orElseThrow().id();
        assertThat(tokens.read(token).orElseThrow().id()).isEqualTo(id);
        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.read(tokens.sign(LOOK)).orElseThrow().id()).isNotEqualTo(id);
    }

    @Test
    void read_withAnyByteChanged_isNone() {
        String token = tokens.sign(LOOK);
        byte[] signed = Base64.getUrlDecoder().decode(token.substring(2));
        for (int i = 0; i < signed.length; i++) {
            signed[i] ^= 1;
            assertThat(tokens.read(
                            "l." + Base64.getUrlEncoder().withoutPadding().encodeToString(signed)))
                    .as("byte " + i)
                    .isEmpty();
            signed[i] ^= 1;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "o"})
    void read_forAnotherPurpose_isNone(String letter) {
        assertThat(tokens.read(letter + tokens.sign(LOOK).substring(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "l", "l.", "l.!", "l.AAAA", "x.AAAA", "l.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void read_ofAnythingElse_isNone(String token) {
        assertThat(tokens.read(token)).isEmpty();
    }

    @Test
    void read_underAnotherSecret_isNone() {
        assertThat(PageTokens.alone(clock).read(tokens.sign(LOOK))).isEmpty();
    }

    @Test
    void servers_thatShareAFile_shareTheSecret(@TempDir Path directory) {
        try (ControlStore one = ControlStore.open(directory, clock);
                ControlStore two = ControlStore.open(directory, clock)) {
            assertThat(two.pageTokens().read(one.pageTokens().sign(LOOK))).isPresent();
        }
    }
}

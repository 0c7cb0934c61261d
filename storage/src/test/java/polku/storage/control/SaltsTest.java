package polku.storage.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaltsTest {
    private static final long DAY = Duration.ofDays(1).toMillis();

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock("2026-11-23T12:00:00Z");

    @Test
    void saltOfDay_withinAUtcDay_isTheSame() {
        try (ControlStore store = ControlStore.open(directory, clock)) {
            clock.set("2026-11-23T00:00:00Z");
            byte[] morning = store.salts().saltOfDay(clock.millis());
            clock.set("2026-11-23T23:59:59.999Z");
            assertThat(store.salts().saltOfDay(clock.millis())).isEqualTo(morning);
            clock.set("2026-11-24T00:00:00Z");
            assertThat(store.salts().saltOfDay(clock.millis())).isNotEqualTo(morning);
            assertThat(store.salts().saltOfDay(clock.millis() - 1)).isEqualTo(morning);
        }
    }

    @Test
    void saltOfDay_olderThanYesterdayOrAhead_isRefused() {
        try (ControlStore store = ControlStore.open(directory, clock)) {
            SaltSource salts = store.salts();
            assertThat(salts.saltOfDay(clock.millis() - DAY)).hasSize(32);
            assertThatThrownBy(() -> salts.saltOfDay(clock.millis() - 2 * DAY))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> salts.saltOfDay(clock.millis() + DAY))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void midnight_isPreparedAhead_soNobodyWaits() {
        try (ControlStore store = ControlStore.open(directory, clock)) {
            clock.set("2026-11-23T23:51:00Z");
            store.refresh();
            byte[] tomorrow = store.salts().saltOfDay(clock.millis() + DAY);
            clock.set("2026-11-24T00:00:01Z");
            assertThat(store.salts().saltOfDay(clock.millis())).isEqualTo(tomorrow);
        }
    }

    @Test
    void midnight_inTwoStores_givesBothTheSameSalt() {
        try (ControlStore one = ControlStore.open(directory, clock);
                ControlStore two = ControlStore.open(directory, clock)) {
            clock.set("2026-11-24T00:00:01Z");
            assertThat(one.salts().saltOfDay(clock.millis()))
                    .isEqualTo(two.salts().saltOfDay(clock.millis()));
        }
    }

    @Test
    void salt_twoDaysOn_isGoneFromEveryByteOfTheFiles() throws Exception {
        try (ControlStore store = ControlStore.open(directory, clock);
                ControlStore other = ControlStore.open(directory, clock)) {
            byte[] salt = store.salts().saltOfDay(clock.millis());
            assertThat(allBytes()).contains(text(salt));

            clock.advance(Duration.ofDays(1));
            store.refresh();
            assertThat(allBytes()).contains(text(salt));

            clock.advance(Duration.ofDays(1));
            store.refresh();
            other.refresh();
            assertThat(allBytes()).doesNotContain(text(salt));
            byte[] yesterday = store.salts().saltOfDay(clock.millis() - DAY);
            assertThat(allBytes()).contains(text(yesterday));
        }
    }

    @Test
    void salt_afterTheServerStoodStillForDays_isGoneAtTheNextStart() throws Exception {
        byte[] salt;
        try (ControlStore store = ControlStore.open(directory, clock)) {
            salt = store.salts().saltOfDay(clock.millis());
        }
        clock.advance(Duration.ofDays(5));
        try (ControlStore store = ControlStore.open(directory, clock)) {
            assertThat(allBytes()).doesNotContain(text(salt));
            assertThat(store.salts().saltOfDay(clock.millis())).hasSize(32);
        }
    }

    private String allBytes() throws Exception {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                all.append(text(Files.readAllBytes(file)));
            }
        }
        return all.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

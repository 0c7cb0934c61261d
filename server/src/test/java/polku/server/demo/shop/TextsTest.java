package polku.server.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Path RESOURCES = Path.of("src/main/resources/polku/demo/shop");
    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");

    /** The same in both languages, and meant so. */
    private static final Set<String> ALIKE = Set.of(
            "grind.Espresso",
            "js.grind.Espresso",
            "guide.espresso",
            "js.guide.espresso",
            "js.guide.grams",
            "js.message.chosen");

    private final Map<String, String> english = Texts.load(Language.ENGLISH).all();
    private final Map<String, String> finnish = Texts.load(Language.FINNISH).all();

    @Test
    void texts_ofBothLanguages_haveTheSameKeys() {
        assertThat(finnish.keySet()).isEqualTo(english.keySet());
    }

    @Test
    void texts_all_saySomethingOfTheirOwn() {
        assertThat(english).allSatisfy((key, text) -> assertThat(text).isNotBlank());
        assertThat(finnish).allSatisfy((key, text) -> {
            assertThat(text).isNotBlank();
            if (!ALIKE.contains(key)) {
                assertThat(text).as(key).isNotEqualTo(english.get(key));
            }
        });
    }

    @Test
    void texts_ofBothLanguages_haveTheSameHoles() {
        assertThat(finnish)
                .allSatisfy((key, text) -> assertThat(holes(text)).as(key).isEqualTo(holes(english.get(key))));
    }

    @Test
    void texts_thatScriptsAskFor_areThere() throws IOException {
        Pattern asked = Pattern.compile("(?<![\\w.])text\\('([\\w.-]+)'");
        try (Stream<Path> scripts = Files.list(RESOURCES.resolve("assets"))) {
            for (Path script :
                    scripts.filter(file -> file.toString().endsWith(".js")).toList()) {
                asked.matcher(Files.readString(script))
                        .results()
                        .forEach(match -> assertThat(english.keySet())
                                .as(script.toString())
                                .contains("js." + match.group(1)));
            }
        }
    }

    /** Keys that are put together: a script would find out only when a visitor got there. */
    @Test
    void texts_ofFamilies_areWhole() {
        Catalogue catalogue = Catalogue.load();
        for (String grind : catalogue.grinds()) {
            assertThat(english.keySet()).contains("grind." + grind, "js.grind." + grind);
        }
        for (String field :
                List.of("email", "name", "phone", "street", "city", "postcode", "number", "expiry", "code", "terms")) {
            assertThat(english.keySet()).contains("js.bad." + field);
        }
        for (String reason : List.of("declined", "funds", "busy")) {
            assertThat(english.keySet()).contains("js.refused." + reason);
        }
        for (String way : List.of("pour-over", "press", "moka", "espresso")) {
            assertThat(english.keySet()).contains("js.guide." + way, "js.guide." + way + ".words");
        }
        for (int day = 0; day < 7; day++) {
            assertThat(english.keySet()).contains("js.day." + day);
        }
        for (String reason : List.of("unknown", "over", "least")) {
            assertThat(english.keySet()).contains("js.coupon." + reason);
        }
    }

    @Test
    void text_underAnUnknownKey_failsLoudly() {
        assertThatThrownBy(() -> Texts.load(Language.FINNISH).text("nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fi")
                .hasMessageContaining("nope");
    }

    private static Set<String> holes(String text) {
        return HOLE.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}

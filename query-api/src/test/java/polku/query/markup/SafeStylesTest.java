package polku.query.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeStylesTest {
    private static final SafeAddresses OWN = new SafeAddresses(List.of("example.org"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a > b ~ c + d { margin: -2px -0.5em; transform: translate(-50%, 1e3px); }",
                "@media (min-width: 400px) and (width <= 900px) { .a::before { content: \"\"; } }",
                "@font-face { unicode-range: U+4E00-9FFF, U+26; }",
                ":root { --a: 1px; --2x: calc(var(--a) * 2); }",
                ".grid { grid-area: 1 / 2 / 3 / 4; color: #09f; width: calc(100% - (2 * 1rem)); }",
                "a[href^=\"https:\"]:not(.b):nth-child(2n+1) { color: rgb(0 0 0 / 50%) !important }",
                "@keyframes x { from { top: 0 } 50.5% { top: 1px } }",
                "/* rr_split */a{}",
                "font: italic 12px/1.5 Ä, \"Ö\"",
                "@layer a, b; @supports (display: grid) { a { inset: 0 } }"
            })
    void ordinaryStyles_stayAsTheyAre(String css) {
        assertThat(SafeStyles.clean(css, OWN)).isEqualTo(css);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a{b:url(https://example.org/a.png)} | a{b:url(\"https://example.org/a.png\")}",
                "a{b:url( 'https://x.example.org/a.png' )} | a{b:url(\"https://x.example.org/a.png\")}",
                "a{b:url(#clip)} | a{b:url(\"#clip\")}",
                "a{b:url(data:image/png;base64,AA==)} | a{b:url(\"data:image/png;base64,AA==\")}",
                "a{b:url(https://evil.test/)c} | a{b:none/**/c}",
                ".md\\:flex{} | .md\\3a flex{}",
                "#\\31 0{} | #\\31 0{}",
                "a{content:'x\\'y'} | a{content:\"x'y\"}",
                "@import 'x';a{} | ;a{}",
                "@charset \"utf-8\";a{} | ;a{}",
                "a{b:c(d | a{b:c(d)",
                "a{}</style><script> | a{}/style><script>",
                "a{/*x*/b:c} | a{/**/b:c}"
            })
    void whatIsChanged_meansTheSameOrNothing(String css, String expected) {
        assertThat(SafeStyles.clean(css, OWN)).isEqualTo(expected);
    }

    /** What is clean stays so: nothing of it turns into something else when it is read again. */
    @Test
    void clean_isClean() {
        Random random = new Random(1);
        List<String> pieces = List.of(
                "url(",
                ")",
                "'",
                "\"",
                "\\",
                "\\75 rl(",
                "https://evil.test/",
                "@import ",
                ";",
                "{",
                "}",
                "/*",
                "*/",
                "image-set(",
                "a",
                "-",
                "1",
                "\n",
                " ",
                "\\\n",
                "expression(",
                "</",
                "u",
                "rl(",
                "var(",
                "src(",
                "\\000069",
                "@",
                "behavior");
        for (int round = 0; round < 20_000; round++) {
            StringBuilder css = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                css.append(pieces.get(random.nextInt(pieces.size())));
            }
            String once = SafeStyles.clean(css.toString(), OWN);
            assertThat(SafeStyles.clean(once, OWN)).as("%s", css).isEqualTo(once);
            assertThat(once.replaceAll("\"[^\"]*\"", "").replaceAll("\\\\[0-9a-f]+ ", "x"))
                    .as("%s", css)
                    .doesNotContainPattern("(?i)(?<![-@\\w])url\\([^)\"]*evil|@import");
        }
    }
}

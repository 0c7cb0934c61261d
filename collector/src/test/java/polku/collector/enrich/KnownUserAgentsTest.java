package polku.collector.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The parser against user agents of which it is known what they are (data/user-agents/generate.mjs says from where): those
 * of browsers that were started to see what they send, of visitors of late, and of old and rare ones that people told by
 * hand; and against the oddities that another parser is tested with. What is told otherwise is written to
 * target/user-agents.txt, to be read before a floor is lowered.
 */
class KnownUserAgentsTest {
    private static final String ODDITIES = "ua-parser-js";

    private final UserAgentParser parser = new UserAgentParser();
    private final List<String> otherwise = new ArrayList<>();

    private record Known(String list, String browser, String os, String device, String text) {
        static Known of(String line) {
            String[] columns = line.split("\t", 5);
            return new Known(columns[0], columns[1], columns[2], columns[3], columns[4]);
        }

        boolean isWhole() {
            return !browser.equals("-") && !os.equals("-") && !device.equals("-");
        }
    }

    @Test
    void whatIsKnown_isToldAlmostAlways() throws IOException {
        List<Known> all = known();
        List<Known> usual =
                all.stream().filter(one -> !one.list().equals(ODDITIES)).toList();
        List<Known> odd =
                all.stream().filter(one -> one.list().equals(ODDITIES)).toList();
        assertThat(usual.stream().filter(Known::isWhole)).hasSizeGreaterThan(500);
        assertThat(agreement(usual, "browser", Known::browser, UserAgent::browser))
                .isGreaterThan(0.98);
        assertThat(agreement(usual, "system", Known::os, UserAgent::os)).isGreaterThan(0.98);
        assertThat(agreement(usual, "device", Known::device, UserAgent::device)).isGreaterThan(0.99);
        assertThat(agreement(odd, "browser of oddities", Known::browser, UserAgent::browser))
                .isGreaterThan(0.87);
        assertThat(agreement(odd, "system of oddities", Known::os, UserAgent::os))
                .isGreaterThan(0.82);
        assertThat(agreement(odd, "device of oddities", Known::device, UserAgent::device))
                .isGreaterThan(0.94);
        Files.write(Path.of("target/user-agents.txt"), otherwise);
    }

    @Test
    void crawlers_areTold_andVisitorsAreNotTakenForThem() {
        List<String> crawlers = ResourceLines.of("known-crawlers.txt");
        long told = crawlers.stream().filter(text -> parser.parse(text).bot()).count();
        List<String> visitors = known().stream()
                .filter(one -> one.list().equals("visitors") || one.list().equals("started"))
                .map(Known::text)
                .toList();
        long mistaken =
                visitors.stream().filter(text -> parser.parse(text).bot()).count();
        System.out.printf(
                Locale.ROOT,
                "user agents: %d of %d crawlers are told as such, %d of %d visitors are taken for one%n",
                told,
                crawlers.size(),
                mistaken,
                visitors.size());
        assertThat(told / (double) crawlers.size()).isGreaterThan(0.99);
        assertThat(mistaken).isZero();
    }

    private static List<Known> known() {
        return ResourceLines.of("known-user-agents.tsv").stream().map(Known::of).toList();
    }

    private double agreement(
            List<Known> list, String field, Function<Known, String> is, Function<UserAgent, String> told) {
        int asked = 0;
        int agreed = 0;
        for (Known known : list) {
            String expected = is.apply(known);
            if (!expected.equals("-")) {
                asked++;
                String answer = told.apply(parser.parse(known.text()));
                if (normal(expected).equals(normal(answer))) {
                    agreed++;
                } else {
                    otherwise.add(String.join("\t", known.list(), field, expected, answer, known.text()));
                }
            }
        }
        double share = (double) agreed / asked;
        System.out.printf(
                Locale.ROOT, "user agents: %-20s %4d of %4d agree, %.1f %%%n", field, agreed, asked, 100 * share);
        return share;
    }

    /** "PaleMoon" is "Pale Moon". */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}

package polku.server.demo.shop;

import java.util.List;
import polku.server.demo.shop.Catalogue.Product;

/**
 * What is wrong with the shop on purpose, so that Polku can be seen to find it: the server's part. The browser's is
 * {@code assets/planted-problems.js}, the list of all with the reason of each {@code docs/demo.md}. A browser meets them
 * once it has opened any page with {@code ?planted=on}, which sets the cookie {@value #COOKIE}.
 */
final class PlantedProblems {
    static final String COOKIE = "paahto-planted";
    static final String ON = "on";

    /** The country whose visitors wait, told by their browser's language, and for how long in ms. */
    private static final String SLOW_COUNTRY = "EE";

    private static final String SLOW_LANGUAGE = "et";
    private static final int SLOW_MILLIS = 3_200;

    private PlantedProblems() {}

    /** The list of coffees comes late to Estonia: in ms, 0 for everybody else. */
    static int delayMillis(String acceptLanguage) {
        String first = acceptLanguage.split("[,;]", 2)[0].strip();
        return first.equals(SLOW_LANGUAGE)
                        || first.startsWith(SLOW_LANGUAGE + "-")
                        || first.endsWith("-" + SLOW_COUNTRY)
                ? SLOW_MILLIS
                : 0;
    }

    /** The search does not know what people call the caffeine-free coffee: "decaf" finds nothing. */
    static List<Product> search(Catalogue catalogue, String query, Language language) {
        return catalogue.searchLiterally(query, language);
    }
}

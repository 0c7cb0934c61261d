package polku.server.demo.simulator;

import polku.server.demo.shop.Language;

/**
 * Whom the shop's planted problems concern: simulated visitors meet them as a real browser does with
 * {@code ?planted=on}. What they then do is up to the page where it happens.
 */
final class Planted {
    /** What Firefox says of the script of the payment. */
    static final String WALLET_ERROR = "TypeError: can't access property \"token\", wallet is undefined";

    static final String WALLET_SCRIPT = "/assets/planted-problems.js";

    /** Where goods are sent to; everybody else gives up at the list of countries. */
    private static final String DELIVERED_TO = "FI SE EE DE NO DK";

    private Planted() {}

    /** The list of coffees comes late to Estonia. */
    static boolean isSlow(Person person, ShopPage page) {
        return page == ShopPage.COFFEE && person.livesIn("EE");
    }

    /** "Show grind guide" does nothing on tablets. */
    static boolean hasDeadGrindGuide(Person person) {
        return person.isOnTablet();
    }

    /** The first payment by card fails in Firefox. */
    static boolean stumblesOverWallet(Person person) {
        return person.usesFirefox();
    }

    /** To choose another country than Finland leads back into the cart. */
    static boolean isThrownBack(Person person) {
        return !person.livesIn("FI");
    }

    static boolean isDeliveredTo(Person person) {
        return DELIVERED_TO.contains(person.country().code());
    }

    /** On phones the price of delivery comes late, and people fear the worst. */
    static boolean waitsForPrice(Person person) {
        return person.isOnPhone();
    }

    /** What people call the coffee without caffeine, and what the search does not know. */
    static String unknownWord(Language language) {
        return language == Language.FINNISH ? "kofeiiniton" : "decaf";
    }
}

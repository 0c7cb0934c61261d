package polku.server.demo.simulator;

/** The kinds of pages that the shop has, with the height of their documents at 1440 px and at 390 px. */
enum ShopPage {
    HOME("/", "home", 3900, 6225),
    COFFEE("/coffee", "coffee", 1752, 2933),
    PRODUCT("/coffee", "", 2565, 3584),
    SEARCH("/search", "search", 1270, 1541),
    CART("/cart", "cart", 1217, 1673),
    CONTACT("/checkout/contact", "contact-step", 1196, 1868),
    SHIPPING("/checkout/shipping", "shipping-step", 1485, 2185),
    PAYMENT("/checkout/payment", "payment-step", 1306, 2029),
    THANK_YOU("/thank-you", "thank-you", 1185, 1665),
    GUIDE("/guide", "", 1994, 2556),
    JOURNAL("/journal", "journal", 1799, 2589),
    ARTICLE("/journal", "", 3173, 4197),
    ABOUT("/about", "about", 1952, 2906),
    HOURS("/hours", "hours", 1593, 2197),
    DELIVERY("/delivery", "delivery", 1623, 2176),
    MESSAGE("/contact", "contact", 1403, 2079),
    WHOLESALE("/wholesale", "wholesale", 1415, 1799),
    ACCOUNT("/account", "account", 1117, 1466),
    /** A coffee of last year, to which an old review still leads. */
    NOT_FOUND("/coffee/kesa", "not-found", 1029, 1386);

    private static final int SHORT = 1_500;

    private final String path;
    private final String title;
    private final int wideHeight;
    private final int narrowHeight;

    ShopPage(String path, String title, int wideHeight, int narrowHeight) {
        this.path = path;
        this.title = title;
        this.wideHeight = wideHeight;
        this.narrowHeight = narrowHeight;
    }

    /** The steps of the checkout but the first come without a load of their own. */
    boolean isLoaded() {
        return this != SHIPPING && this != PAYMENT;
    }

    /** Most who are there see all of it. */
    boolean isShort() {
        return wideHeight < SHORT;
    }

    /** 404 for the page that is none; otherwise 0. */
    int status() {
        return this == NOT_FOUND ? 404 : 0;
    }

    /** Selector of the largest element of the first window. */
    String largest() {
        return switch (this) {
            case HOME -> "main#main>section.hero>svg.hero-art";
            case COFFEE -> "ul#coffees>li.card:nth-of-type(1)>a.card-link>span.card-art>img";
            case PRODUCT -> "main#main>div.page>div.product>div.product-art>img";
            case CART -> "ul#lines>li.line:nth-of-type(1)>img";
            case CONTACT, SHIPPING, PAYMENT -> "main#main>div.page.checkout>h1";
            case THANK_YOU, NOT_FOUND -> "main#main>div.page.thanks>h1";
            case GUIDE -> "canvas#brew-dial";
            case ARTICLE -> "main#main>article.page.article>div.article-picture>svg";
            case HOURS -> "main#main>div.page>div.hours>figure.map>svg";
            case SEARCH, JOURNAL, ABOUT, DELIVERY, MESSAGE, WHOLESALE, ACCOUNT -> "main#main>div.page>h1";
        };
    }

    /** In English, and of products and articles without their name. */
    String path() {
        return path;
    }

    /** As in the text {@code title.<title>}; empty where the title says what the page shows. */
    String title() {
        return title;
    }

    int height(boolean isNarrow) {
        return isNarrow ? narrowHeight : wideHeight;
    }
}

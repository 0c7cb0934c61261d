package polku.server.demo.simulator;

import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Language;
import polku.server.demo.shop.Texts;

/** The kinds of pages that the shop has, with the height of their documents at 1440 px and at 390 px. */
enum ShopPage {
    HOME("/", "home", 3892, 6225),
    COFFEE("/coffee", "coffee", 1752, 2933),
    PRODUCT("/coffee/", "", 2565, 3584),
    SEARCH("/search", "search", 1270, 1541),
    CART("/cart", "cart", 1217, 1673),
    CONTACT("/checkout/contact", "contact-step", 1196, 1868),
    SHIPPING("/checkout/shipping", "shipping-step", 1485, 2185),
    PAYMENT("/checkout/payment", "payment-step", 1306, 2029),
    THANK_YOU("/thank-you", "thank-you", 1185, 1665),
    /** A coffee of last year, to which an old review still leads. */
    NOT_FOUND("/coffee/kesa", "not-found", 1029, 1386);

    private static final int SHORT = 1_500;
    private static final Texts TEXTS = Texts.load(Language.ENGLISH);

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
            case SEARCH -> "main#main>div.page>h1";
            case CART -> "ul#lines>li.line:nth-of-type(1)>img";
            case CONTACT, SHIPPING, PAYMENT -> "main#main>div.page.checkout>h1";
            case THANK_YOU, NOT_FOUND -> "main#main>div.page.thanks>h1";
        };
    }

    String path(Product product) {
        return this == PRODUCT ? path + product.slug() : path;
    }

    String title(Product product) {
        return this == PRODUCT ? TEXTS.title(product) : TEXTS.title(title);
    }

    int height(boolean isNarrow) {
        return isNarrow ? narrowHeight : wideHeight;
    }
}

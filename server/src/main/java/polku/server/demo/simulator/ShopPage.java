package polku.server.demo.simulator;

import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Titles;

/** The kinds of pages that the shop has, with the height of their documents at 1440 px and at 390 px. */
enum ShopPage {
    HOME("/", Titles.HOME, 2892, 4724),
    COFFEE("/coffee", Titles.COFFEE, 1747, 2862),
    PRODUCT("/coffee/", "", 1869, 2501),
    SEARCH("/search", Titles.SEARCH, 1288, 1580),
    CART("/cart", Titles.CART, 1038, 1513),
    CONTACT("/checkout/contact", Titles.CONTACT, 1214, 1880),
    SHIPPING("/checkout/shipping", Titles.DELIVERY, 1435, 2128),
    PAYMENT("/checkout/payment", Titles.PAYMENT, 1324, 2041),
    THANK_YOU("/thank-you", Titles.THANK_YOU, 1203, 1579),
    /** A coffee of last year, to which an old review still leads. */
    NOT_FOUND("/coffee/kesa", Titles.NOT_FOUND, 1047, 1424);

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
        return this == PRODUCT ? Titles.product(product) : title;
    }

    int height(boolean isNarrow) {
        return isNarrow ? narrowHeight : wideHeight;
    }
}

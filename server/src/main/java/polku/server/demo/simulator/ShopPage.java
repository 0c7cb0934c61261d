package polku.server.demo.simulator;

import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Titles;

/** The kinds of pages that the shop has, with the height of their documents at 1440 px and at 390 px. */
enum ShopPage {
    HOME("/", Titles.HOME, 2895, 4661),
    COFFEE("/coffee", Titles.COFFEE, 1707, 2720),
    PRODUCT("/coffee/", "", 1898, 2534),
    SEARCH("/search", Titles.SEARCH, 1259, 1790),
    CART("/cart", Titles.CART, 999, 1581),
    CONTACT("/checkout/contact", Titles.CONTACT, 1206, 1830),
    SHIPPING("/checkout/shipping", Titles.DELIVERY, 1395, 2130),
    PAYMENT("/checkout/payment", Titles.PAYMENT, 1370, 2060),
    THANK_YOU("/thank-you", Titles.THANK_YOU, 1115, 1577);

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

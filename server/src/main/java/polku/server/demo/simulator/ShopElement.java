package polku.server.demo.simulator;

/**
 * What can be clicked in the shop, with the selector that the tracker finds for it; {@code %d} is a place among its
 * like. Boxes are those of a window 1440 px wide and of one 390 px wide: left, top, width, height in CSS px, of the first
 * of its like; a negative top counts from the document's end.
 */
enum ShopElement {
    NAV_COFFEE("a#nav-coffee", "a", box(277, 46, 55, 47), box(18, 157, 354, 55)),
    /** Shows the menu where the window is too narrow for it. */
    MENU_BUTTON("button#menu-button", "button", box(8, 41, 44, 44), box(8, 41, 44, 44)),
    CART_LINK("a#cart-link", "a", box(1220, 47, 100, 44), box(320, 41, 52, 44)),
    SEARCH_BUTTON("button#find-go", "button", box(1042, 50, 46, 38), box(325, 107, 46, 38)),
    HERO_SHOP("a#hero-shop", "a", box(120, 526, 228, 50), box(18, 745, 348, 50)),
    HOME_CARD("ul#best>li.card:nth-of-type(%d)>a.card-link", "a", box(120, 873, 281, 399), box(18, 1060, 170, 375)),
    FILTER("div#filters>button:nth-of-type(%d)", "button", box(120, 349, 64, 44), box(18, 357, 64, 44)),
    CATEGORY_CARD(
            "ul#coffees>li.card:nth-of-type(%d)>a.card-link", "a", box(120, 444, 281, 399), box(18, 590, 170, 375)),
    PRODUCT_IMAGE(
            "main#main>div.page>div.product>div.product-art>img",
            "img",
            box(222, 260, 360, 480),
            box(101, 240, 188, 251)),
    ALSO_CARD("ul#also>li.card:nth-of-type(%d)>a.card-link", "a", box(120, 1682, 383, 399), box(18, 2407, 170, 375)),
    ADD_TO_CART("button#add-to-cart", "button", box(756, 762, 564, 50), box(18, 1144, 354, 50)),
    FOUND_CARD("ul#found>li.card:nth-of-type(%d)>a.card-link", "a", box(120, 387, 281, 399), box(18, 364, 170, 375)),
    REMOVE("ul#lines>li.line>div.amount>button.remove", "button", box(360, 332, 81, 40), box(230, 305, 81, 40)),
    CHECKOUT("a#checkout", "a", box(924, 615, 369, 50), box(45, 752, 300, 50)),
    TO_DELIVERY("button#to-delivery", "button", box(601, 662, 239, 50), box(18, 647, 354, 50)),
    TO_PAYMENT("button#to-payment", "button", box(595, 951, 245, 50), box(18, 963, 354, 50)),
    PAY("button#pay", "button", box(685, 771, 155, 50), box(18, 808, 354, 50)),
    GROWERS_LINK("a#growers", "a", box(1068, -172, 176, 18), box(18, -170, 176, 18)),
    GUIDE_LINK("a#brewing-guide", "a", box(1068, -148, 155, 18), box(18, -146, 155, 18)),
    BACK_HOME("a#back-home", "a", box(614, 446, 211, 50), box(89, 484, 211, 50)),
    SUBSCRIBE("button#letter-go", "button", box(363, -200, 144, 51), box(228, -605, 144, 51));

    private final String selector;
    private final String tag;
    private final Box wide;
    private final Box narrow;

    ShopElement(String selector, String tag, Box wide, Box narrow) {
        this.selector = selector;
        this.tag = tag;
        this.wide = wide;
        this.narrow = narrow;
    }

    String selector(int place) {
        return selector.replace("%d", Integer.toString(place));
    }

    String tag() {
        return tag;
    }

    Box box(boolean isNarrow) {
        return isNarrow ? narrow : wide;
    }

    private static Box box(int left, int top, int width, int height) {
        return new Box(left, top, width, height);
    }

    record Box(int left, int top, int width, int height) {
        boolean holds(int x, int y) {
            return x >= left && x < left + width && y >= top && y < top + height;
        }
    }
}

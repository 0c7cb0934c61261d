package polku.server.demo.simulator;

/**
 * What can be clicked in the shop, with the selector that the tracker finds for it; {@code %d} is a place among its
 * like. Boxes are those of a window 1440 px wide and of one 390 px wide: left, top, width, height in CSS px, of the first
 * of its like; a negative top counts from the document's end.
 */
enum ShopElement {
    NAV_COFFEE("header.top>nav.main-nav>a:nth-of-type(1)", "a", box(281, 48, 55, 41), box(165, 45, 55, 41)),
    CART_LINK("a#cart-link", "a", box(1220, 47, 100, 44), box(320, 44, 52, 44)),
    SEARCH_BUTTON("header.top>form.find>button", "button", box(1141, 50, 46, 38), box(325, 100, 46, 38)),
    HERO_SHOP("a#hero-shop", "a", box(120, 515, 228, 50), box(18, 744, 348, 50)),
    HOME_CARD(
            "main#main>section.band:nth-of-type(2)>ul.cards>li.card:nth-of-type(%d)>a.card-link",
            "a", box(120, 852, 281, 399), box(18, 1059, 170, 375)),
    FILTER("div#filters>button:nth-of-type(%d)", "button", box(120, 348, 70, 44), box(18, 356, 70, 44)),
    CATEGORY_CARD(
            "ul#coffees>li.card:nth-of-type(%d)>a.card-link", "a", box(120, 420, 281, 399), box(18, 480, 170, 375)),
    PRODUCT_IMAGE(
            "main#main>div.page>div.product>div.product-art>img",
            "img",
            box(222, 260, 360, 480),
            box(101, 240, 188, 251)),
    ALSO_CARD(
            "main#main>div.page>section.band>ul.cards.cards-three>li.card:nth-of-type(%d)>a.card-link",
            "a", box(120, 967, 383, 399), box(18, 1286, 170, 375)),
    ADD_TO_CART("button#add-to-cart", "button", box(756, 672, 564, 50), box(18, 1054, 354, 50)),
    FOUND_CARD(
            "main#main>div.page>ul.cards>li.card:nth-of-type(%d)>a.card-link",
            "a", box(120, 386, 281, 399), box(18, 364, 170, 375)),
    REMOVE("ul#lines>li.line>div.amount>button.remove", "button", box(360, 331, 81, 40), box(230, 304, 81, 40)),
    CHECKOUT("a#checkout", "a", box(924, 416, 369, 50), box(45, 553, 300, 50)),
    TO_DELIVERY(
            "form#step-contact>div.form-foot>button.button", "button", box(601, 661, 239, 50), box(18, 646, 354, 50)),
    TO_PAYMENT(
            "form#step-shipping>div.form-foot>button.button", "button", box(595, 882, 245, 50), box(18, 894, 354, 50)),
    PAY("button#pay", "button", box(679, 771, 160, 50), box(18, 807, 354, 50)),
    GROWERS_LINK(
            "footer.foot>div.foot-in>section:nth-of-type(2)>p:nth-of-type(3)>a",
            "a",
            box(993, -166, 176, 18),
            box(18, -187, 176, 18)),
    GUIDE_LINK("a#brewing-guide", "a", box(993, -142, 155, 18), box(18, -163, 155, 18)),
    BACK_HOME(
            "main#main>div.page.thanks>p:nth-of-type(2)>a.button", "a", box(614, 445, 211, 50), box(89, 483, 211, 50)),
    SUBSCRIBE("form#newsletter>button.button.button-light", "button", box(436, -257, 144, 51), box(228, -685, 144, 51));

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

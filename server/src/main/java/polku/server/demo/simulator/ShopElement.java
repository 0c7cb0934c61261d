package polku.server.demo.simulator;

/**
 * What can be clicked in the shop, with the selector that the tracker finds for it; {@code %d} is a place among its
 * like. Boxes are those of a window 1440 px wide and of one 390 px wide: left, top, width, height in CSS px, of the first
 * of its like; a negative top counts from the document's end.
 */
enum ShopElement {
    NAV_COFFEE("header.top>nav.main-nav>a:nth-of-type(1)", "a", box(280, 50, 56, 40), box(105, 45, 55, 40)),
    CART_LINK("a#cart-link", "a", box(1215, 45, 105, 44), box(335, 42, 36, 44)),
    SEARCH_BUTTON("header.top>form.find>button", "button", box(1170, 50, 46, 38), box(325, 98, 46, 38)),
    HERO_SHOP("a#hero-shop", "a", box(120, 537, 226, 50), box(18, 745, 354, 50)),
    HOME_CARD(
            "main#main>section.band:nth-of-type(2)>ul.cards>li.card:nth-of-type(%d)>a.card-link",
            "a", box(120, 896, 280, 400), box(18, 1065, 170, 380)),
    FILTER("div#filters>button:nth-of-type(%d)", "button", box(120, 348, 70, 44), box(18, 375, 70, 44)),
    CATEGORY_CARD(
            "ul#coffees>li.card:nth-of-type(%d)>a.card-link", "a", box(120, 420, 280, 400), box(18, 520, 170, 380)),
    PRODUCT_IMAGE(
            "main#main>div.page>div.product>div.product-art>img",
            "img",
            box(222, 260, 360, 480),
            box(87, 240, 213, 284)),
    ALSO_CARD(
            "main#main>div.page>section.band>ul.cards.cards-three>li.card:nth-of-type(%d)>a.card-link",
            "a", box(120, 1037, 382, 390), box(18, 1385, 170, 380)),
    ADD_TO_CART("button#add-to-cart", "button", box(756, 672, 564, 50), box(18, 1055, 354, 50)),
    FOUND_CARD(
            "main#main>div.page>ul.cards>li.card:nth-of-type(%d)>a.card-link",
            "a", box(120, 420, 280, 400), box(18, 520, 170, 380)),
    REMOVE("ul#lines>li.line>div.amount>button.remove", "button", box(330, 285, 80, 40), box(230, 330, 80, 40)),
    CHECKOUT("a#checkout", "a", box(924, 415, 369, 50), box(45, 790, 300, 50)),
    TO_DELIVERY(
            "form#step-contact>div.form-foot>button.button", "button", box(610, 690, 230, 50), box(18, 760, 354, 50)),
    TO_PAYMENT(
            "form#step-shipping>div.form-foot>button.button", "button", box(595, 882, 245, 50), box(18, 950, 354, 50)),
    PAY("button#pay", "button", box(640, 860, 200, 50), box(18, 888, 354, 50)),
    GROWERS_LINK(
            "footer.foot>div.foot-in>section:nth-of-type(2)>p:nth-of-type(3)>a",
            "a",
            box(910, -150, 200, 26),
            box(18, -200, 200, 26)),
    GUIDE_LINK("a#brewing-guide", "a", box(910, -120, 200, 26), box(18, -170, 200, 26)),
    BACK_HOME(
            "main#main>div.page.thanks>p:nth-of-type(2)>a.button", "a", box(628, 500, 184, 50), box(100, 520, 184, 50)),
    SUBSCRIBE("form#newsletter>button.button.button-light", "button", box(436, -242, 144, 54), box(228, -576, 144, 54));

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

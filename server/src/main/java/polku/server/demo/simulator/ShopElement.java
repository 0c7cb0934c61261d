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
    SUBSCRIBE("button#letter-go", "button", box(363, -200, 144, 51), box(228, -605, 144, 51)),
    LANGUAGE("a#language", "a", box(1147, 47, 40, 44), box(244, 41, 40, 44)),
    CONSENT_YES("button#consent-yes", "button", box(37, 689, 167, 36), box(37, 553, 167, 36)),
    CONSENT_NO("button#consent-no", "button", box(216, 689, 133, 36), box(216, 553, 133, 36)),
    NAV_GUIDE("a#nav-guide", "a", box(356, 46, 96, 47), box(18, 291, 354, 55)),
    NAV_JOURNAL("a#nav-journal", "a", box(475, 46, 59, 47), box(18, 346, 354, 55)),
    ACCOUNT_LINK("a#account-link", "a", box(1198, 47, 40, 44), box(288, 41, 40, 44)),
    FOOT_HOURS("a#foot-hours", "a", box(817, -209, 194, 30), box(205, -423, 167, 30)),
    FOOT_DELIVERY("a#foot-delivery", "a", box(817, -239, 194, 30), box(205, -453, 167, 30)),
    FOOT_WHOLESALE("a#foot-wholesale", "a", box(565, -148, 194, 30), box(18, -362, 167, 30)),
    HOME_LAUNCH("a#home-launch", "a", box(184, 1630, 154, 50), box(44, 2126, 154, 50)),
    GRIND_GUIDE("button#show-grind-guide", "button", box(756, 709, 168, 35), box(18, 1091, 168, 35)),
    COUPON_GO("button#coupon-go", "button", box(1220, 539, 73, 48), box(272, 676, 73, 48)),
    GUIDE_TAB("div#guide-tabs>a:nth-of-type(%d)", "a", box(120, 308, 127, 50), box(18, 316, 127, 50)),
    TIMER_START("button#timer-start", "button", box(177, 803, 190, 50), box(41, 1158, 190, 50)),
    ARTICLE_CARD(
            "ul#articles>li.article-card:nth-of-type(%d)>a.article-link",
            "a", box(120, 314, 281, 440), box(18, 322, 170, 341)),
    MORE_ARTICLE(
            "ul#more-articles>li.article-card:nth-of-type(%d)>a.article-link",
            "a", box(120, 2310, 281, 356), box(18, 2671, 170, 341)),
    COPY_LINK("button#copy-link", "button", box(384, 2109, 174, 50), box(18, 2534, 174, 50)),
    WHOLESALE_ASK("a#wholesale-ask", "a", box(120, 881, 199, 50), box(18, 946, 199, 50)),
    MESSAGE_SEND("button#message-send", "button", box(739, 869, 100, 50), box(18, 884, 354, 50)),
    SIGN_IN_GO("button#sign-in-go", "button", box(120, 583, 460, 50), box(18, 613, 354, 50)),
    ORDER_AGAIN(
            "ul#orders>li.order:nth-of-type(%d)>p.order-foot>button",
            "button", box(980, 470, 160, 50), box(190, 520, 160, 50)),
    SEE_ALL("a#see-all", "a", box(627, 611, 186, 50), box(102, 643, 186, 50));

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

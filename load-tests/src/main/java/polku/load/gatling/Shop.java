package polku.load.gatling;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The site that is visited: a shop with many products and a journal. */
final class Shop {
    private static final List<String> KINDS = List.of("espresso", "filter", "decaf", "chocolate", "tea", "equipment");
    static final List<Product> PRODUCTS =
            IntStream.rangeClosed(1, 240).mapToObj(Shop::product).toList();
    private static final List<String> ARTICLES = List.of(
            "how-to-store-beans",
            "water-matters",
            "grinder-guide",
            "a-visit-to-huila",
            "cold-brew-at-home",
            "cupping-notes");
    static final List<String> SEARCHES =
            List.of("espresso", "ethiopia", "decaf", "kenya", "chocolate", "grinder", "oolong", "gift card");

    private Shop() {}

    /** @param cents its price in the site's currency */
    record Product(String id, String name, String kind, int cents) {
        Page page() {
            return new Page("/" + kind + "/" + id, name, 2_200);
        }
    }

    /** @param height of the document in a wide window, CSS px */
    record Page(String path, String title, int height) {
        static final Page HOME = new Page("/", "Coffee and chocolate", 2_900);
        static final Page SEARCH = new Page("/search", "Search", 1_300);
        static final Page CART = new Page("/cart", "Cart", 1_000);
        static final Page CONTACT = new Page("/checkout/contact", "Checkout: you", 1_200);
        static final Page DELIVERY = new Page("/checkout/delivery", "Checkout: delivery", 1_400);
        static final Page PAYMENT = new Page("/checkout/payment", "Checkout: payment", 1_350);
        static final Page THANK_YOU = new Page("/thank-you", "Thank you", 1_100);
    }

    /** @param left place of its box in a wide window, as the rest, CSS px */
    record Element(String selector, String tag, String text, int left, int top, int width, int height) {
        static final Element MENU = new Element("header>nav>a:nth-of-type(2)", "a", "Coffee", 280, 50, 56, 40);
        static final Element CARD =
                new Element("main>ul.cards>li:nth-of-type(3)>a.card-link", "a", "", 700, 896, 280, 400);
        static final Element ALSO =
                new Element("main>section.also>ul>li:nth-of-type(1)>a", "a", "Goes with it", 120, 1_637, 382, 390);
        static final Element IMAGE = new Element("main>div.product>img", "img", "", 222, 260, 360, 480);
        static final Element ADD = new Element("button#add-to-cart", "button", "Add to cart", 756, 672, 564, 50);
        static final Element REMOVE =
                new Element("main>table>tbody>tr:nth-of-type(1)>td>button", "button", "Remove", 980, 300, 90, 40);
        static final Element TO_CART = new Element("a#cart-link", "a", "Cart", 1_215, 45, 105, 44);
        static final Element CHECKOUT = new Element("a#checkout", "a", "Go to checkout", 924, 415, 369, 50);
        static final Element CONTINUE =
                new Element("form>div.form-foot>button.button", "button", "Continue", 610, 690, 230, 50);
        static final Element PAY = new Element("button#pay", "button", "Pay", 640, 860, 200, 50);
        static final Element JOURNAL = new Element("footer>a:nth-of-type(4)", "a", "Journal", 436, 990, 90, 30);
    }

    static Page category(RandomGenerator random) {
        String kind = Audience.pick(KINDS, random);
        return new Page("/" + kind, capitalised(kind), 1_800);
    }

    static Page article(RandomGenerator random) {
        String article = Audience.pick(ARTICLES, random);
        return new Page("/journal/" + article, capitalised(article.replace('-', ' ')), 4_800);
    }

    private static Product product(int number) {
        String kind = KINDS.get(number % KINDS.size());
        return new Product(kind + "-" + number, capitalised(kind) + " no. " + number, kind, 590 + number % 23 * 100);
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}

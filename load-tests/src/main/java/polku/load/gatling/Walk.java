package polku.load.gatling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import polku.load.gatling.Audience.Source;
import polku.load.gatling.Shop.Element;
import polku.load.gatling.Shop.Page;
import polku.load.gatling.Shop.Product;

/** One visit to the shop, from landing to leaving, written into a browser. The rates are made up, but leak where shops leak. */
final class Walk {
    /** A visit is at most about so long, so that a load has an end. */
    private static final long LONGEST = 10 * 60_000;

    private final Browser browser;
    private final Source source;
    private final String currency;
    private final RandomGenerator random;
    private final List<Product> cart = new ArrayList<>();

    private Walk(Browser browser, Source source, String currency, RandomGenerator random) {
        this.browser = browser;
        this.source = source;
        this.currency = currency;
        this.random = random;
    }

    /** @param currency of the site */
    static void take(Browser browser, Source source, String currency, RandomGenerator random) {
        new Walk(browser, source, currency, random).take();
    }

    private void take() {
        Product product = Audience.pick(Shop.PRODUCTS, random);
        Page landing = chance(0.4)
                ? Page.HOME
                : chance(0.5) ? product.page() : chance(0.6) ? Shop.category(random) : Shop.article(random);
        browser.open(landing, source.query(), source.referrer());
        if (chance(source.bounce())) {
            if (chance(0.3)) {
                browser.spend(random.nextInt(20, 2_000));
            } else {
                browser.read(9_000);
            }
        } else {
            browser.read(12_000);
            goOn(product);
        }
        browser.leave();
    }

    private void goOn(Product first) {
        Product product = first;
        boolean goesOn = true;
        while (goesOn && browser.now() < LONGEST) {
            double next = random.nextDouble();
            if (next < 0.5) {
                goesOn = look(product);
                product = Audience.pick(Shop.PRODUCTS, random);
            } else if (next < 0.74) {
                follow(Element.MENU, Shop.category(random));
                browser.read(14_000);
            } else if (next < 0.82) {
                search();
            } else if (next < 0.9) {
                study();
            } else {
                goesOn = false;
            }
        }
    }

    private boolean look(Product product) {
        follow(chance(0.7) ? Element.CARD : Element.ALSO, product.page());
        browser.note(shopping("productView", List.of(product)));
        browser.read(22_000);
        if (chance(0.15)) {
            browser.clickInVain(Element.IMAGE);
        }
        if (!chance(Math.min(0.6, 0.14 * source.intent()))) {
            return chance(0.8);
        }
        browser.click(Element.ADD);
        cart.add(product);
        browser.note(shopping("addToCart", List.of(product)));
        browser.read(5_000);
        return !chance(0.6) || checkOut();
    }

    private void study() {
        follow(Element.JOURNAL, Shop.article(random));
        browser.read(40_000);
        if (chance(0.1)) {
            browser.note(Browser.item("copy")
                    .put("selector", "article>p:nth-of-type(2)")
                    .put("length", 120));
        }
        if (chance(0.3)) {
            for (String action : List.of("play", "25", "50", "75", "complete")) {
                browser.note(named("video", props().put("action", action).put("title", "The roastery")));
                browser.read(5_000);
                if (chance(0.3)) {
                    break;
                }
            }
        }
        if (chance(0.2)) {
            browser.note(named("outbound", props().put("url", "https://cupping.example/scores")));
        }
    }

    /** False when the visit ends with it. */
    private boolean checkOut() {
        follow(Element.TO_CART, Page.CART);
        browser.read(15_000);
        if (cart.size() > 1 && chance(0.2)) {
            browser.click(Element.REMOVE);
            browser.note(shopping("removeFromCart", List.of(cart.remove(0))));
        }
        if (!chance(0.6)) {
            return chance(0.5);
        }
        int step = 1;
        Element way = Element.CHECKOUT;
        for (Page page : List.of(Page.CONTACT, Page.DELIVERY, Page.PAYMENT)) {
            follow(way, page);
            browser.note(named("checkoutStep", props().put("step", step++).put("name", page.title())));
            if (!browser.fill("form#checkout", List.of("name", "city", "phone"), 0.95)) {
                return false;
            }
            way = page.equals(Page.PAYMENT) ? Element.PAY : Element.CONTINUE;
        }
        if (chance(0.1)) {
            stumble(way);
        }
        follow(way, Page.THANK_YOU);
        buy();
        browser.read(9_000);
        return chance(0.1);
    }

    /** The page fails, and the visitor insists. */
    private void stumble(Element way) {
        browser.note(Browser.item("failedRequest")
                .put("method", "POST")
                .put("url", "https://pay.example/charge")
                .put("status", 502)
                .put("ms", 900));
        browser.note(Browser.item("error").put("message", "TypeError: undefined is not a function"));
        browser.clickInRage(way);
    }

    private void buy() {
        ObjectNode purchase = shopping("purchase", cart);
        purchase.putObject("props").put("orderId", String.format("L%012x", random.nextLong(1L << 48)));
        int cents = cart.stream().mapToInt(Product::cents).sum();
        purchase.putObject("revenue").put("amount", cents / 100.0).put("currency", currency);
        browser.note(purchase);
        cart.clear();
    }

    private void search() {
        follow(Element.MENU, Page.SEARCH);
        String term = Audience.pick(Shop.SEARCHES, random);
        browser.note(named("search", props().put("term", term).put("results", random.nextInt(12))));
        browser.read(8_000);
    }

    private void follow(Element way, Page page) {
        browser.click(way);
        browser.leave();
        browser.open(page, "", "");
    }

    private ObjectNode shopping(String name, List<Product> products) {
        ObjectNode event = named(name, props());
        var items = event.putArray("items");
        for (Product product : products) {
            items.addObject()
                    .put("id", product.id())
                    .put("name", product.name())
                    .put("category", product.kind())
                    .put("price", product.cents() / 100.0)
                    .put("quantity", 1);
        }
        return event;
    }

    private static ObjectNode named(String name, ObjectNode props) {
        ObjectNode event = Browser.item("event").put("name", name);
        event.set("props", props);
        return event;
    }

    private static ObjectNode props() {
        return JsonNodeFactory.instance.objectNode();
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }
}

package polku.server.demo.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import polku.server.demo.shop.Catalogue;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Catalogue.Size;
import polku.server.demo.simulator.Audience.Source;

/**
 * One visit, page by page: where the visitor goes next, whether they put something into the cart, and at which step of
 * the checkout they give up. The rates are made up, but leak where real shops leak: most before the cart, many at
 * delivery on a phone.
 */
final class Walk {
    private static final int MOST_PAGES = 18;
    private static final int FREE_DELIVERY_CENTS = 4_500;
    private static final int DELIVERY_CENTS = 390;
    private static final List<String> SEARCHES = List.of(
            "chocolate",
            "espresso",
            "ethiopia",
            "dark",
            "decaf",
            "kenya",
            "hazelnut",
            "capsules",
            "gift card",
            "oolong");
    private static final List<String> ROASTS = List.of("light", "medium", "dark", "decaf");

    private final Catalogue catalogue;
    private final Person person;
    private final Source source;
    private final RandomGenerator random;
    private final Recorder recorder;
    private final List<Size> cart = new ArrayList<>();

    private Product product;
    private ShopPage page = ShopPage.HOME;
    private int seen;

    private Walk(
            Catalogue catalogue, String origin, Person person, Source source, long startAt, RandomGenerator random) {
        this.catalogue = catalogue;
        this.person = person;
        this.source = source;
        this.random = random;
        this.recorder = new Recorder(person, origin, startAt, random);
        this.product = favourite();
    }

    /** @param origin the shop's, "http://localhost:8090" */
    static Visit take(
            Catalogue catalogue, String origin, Person person, Source source, long startAt, RandomGenerator random) {
        return new Walk(catalogue, origin, person, source, startAt, random).take();
    }

    private Visit take() {
        land();
        if (chance(source.bounce())) {
            recorder.read(9);
        } else {
            boolean goesOn = true;
            while (goesOn && seen < MOST_PAGES) {
                goesOn = act();
            }
        }
        recorder.leave();
        return recorder.visit(source.name());
    }

    private void land() {
        page = switch (source.landing()) {
            case SEARCH -> chance(0.45) ? ShopPage.PRODUCT : chance(0.6) ? ShopPage.HOME : ShopPage.COFFEE;
            case FRONT -> chance(0.85) ? ShopPage.HOME : ShopPage.COFFEE;
            case CATEGORY -> ShopPage.COFFEE;
            case PRODUCT -> chance(0.8) ? ShopPage.PRODUCT : ShopPage.HOME;
            case CAMPAIGN -> ShopPage.PRODUCT;
        };
        if (source.campaign()) {
            product = catalogue.find("halla").orElse(product);
        }
        seen = 1;
        recorder.open(page, product, source.query(), source.referrer());
    }

    /** What the visitor does on the page where they are; false when they leave. */
    private boolean act() {
        return switch (page) {
            case HOME -> onHome();
            case COFFEE -> onCoffee();
            case PRODUCT -> onProduct();
            case SEARCH -> onSearch();
            case CART -> onCart();
            case CONTACT -> onContact();
            case SHIPPING -> onShipping();
            case PAYMENT -> onPayment();
            case THANK_YOU -> onThankYou();
        };
    }

    private boolean onHome() {
        recorder.read(14);
        perhapsSubscribe(0.012);
        if (chance(0.48)) {
            recorder.click(ShopElement.HERO_SHOP, 1, "Choose your coffee");
            return to(ShopPage.COFFEE);
        }
        if (chance(0.55)) {
            List<Product> best =
                    catalogue.products().stream().filter(Product::best).toList();
            return toProduct(ShopElement.HOME_CARD, best, random.nextInt(best.size()));
        }
        return chance(0.2) && toSearch();
    }

    private boolean onCoffee() {
        recorder.read(16);
        if (chance(0.28)) {
            String roast = Audience.pick(ROASTS, random);
            recorder.click(ShopElement.FILTER, 2 + ROASTS.indexOf(roast), capitalised(roast));
            recorder.event("filter", Map.of("roast", roast));
            recorder.read(6);
        }
        if (chance(0.78)) {
            return toProduct(
                    ShopElement.CATEGORY_CARD,
                    catalogue.products(),
                    catalogue.products().indexOf(favourite()));
        }
        return chance(0.15) && toSearch();
    }

    private boolean onProduct() {
        recorder.read(34);
        if (chance(0.12)) {
            recorder.click(ShopElement.PRODUCT_IMAGE, 1, "");
            recorder.read(4);
        }
        double wish = cart.isEmpty() ? Math.min(0.6, 0.085 * source.intent() * person.loyalty()) : 0.2;
        if (chance(wish)) {
            addToCart();
            recorder.read(5);
            if (chance(0.72)) {
                recorder.click(ShopElement.CART_LINK, 1, "Cart");
                return to(ShopPage.CART);
            }
            return toCoffee();
        }
        if (!cart.isEmpty() && chance(0.5)) {
            recorder.click(ShopElement.CART_LINK, 1, "Cart");
            return to(ShopPage.CART);
        }
        if (chance(0.27)) {
            List<Product> others = catalogue.products().stream()
                    .filter(other -> !other.equals(product))
                    .limit(3)
                    .toList();
            return toProduct(ShopElement.ALSO_CARD, others, random.nextInt(others.size()));
        }
        if (chance(0.32)) {
            return toCoffee();
        }
        return chance(0.07) && toSearch();
    }

    private boolean onSearch() {
        String query = Audience.pick(SEARCHES, random);
        List<Product> found = catalogue.search(query);
        recorder.event("search", props("query", query, "results", found.size()));
        recorder.read(8);
        if (found.isEmpty()) {
            return chance(0.4) && toCoffee();
        }
        return chance(0.75) && toProduct(ShopElement.FOUND_CARD, found, random.nextInt(found.size()));
    }

    private boolean onCart() {
        recorder.read(18);
        if (chance(0.66)) {
            recorder.click(ShopElement.CHECKOUT, 1, "Go to checkout");
            to(ShopPage.CONTACT);
            recorder.event("beginCheckout", props("items", cart.size(), "value", euros(sumCents())));
            return true;
        }
        return chance(0.3) && toCoffee();
    }

    private boolean onContact() {
        recorder.read(32);
        if (!chance(0.83)) {
            return false;
        }
        recorder.click(ShopElement.TO_DELIVERY, 1, "Continue to delivery");
        return to(ShopPage.SHIPPING);
    }

    private boolean onShipping() {
        recorder.read(38);
        if (!chance(recorder.isNarrow() ? 0.66 : 0.84)) {
            return false;
        }
        recorder.click(ShopElement.TO_PAYMENT, 1, "Continue to payment");
        return to(ShopPage.PAYMENT);
    }

    private boolean onPayment() {
        recorder.read(30);
        if (chance(0.17)) {
            recorder.click(ShopElement.PAY, 1, "Pay");
            recorder.event("checkoutProblem", props("step", "payment", "fields", chance(0.6) ? "number" : "terms"));
            recorder.read(14);
        }
        if (!chance(0.87)) {
            return false;
        }
        recorder.click(ShopElement.PAY, 1, "Pay");
        to(ShopPage.THANK_YOU);
        int sum = sumCents();
        int total = sum + (sum >= FREE_DELIVERY_CENTS ? 0 : DELIVERY_CENTS);
        String order = "P" + Hex.of(random.nextLong()).substring(4).toUpperCase(Locale.ROOT);
        recorder.event("purchase", props("orderId", order, "items", cart.size()), total);
        cart.clear();
        return true;
    }

    private boolean onThankYou() {
        recorder.read(12);
        perhapsSubscribe(0.08);
        return chance(0.1) && toCoffee();
    }

    private boolean toCoffee() {
        recorder.click(ShopElement.NAV_COFFEE, 1, "Coffee");
        return to(ShopPage.COFFEE);
    }

    private boolean toSearch() {
        recorder.click(ShopElement.SEARCH_BUTTON, 1, "Search");
        return to(ShopPage.SEARCH);
    }

    private boolean toProduct(ShopElement card, List<Product> shown, int index) {
        product = shown.get(index);
        recorder.click(card, index + 1, product.name());
        return to(ShopPage.PRODUCT);
    }

    private boolean to(ShopPage next) {
        recorder.leave();
        page = next;
        seen++;
        recorder.open(page, product, "", "");
        return true;
    }

    private void addToCart() {
        recorder.click(ShopElement.ADD_TO_CART, 1, "Add to cart");
        Size size = product.sizes().get(chance(0.55) ? 0 : chance(0.65) ? 1 : 2);
        cart.add(size);
        recorder.event(
                "addToCart",
                props(
                        "product", product.slug(),
                        "price", euros(size.cents()),
                        "quantity", 1,
                        "size", size.label(),
                        "grind", Audience.pick(catalogue.grinds(), random)));
    }

    private void perhapsSubscribe(double chance) {
        if (chance(chance)) {
            recorder.click(ShopElement.SUBSCRIBE, 1, "Subscribe");
            recorder.event("newsletter", Map.of("place", "footer"));
            recorder.read(4);
        }
    }

    private Product favourite() {
        return Audience.pick(catalogue.products(), one -> one.best() ? 3 : 1, random);
    }

    private int sumCents() {
        return cart.stream().mapToInt(Size::cents).sum();
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private static double euros(int cents) {
        return cents / 100.0;
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** Keeps its order, as a page's own object does: the same visit is the same bytes. */
    private static Map<String, Object> props(Object... namesAndValues) {
        Map<String, Object> props = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            props.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return props;
    }
}

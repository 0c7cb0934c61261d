package polku.server.demo.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polku.server.demo.shop.Catalogue;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Language;
import polku.server.demo.shop.Texts;
import polku.server.demo.simulator.Audience.Source;
import polku.server.demo.simulator.ShopForm.Field;

/**
 * One visit, page by page: where the visitor goes next, and whether they put something into the cart and go on to the
 * {@link Checkout}. The rates are made up, but leak where real shops leak: most before the cart.
 */
final class Walk {
    private static final int MOST_PAGES = 18;
    private static final int CHECKOUT_PAGES = 4;
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
    private static final Texts TEXTS = Texts.load(Language.ENGLISH);
    private static final List<String> ROASTS = List.of("light", "medium", "dark", "decaf");

    /** It praises a coffee that is no more. */
    private static final String OLD_REVIEW = "coffeenotes";

    private final Catalogue catalogue;
    private final Person person;
    private final Source source;
    private final RandomGenerator random;
    private final Recorder recorder;
    private final Asides asides;
    private final Cart cart = new Cart();

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
        this.asides = new Asides(recorder, random);
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
        if (source.referrer().contains(OLD_REVIEW) && chance(0.3) || chance(0.004)) {
            page = ShopPage.NOT_FOUND;
        }
        seen = 1;
        recorder.open(page, product, source.query(), source.referrer());
        view();
    }

    /** What the visitor does on the page where they are; false when they leave. */
    private boolean act() {
        return switch (page) {
            case HOME -> onHome();
            case COFFEE -> onCoffee();
            case PRODUCT -> onProduct();
            case SEARCH -> onSearch();
            case CART -> onCart();
            case THANK_YOU -> onThankYou();
            case NOT_FOUND -> onNotFound();
            case CONTACT, SHIPPING, PAYMENT -> throw new IllegalStateException(page + " is the checkout's");
        };
    }

    private boolean onHome() {
        recorder.read(14);
        asides.home();
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
            recorder.click(ShopElement.FILTER, 2 + ROASTS.indexOf(roast), TEXTS.text("roast." + roast));
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
            recorder.deadClick(ShopElement.PRODUCT_IMAGE);
            if (chance(0.15)) {
                recorder.rageClick(ShopElement.PRODUCT_IMAGE, "");
            }
            recorder.read(4);
        }
        asides.product();
        double wish = cart.isEmpty() ? Math.min(0.6, 0.085 * source.intent() * person.loyalty()) : 0.2;
        if (chance(wish)) {
            productPage().addTo(cart, catalogue.grinds());
            recorder.read(5);
            return !cart.isEmpty() && chance(0.72) ? toCart() : toCoffee();
        }
        if (!cart.isEmpty() && chance(0.5)) {
            return toCart();
        }
        if (chance(0.04)) {
            recorder.fill(Field.SIZE);
        }
        if (chance(0.27)) {
            List<Product> others = catalogue.products().stream()
                    .filter(other -> !other.equals(product))
                    .limit(recorder.isNarrow() ? 2 : 3)
                    .toList();
            return toProduct(ShopElement.ALSO_CARD, others, random.nextInt(others.size()));
        }
        if (chance(0.32)) {
            return toCoffee();
        }
        return chance(0.07) && toSearch();
    }

    private boolean onSearch() {
        String term = Audience.pick(SEARCHES, random);
        List<Product> found = catalogue.search(term, Language.ENGLISH);
        recorder.event("search", props("term", term, "results", found.size()));
        recorder.read(8);
        if (found.isEmpty()) {
            return chance(0.3) ? toSearch() : chance(0.3) && toCoffee();
        }
        return chance(0.75) && toProduct(ShopElement.FOUND_CARD, found, random.nextInt(found.size()));
    }

    private boolean onCart() {
        recorder.read(18);
        if (cart.lines().size() == 1 && chance(0.06)) {
            recorder.click(ShopElement.REMOVE, 1, "Remove");
            recorder.event("removeFromCart", Map.of(), cart.lines().get(0));
            cart.clear();
            recorder.read(4);
            return chance(0.4) && toCoffee();
        }
        if (chance(0.66)) {
            recorder.click(ShopElement.CHECKOUT, 1, "Go to checkout");
            page = ShopPage.THANK_YOU;
            seen += CHECKOUT_PAGES;
            return new Checkout(recorder, person, cart, product, random).pass();
        }
        return chance(0.3) && toCoffee();
    }

    private boolean onThankYou() {
        recorder.read(12);
        asides.thankYou();
        perhapsSubscribe(0.08);
        return chance(0.1) && toCoffee();
    }

    private boolean onNotFound() {
        recorder.read(5);
        if (chance(0.45)) {
            recorder.click(ShopElement.BACK_HOME, 1, "To the front page");
            return to(ShopPage.HOME);
        }
        return chance(0.2) && toSearch();
    }

    private boolean toCoffee() {
        if (recorder.hasMenuButton()) {
            recorder.click(ShopElement.MENU_BUTTON, 1, "Menu");
        }
        recorder.click(ShopElement.NAV_COFFEE, 1, "Coffee");
        return to(ShopPage.COFFEE);
    }

    private boolean toCart() {
        recorder.click(ShopElement.CART_LINK, 1, "Cart");
        return to(ShopPage.CART);
    }

    private boolean toSearch() {
        recorder.fill(Field.SEARCH_WORDS);
        recorder.click(ShopElement.SEARCH_BUTTON, 1, "");
        recorder.submit(ShopForm.SEARCH);
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
        view();
        return true;
    }

    private void view() {
        if (page == ShopPage.PRODUCT) {
            productPage().view();
        }
    }

    private ProductPage productPage() {
        return new ProductPage(recorder, person, product, random);
    }

    private void perhapsSubscribe(double chance) {
        if (chance(chance)) {
            recorder.fill(Field.LETTER_EMAIL);
            recorder.click(ShopElement.SUBSCRIBE, 1, "Subscribe");
            recorder.submit(ShopForm.NEWSLETTER);
            recorder.event("newsletter_signup", Map.of("place", "footer"));
            recorder.read(4);
        }
    }

    private Product favourite() {
        return Audience.pick(catalogue.products(), one -> one.best() ? 3 : 1, random);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** Keeps its order, as a page's own object does: the same visit is the same bytes. */
    static Map<String, Object> props(Object... namesAndValues) {
        Map<String, Object> props = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            props.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return props;
    }
}

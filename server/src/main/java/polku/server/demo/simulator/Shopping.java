package polku.server.demo.simulator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Language;
import polku.server.demo.simulator.ShopForm.Field;

/**
 * Someone who may buy: from page to page, until they leave or the {@link Checkout} is over. The rates are made up, but
 * leak where real shops leak: most before the cart.
 */
final class Shopping {
    private static final Map<Language, List<String>> SEARCHES = Map.of(
            Language.ENGLISH,
            List.of("chocolate", "espresso", "ethiopia", "dark", "kenya", "hazelnut", "capsules", "gift card"),
            Language.FINNISH,
            List.of("suklaa", "espresso", "etiopia", "tumma", "kenia", "pähkinä", "kapseli", "lahjakortti"));
    private static final List<String> ROASTS = List.of("light", "medium", "dark", "decaf");
    private static final List<String> CODES = List.of(Cart.TENTH_OFF, Cart.FIVE_OFF, Cart.OLD, "KAHVI20");

    private final Trip trip;
    private final Recorder recorder;
    private final boolean bargaining;
    private final Asides asides;

    Shopping(Trip trip, boolean bargaining) {
        this.trip = trip;
        this.recorder = trip.recorder;
        this.bargaining = bargaining;
        this.asides = new Asides(trip);
    }

    void goOn() {
        while (!trip.isTired() && act()) {
            // each step leads to the next page
        }
    }

    /** What the visitor does on the page where they are; false when they leave. */
    private boolean act() {
        return switch (trip.page) {
            case HOME -> onHome();
            case COFFEE -> onCoffee();
            case PRODUCT -> onProduct();
            case SEARCH -> throw new IllegalStateException("results are looked at where they are asked for");
            case CART -> onCart();
            case THANK_YOU -> onThankYou();
            case NOT_FOUND -> onNotFound();
            case CONTACT, SHIPPING, PAYMENT -> throw new IllegalStateException(trip.page + " is the checkout's");
            case GUIDE, JOURNAL, ARTICLE, ABOUT, HOURS, DELIVERY, MESSAGE, WHOLESALE, ACCOUNT -> trip.toCoffee();
        };
    }

    private boolean onHome() {
        recorder.read(14);
        asides.home();
        asides.letter(0.012);
        Product fresh = trip.catalogue.find(Happenings.NEW_COFFEE).orElse(null);
        if (fresh != null && trip.chance(0.12)) {
            return trip.toProduct(ShopElement.HOME_LAUNCH, 1, fresh);
        }
        if (trip.chance(0.48)) {
            recorder.click(ShopElement.HERO_SHOP, 1, trip.say("home.shop"));
            return trip.to(ShopPage.COFFEE);
        }
        if (trip.chance(0.55)) {
            List<Product> best =
                    trip.catalogue.products().stream().filter(Product::best).toList();
            return toCard(ShopElement.HOME_CARD, best);
        }
        return trip.chance(0.25) && search();
    }

    private boolean onCoffee() {
        if (Planted.isSlow(trip.person, ShopPage.COFFEE) && trip.chance(0.5)) {
            recorder.read(2);
            return false;
        }
        recorder.read(16);
        if (trip.chance(0.28)) {
            String roast = Audience.pick(ROASTS, trip.random);
            recorder.click(ShopElement.FILTER, 2 + ROASTS.indexOf(roast), trip.say("roast." + roast));
            recorder.event("filter", Map.of("roast", roast));
            recorder.read(6);
        }
        if (trip.chance(0.78)) {
            List<Product> shelf = trip.catalogue.products();
            Product next = trip.favourite();
            return trip.toProduct(ShopElement.CATEGORY_CARD, shelf.indexOf(next) + 1, next);
        }
        return trip.chance(0.2) && search();
    }

    private boolean onProduct() {
        recorder.read(30);
        if (trip.chance(0.03)) {
            recorder.deadClick(ShopElement.PRODUCT_IMAGE, "");
            recorder.read(4);
        }
        ProductPage shown = new ProductPage(trip);
        if (trip.chance(0.13) && !shown.grindGuide()) {
            return false;
        }
        asides.product();
        double wish = trip.cart.isEmpty() ? Math.min(0.6, 0.12 * trip.source.intent() * trip.person.loyalty()) : 0.2;
        if (trip.chance(wish)) {
            shown.addToCart();
            recorder.read(5);
            return trip.chance(0.72) ? trip.toCart() : trip.toCoffee();
        }
        if (!trip.cart.isEmpty() && trip.chance(0.5)) {
            return trip.toCart();
        }
        if (trip.chance(0.04)) {
            recorder.fill(Field.SIZE);
        }
        if (trip.chance(0.27)) {
            Product here = trip.product;
            List<Product> others = trip.catalogue.products().stream()
                    .filter(other -> !other.equals(here))
                    .limit(recorder.isNarrow() ? 2 : 3)
                    .toList();
            return toCard(ShopElement.ALSO_CARD, others);
        }
        return trip.chance(0.32) ? trip.toCoffee() : trip.chance(0.09) && search();
    }

    /** Asks the search, and again with other words where it finds nothing; false when the visitor leaves over it. */
    private boolean search() {
        String term = trip.chance(0.35)
                ? Planted.unknownWord(trip.language)
                : Audience.pick(SEARCHES.getOrDefault(trip.language, List.of("espresso")), trip.random);
        trip.toResults(term);
        List<Product> found = trip.catalogue.searchLiterally(term, trip.language);
        recorder.event("search", Walk.props("term", term, "results", found.size()));
        recorder.read(8);
        if (!found.isEmpty()) {
            return trip.chance(0.75) && toCard(ShopElement.FOUND_CARD, found);
        }
        if (trip.chance(0.2) && !trip.isTired()) {
            return search();
        }
        if (trip.chance(0.2)) {
            recorder.click(ShopElement.SEE_ALL, 1, trip.say("search.all"));
            return trip.to(ShopPage.COFFEE);
        }
        return false;
    }

    private boolean onCart() {
        recorder.read(14);
        if (bargaining ? trip.cart.coupon().isEmpty() : trip.chance(0.07)) {
            tryCodes();
        }
        if (trip.cart.lines().size() == 1 && trip.chance(0.05)) {
            recorder.click(ShopElement.REMOVE, 1, trip.say("js.cart.remove"));
            recorder.event("removeFromCart", Map.of(), trip.cart.lines().get(0));
            trip.cart.clear();
            recorder.read(4);
            return trip.chance(0.4) && trip.toCoffee();
        }
        boolean goesOn = !bargaining || !trip.cart.coupon().isEmpty() || trip.chance(0.25);
        if (goesOn && trip.chance(0.72)) {
            return new Checkout(trip).pass();
        }
        return trip.chance(0.3) && trip.toCoffee();
    }

    private void tryCodes() {
        for (int tries = trip.random.nextInt(1, 4);
                tries > 0 && trip.cart.coupon().isEmpty();
                tries--) {
            String code = Audience.pick(CODES, trip.random);
            recorder.fill(Field.COUPON_CODE);
            recorder.click(ShopElement.COUPON_GO, 1, trip.say("cart.coupon.go"));
            recorder.submit(ShopForm.COUPON);
            @Nullable String against = trip.cart.use(code);
            recorder.event(
                    "coupon",
                    against == null
                            ? Walk.props("code", code, "accepted", true)
                            : Walk.props("code", code, "accepted", false, "reason", against));
            recorder.read(3);
        }
    }

    private boolean onThankYou() {
        recorder.read(12);
        asides.thankYou();
        asides.letter(0.08);
        return trip.chance(0.1) && trip.toCoffee();
    }

    private boolean onNotFound() {
        recorder.read(5);
        if (trip.chance(0.45)) {
            recorder.click(ShopElement.BACK_HOME, 1, trip.say("missing.home"));
            return trip.to(ShopPage.HOME);
        }
        return trip.chance(0.2) && search();
    }

    private boolean toCard(ShopElement card, List<Product> shown) {
        int index = trip.random.nextInt(shown.size());
        return trip.toProduct(card, index + 1, shown.get(index));
    }
}

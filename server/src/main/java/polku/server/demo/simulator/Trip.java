package polku.server.demo.simulator;

import java.util.Map;
import java.util.random.RandomGenerator;
import polku.server.demo.shop.Catalogue;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Language;
import polku.server.demo.simulator.Audience.Source;
import polku.server.demo.simulator.ShopForm.Field;

/** Where one visitor is in the shop and what they carry, and the ways from anywhere to anywhere. */
final class Trip {
    private static final int MOST_PAGES = 18;

    final Catalogue catalogue;
    final Person person;
    final Source source;
    final RandomGenerator random;
    final Recorder recorder;
    final Cart cart = new Cart();
    Language language;
    Product product;
    ShopPage page = ShopPage.HOME;
    private int seen;

    Trip(Catalogue catalogue, Person person, Source source, Recorder recorder, RandomGenerator random) {
        this.catalogue = catalogue;
        this.person = person;
        this.source = source;
        this.recorder = recorder;
        this.random = random;
        this.language = person.reads();
        this.product = favourite();
    }

    boolean isTired() {
        return seen >= MOST_PAGES;
    }

    /** The first page, by the link that the source has. */
    void arrive(Place place) {
        enter(place.withQuery(source.query()), source.referrer());
    }

    /** Leaves the page for the next one. */
    boolean to(Place place) {
        recorder.leave();
        enter(place, "");
        return true;
    }

    boolean to(ShopPage next) {
        return to(Place.of(next, language, product));
    }

    boolean toCoffee() {
        openMenu();
        recorder.click(ShopElement.NAV_COFFEE, 1, say("frame.coffee"));
        return to(ShopPage.COFFEE);
    }

    /** The menu has to be opened first where the window is too narrow for it. */
    void openMenu() {
        if (recorder.hasMenuButton()) {
            recorder.click(ShopElement.MENU_BUTTON, 1, say("frame.menu"));
        }
    }

    boolean toCart() {
        recorder.click(ShopElement.CART_LINK, 1, say("frame.cart"));
        return to(ShopPage.CART);
    }

    boolean toProduct(ShopElement link, int place, Product next) {
        product = next;
        recorder.click(link, place, next.name());
        return to(ShopPage.PRODUCT);
    }

    boolean toResults(String term) {
        recorder.fill(Field.SEARCH_WORDS);
        recorder.click(ShopElement.SEARCH_BUTTON, 1, "");
        recorder.submit(ShopForm.SEARCH);
        return to(Place.results(term, language, product));
    }

    /** The same page in the language that they read. */
    boolean switchLanguage() {
        Language other = language == Language.ENGLISH ? Language.FINNISH : Language.ENGLISH;
        recorder.click(ShopElement.LANGUAGE, 1, other.code());
        recorder.event("language", Map.of("to", other.code()));
        language = other;
        return to(page);
    }

    Product favourite() {
        return Audience.pick(catalogue.products(), one -> one.best() ? 3 : 1, random);
    }

    String say(String key) {
        return Place.say(language, key);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private void enter(Place place, String referrer) {
        page = place.page();
        seen++;
        recorder.open(place, referrer);
        if (page == ShopPage.PRODUCT) {
            new ProductPage(this).view();
        }
    }
}

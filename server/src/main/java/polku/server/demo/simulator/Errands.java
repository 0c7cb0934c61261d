package polku.server.demo.simulator;

import java.util.List;
import java.util.Map;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.simulator.ShopForm.Field;

/** What people come for who do not come to look at coffee; some look at it afterwards. */
final class Errands {
    private static final List<String> WAYS = List.of("pour-over", "press", "moka", "espresso");

    private final Trip trip;
    private final Recorder recorder;
    private final Asides asides;

    Errands(Trip trip) {
        this.trip = trip;
        this.recorder = trip.recorder;
        this.asides = new Asides(trip);
    }

    /** The journal or the guide, a piece or two. */
    void read() {
        if (trip.page != ShopPage.ARTICLE && trip.page != ShopPage.GUIDE) {
            recorder.read(6);
            trip.openMenu();
            if (trip.chance(0.6)) {
                recorder.click(ShopElement.NAV_JOURNAL, 1, trip.say("frame.journal"));
                trip.to(ShopPage.JOURNAL);
                recorder.read(9);
                nextArticle(ShopElement.ARTICLE_CARD);
            } else {
                recorder.click(ShopElement.NAV_GUIDE, 1, trip.say("frame.guide"));
                trip.to(ShopPage.GUIDE);
            }
        }
        if (trip.page == ShopPage.GUIDE) {
            brew();
        } else {
            readArticles();
        }
        asides.letter(0.05);
        if (trip.chance(0.18)) {
            trip.toCoffee();
            new Shopping(trip, false).goOn();
        }
    }

    /** When it is open, and perhaps how parcels come. */
    void hours() {
        if (trip.page != ShopPage.HOURS) {
            recorder.read(5);
            recorder.click(ShopElement.FOOT_HOURS, 1, trip.say("frame.hours"));
            trip.to(ShopPage.HOURS);
        }
        recorder.read(11);
        if (trip.chance(0.22)) {
            recorder.click(ShopElement.FOOT_DELIVERY, 1, trip.say("foot.delivery"));
            trip.to(ShopPage.DELIVERY);
            recorder.read(16);
        }
        if (trip.chance(0.12)) {
            trip.toCoffee();
            new Shopping(trip, false).goOn();
        }
    }

    /** The price list, and perhaps a letter to the roastery. */
    void wholesale() {
        if (trip.page != ShopPage.WHOLESALE) {
            recorder.read(6);
            recorder.click(ShopElement.FOOT_WHOLESALE, 1, trip.say("foot.wholesale"));
            trip.to(ShopPage.WHOLESALE);
        }
        recorder.read(45);
        if (!trip.chance(0.4)) {
            return;
        }
        recorder.click(ShopElement.WHOLESALE_ASK, 1, trip.say("wholesale.ask"));
        trip.to(ShopPage.MESSAGE);
        recorder.read(5);
        recorder.fill(Field.MESSAGE_EMAIL);
        recorder.fill(Field.MESSAGE_WORDS);
        if (trip.chance(0.7)) {
            recorder.click(ShopElement.MESSAGE_SEND, 1, trip.say("contact.send"));
            recorder.submit(ShopForm.MESSAGE);
            recorder.event("message", Walk.props("about", "other", "picture", false));
            recorder.read(3);
        }
    }

    /** Signs in and buys once more what the account remembers. */
    void orderAgain() {
        recorder.read(3);
        recorder.click(ShopElement.ACCOUNT_LINK, 1, "");
        trip.to(ShopPage.ACCOUNT);
        recorder.fill(Field.SIGN_IN_EMAIL);
        recorder.fill(Field.SIGN_IN_PASSWORD);
        recorder.click(ShopElement.SIGN_IN_GO, 1, trip.say("account.sign-in"));
        recorder.submit(ShopForm.SIGN_IN);
        if (trip.chance(0.12)) {
            recorder.event("signInFailed", Map.of());
            recorder.read(4);
            return;
        }
        recorder.event("signIn", Map.of());
        if (trip.person.isConsenting()) {
            recorder.identify(Map.of());
        }
        recorder.read(8);
        if (trip.chance(0.7)) {
            Product usual = trip.favourite();
            recorder.click(ShopElement.ORDER_AGAIN, 1, trip.say("js.order.again"));
            Cart.Line line = new Cart.Line(usual, usual.sizes().get(1), 1);
            trip.cart.add(line);
            recorder.event("addToCart", Walk.props("grind", "Whole bean", "place", "account"), line);
            trip.to(ShopPage.CART);
            new Shopping(trip, false).goOn();
        }
    }

    private void brew() {
        recorder.read(18);
        if (trip.chance(0.6)) {
            int way = trip.random.nextInt(WAYS.size());
            recorder.click(ShopElement.GUIDE_TAB, way + 1, trip.say("guide." + WAYS.get(way)));
            trip.to(Place.guide(WAYS.get(way), trip.language, trip.product));
            recorder.read(14);
            if (trip.chance(0.3)) {
                recorder.click(ShopElement.TIMER_START, 1, trip.say("guide.start"));
                recorder.event("brewTimer", Walk.props("way", WAYS.get(way), "cups", trip.random.nextInt(1, 5)));
                recorder.read(60);
            }
        }
        if (trip.chance(0.1)) {
            asides.download();
        }
    }

    private void readArticles() {
        for (int pieces = trip.random.nextInt(1, 4); pieces > 0; pieces--) {
            recorder.read(70);
            if (trip.chance(0.04)) {
                recorder.click(ShopElement.COPY_LINK, 1, trip.say("journal.copy"));
                recorder.event("share", Map.of("article", Articles.slugs().get(0)));
            }
            if (pieces > 1) {
                nextArticle(ShopElement.MORE_ARTICLE);
            }
        }
    }

    private void nextArticle(ShopElement card) {
        List<String> slugs = Articles.slugs();
        int index = trip.random.nextInt(card == ShopElement.MORE_ARTICLE ? slugs.size() - 1 : slugs.size());
        recorder.click(card, index + 1, Articles.title(slugs.get(index), trip.language));
        trip.to(Place.article(slugs.get(index), trip.language, trip.product));
    }
}

package polku.server.demo.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import polku.server.demo.shop.Catalogue;
import polku.server.demo.shop.Language;
import polku.server.demo.simulator.Audience.Source;

/** One visit: someone comes with something in mind, arrives where their source leads, does it, and leaves. */
final class Walk {
    /** It praises a coffee that is no more. */
    private static final String OLD_REVIEW = "coffeenotes";

    private final Trip trip;
    private final Recorder recorder;
    private final Intent intent;

    private Walk(
            Catalogue catalogue, String origin, Person person, Source source, long startAt, RandomGenerator random) {
        this.recorder = new Recorder(person, origin, startAt, random);
        this.trip = new Trip(catalogue, person, source, recorder, random);
        this.intent = Intent.of(person, random);
    }

    /**
     * @param catalogue what was to be had then
     * @param origin the shop's, "http://localhost:8090"
     */
    static Visit take(
            Catalogue catalogue, String origin, Person person, Source source, long startAt, RandomGenerator random) {
        return new Walk(catalogue, origin, person, source, startAt, random).take();
    }

    private Visit take() {
        land();
        if (trip.chance(trip.source.bounce())) {
            recorder.read(9);
        } else {
            answerConsent();
            switch (intent) {
                case BUY, BARGAIN -> new Shopping(trip, intent == Intent.BARGAIN).goOn();
                case READ -> new Errands(trip).read();
                case HOURS -> new Errands(trip).hours();
                case WHOLESALE -> new Errands(trip).wholesale();
                case AGAIN -> new Errands(trip).orderAgain();
            }
        }
        recorder.leave();
        return recorder.visit(trip.source);
    }

    private void land() {
        // those who type the address come in by the front door, which speaks English
        boolean typed = trip.source.name().isEmpty() && trip.chance(0.15);
        if (typed) {
            trip.language = Language.ENGLISH;
        }
        if (trip.source.season() == Audience.Season.CAMPAIGN) {
            trip.product = trip.catalogue.find(Happenings.CAMPAIGN_COFFEE).orElse(trip.product);
        } else if (trip.source.season() == Audience.Season.LAUNCH) {
            trip.product = trip.catalogue.find(Happenings.NEW_COFFEE).orElse(trip.product);
        }
        trip.arrive(typed ? place(ShopPage.HOME) : landing());
        if (trip.language != trip.person.reads() && trip.chance(0.7)) {
            recorder.read(2);
            trip.switchLanguage();
        }
    }

    private Place landing() {
        if (trip.source.referrer().contains(OLD_REVIEW) && trip.chance(0.3) || trip.chance(0.004)) {
            return place(ShopPage.NOT_FOUND);
        }
        return switch (trip.source.landing()) {
            case SEARCH -> intent.isShopping() ? found() : errand();
            case FRONT -> place(trip.chance(0.85) ? ShopPage.HOME : ShopPage.COFFEE);
            case CATEGORY -> place(ShopPage.COFFEE);
            case PRODUCT -> place(trip.chance(0.8) ? ShopPage.PRODUCT : ShopPage.HOME);
            case CAMPAIGN, LAUNCH -> place(ShopPage.PRODUCT);
        };
    }

    private Place found() {
        return place(trip.chance(0.45) ? ShopPage.PRODUCT : trip.chance(0.6) ? ShopPage.HOME : ShopPage.COFFEE);
    }

    private Place errand() {
        return switch (intent) {
            case READ ->
                trip.chance(0.7)
                        ? Place.article(Audience.pick(Articles.slugs(), trip.random), trip.language, trip.product)
                        : place(ShopPage.GUIDE);
            case HOURS -> place(trip.chance(0.8) ? ShopPage.HOURS : ShopPage.HOME);
            case WHOLESALE -> place(trip.chance(0.6) ? ShopPage.WHOLESALE : ShopPage.HOME);
            case BUY, BARGAIN, AGAIN -> place(ShopPage.HOME);
        };
    }

    private void answerConsent() {
        if (trip.person.isGranting()) {
            recorder.click(ShopElement.CONSENT_YES, 1, trip.say("consent.yes"));
        } else if (trip.person.loyalty() == 1 && trip.chance(0.2)) {
            recorder.click(ShopElement.CONSENT_NO, 1, trip.say("consent.no"));
        }
    }

    private Place place(ShopPage page) {
        return Place.of(page, trip.language, trip.product);
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

package polku.server.demo.simulator;

import java.util.Locale;
import java.util.Map;
import polku.server.demo.simulator.ShopForm.Field;

/**
 * From the cart through the three steps of paying. It leaks where real shops leak, where a phone number is asked for and at the
 * card's number, and where this one has its planted problems.
 */
final class Checkout {
    private final Trip trip;
    private final Recorder recorder;
    private final Person person;
    private boolean knownContact;
    private boolean knownCountry;

    Checkout(Trip trip) {
        this.trip = trip;
        this.recorder = trip.recorder;
        this.person = trip.person;
    }

    /** To the thanks; false when the visitor gives up on the way, on the page where they do. */
    boolean pass() {
        return begin() && shipping() && payment();
    }

    /** From the cart through the contact step, which remembers what was filled in before. */
    private boolean begin() {
        recorder.click(ShopElement.CHECKOUT, 1, trip.say("cart.checkout"));
        open(ShopPage.CONTACT, 1, "contact");
        recorder.read(knownContact ? 2 : 5);
        if (!knownContact && !contact()) {
            return false;
        }
        knownContact = true;
        recorder.click(ShopElement.TO_DELIVERY, 1, trip.say("checkout.to.shipping"));
        recorder.submit(ShopForm.CONTACT);
        if (person.isConsenting()) {
            recorder.identify(Map.of("returning", person.loyalty() > 1));
        }
        open(ShopPage.SHIPPING, 2, "shipping");
        return true;
    }

    private boolean contact() {
        if (trip.chance(0.05)) {
            return false;
        }
        recorder.fill(Field.EMAIL);
        recorder.fill(Field.NAME);
        if (trip.chance(0.45)) {
            recorder.fill(Field.PHONE);
            return !trip.chance(0.14);
        }
        return true;
    }

    private boolean shipping() {
        recorder.read(6);
        while (Planted.isThrownBack(person) && !knownCountry) {
            if (!Planted.isDeliveredTo(person)) {
                return false;
            }
            recorder.fill(Field.COUNTRY);
            // the country is remembered after the first time, and only those who choose it anew go round again
            knownCountry = trip.chance(0.6);
            trip.to(ShopPage.CART);
            recorder.read(5);
            if (trip.chance(0.45) || !begin()) {
                return false;
            }
            recorder.read(3);
        }
        if (Planted.waitsForPrice(person) && trip.chance(0.42)) {
            return false;
        }
        recorder.fill(Field.STREET);
        recorder.fill(Field.POSTCODE);
        recorder.fill(Field.CITY);
        if (trip.chance(0.06)) {
            return false;
        }
        recorder.click(ShopElement.TO_PAYMENT, 1, trip.say("checkout.to.payment"));
        recorder.submit(ShopForm.SHIPPING);
        return true;
    }

    private boolean payment() {
        boolean home = trip.chance(0.3);
        open(ShopPage.PAYMENT, 3, "payment");
        recorder.read(5);
        boolean invoice = trip.chance(0.3);
        if (invoice) {
            recorder.fill(Field.WAY);
        } else {
            recorder.fill(Field.NUMBER);
            if (trip.chance(0.08)) {
                return false;
            }
            recorder.fill(Field.EXPIRY);
            recorder.fill(Field.CODE);
        }
        if (trip.chance(0.12)) {
            slip(invoice ? Field.TERMS : Field.NUMBER);
        }
        recorder.fill(Field.TERMS);
        if (trip.chance(0.05) || !invoice && (!stumble() || !bankAgrees())) {
            return false;
        }
        recorder.click(ShopElement.PAY, 1, trip.say("checkout.pay"));
        recorder.submit(ShopForm.PAYMENT);
        thank(home, invoice ? "invoice" : "card");
        return true;
    }

    private void thank(boolean home, String way) {
        trip.to(ShopPage.THANK_YOU);
        Map<String, Object> props = Walk.props(
                "orderId",
                "P" + Hex.of(trip.random.nextLong()).substring(4).toUpperCase(Locale.ROOT),
                "delivery",
                home ? "home" : "point",
                "country",
                person.country().code(),
                "way",
                way);
        if (!trip.cart.coupon().isEmpty()) {
            props.put("coupon", trip.cart.coupon());
        }
        recorder.event("purchase", props, trip.cart.totalCents(home), trip.cart.lines());
        trip.cart.clear();
    }

    /** The script's mistake in Firefox; false when the visitor leaves over it. The second attempt works. */
    private boolean stumble() {
        if (!Planted.stumblesOverWallet(person)) {
            return true;
        }
        recorder.errorClick(
                ShopElement.PAY, trip.say("checkout.pay"), Planted.WALLET_ERROR, Planted.WALLET_SCRIPT, 28, 10);
        if (trip.chance(0.45)) {
            recorder.rageClick(ShopElement.PAY, trip.say("checkout.pay"));
        }
        recorder.read(4);
        return trip.chance(0.35);
    }

    /** It refuses some cards, and is busy now and then; false when the visitor gives up. */
    private boolean bankAgrees() {
        boolean busy = trip.chance(0.02);
        if (!busy && !trip.chance(0.05)) {
            return true;
        }
        recorder.click(ShopElement.PAY, 1, trip.say("checkout.pay"));
        recorder.submit(ShopForm.PAYMENT);
        recorder.failedRequest("POST", "/payments", busy ? 503 : 402);
        recorder.event("paymentFailed", Walk.props("reason", busy ? "busy" : "declined", "way", "card", "attempt", 1));
        recorder.read(6);
        return trip.chance(busy ? 0.7 : 0.5);
    }

    /** The shop finds something wrong; some press the button again and again. */
    private void slip(Field field) {
        if (trip.chance(0.2)) {
            recorder.rageClick(ShopElement.PAY, trip.say("checkout.pay"));
        } else {
            recorder.click(ShopElement.PAY, 1, trip.say("checkout.pay"));
        }
        recorder.submit(ShopForm.PAYMENT);
        recorder.event("checkoutProblem", Walk.props("step", "payment", "fields", field.fieldName()));
        recorder.read(5);
        if (field != Field.TERMS) {
            recorder.fill(field);
        }
    }

    private void open(ShopPage step, int number, String name) {
        trip.to(step);
        recorder.event("checkoutStep", Walk.props("step", number, "name", name));
    }
}

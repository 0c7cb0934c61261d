package polku.server.demo.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.simulator.ShopForm.Field;

/**
 * The three steps of paying. It leaks where real shops leak: where a phone number is asked for, at the postcode on a
 * phone, and at the card's number.
 */
final class Checkout {
    private final Recorder recorder;
    private final Person person;
    private final Cart cart;
    private final Product product;
    private final RandomGenerator random;

    /** @param product the one looked at last; the pages here have none of their own */
    Checkout(Recorder recorder, Person person, Cart cart, Product product, RandomGenerator random) {
        this.recorder = recorder;
        this.person = person;
        this.cart = cart;
        this.product = product;
        this.random = random;
    }

    /** From the cart's page to the thanks; false when the visitor gives up on the way, on the page where they do. */
    boolean pass() {
        return contact() && shipping() && payment();
    }

    private boolean contact() {
        open(ShopPage.CONTACT, 1, "contact");
        recorder.read(6);
        if (givesUp(0.05)) {
            return false;
        }
        recorder.fill(Field.EMAIL);
        recorder.fill(Field.NAME);
        if (givesUp(0.06)) {
            return false;
        }
        if (chance(0.45)) {
            recorder.fill(Field.PHONE);
            if (givesUp(0.14)) {
                return false;
            }
        }
        recorder.click(ShopElement.TO_DELIVERY, 1, "Continue to delivery");
        recorder.submit(ShopForm.CONTACT);
        if (person.isConsenting()) {
            recorder.identify(Map.of("returning", person.loyalty() > 1));
        }
        return true;
    }

    private boolean shipping() {
        open(ShopPage.SHIPPING, 2, "shipping");
        recorder.read(8);
        if (givesUp(0.05)) {
            return false;
        }
        if (!person.country().equals("FI")) {
            recorder.fill(Field.COUNTRY);
        }
        recorder.fill(Field.STREET);
        recorder.fill(Field.POSTCODE);
        if (givesUp(recorder.isNarrow() ? 0.24 : 0.06)) {
            return false;
        }
        recorder.fill(Field.CITY);
        if (chance(0.3)) {
            recorder.fill(Field.METHOD);
        }
        if (givesUp(0.06)) {
            return false;
        }
        recorder.click(ShopElement.TO_PAYMENT, 1, "Continue to payment");
        recorder.submit(ShopForm.SHIPPING);
        return true;
    }

    private boolean payment() {
        open(ShopPage.PAYMENT, 3, "payment");
        recorder.read(6);
        boolean invoice = chance(0.3);
        if (invoice) {
            recorder.fill(Field.WAY);
        } else {
            recorder.fill(Field.NUMBER);
            if (givesUp(0.08)) {
                return false;
            }
            recorder.fill(Field.EXPIRY);
            recorder.fill(Field.CODE);
        }
        if (chance(0.17)) {
            slip(invoice ? Field.TERMS : Field.NUMBER);
        }
        recorder.fill(Field.TERMS);
        if (givesUp(0.06)) {
            return false;
        }
        recorder.click(ShopElement.PAY, 1, "Pay");
        recorder.submit(ShopForm.PAYMENT);
        recorder.leave();
        recorder.open(ShopPage.THANK_YOU, product, "", "");
        String order = "P" + Hex.of(random.nextLong()).substring(4).toUpperCase(Locale.ROOT);
        recorder.event("purchase", Map.of("orderId", order), cart.totalCents(), cart.lines());
        cart.clear();
        return true;
    }

    /** The shop finds something wrong; some press the button again and again. */
    private void slip(Field field) {
        if (chance(0.35)) {
            recorder.rageClick(ShopElement.PAY, "Pay");
        } else {
            recorder.click(ShopElement.PAY, 1, "Pay");
        }
        recorder.submit(ShopForm.PAYMENT);
        recorder.event("checkoutProblem", Walk.props("step", "payment", "fields", field.fieldName()));
        recorder.read(5);
        if (field != Field.TERMS) {
            recorder.fill(field);
        }
    }

    private void open(ShopPage step, int number, String name) {
        recorder.leave();
        recorder.open(step, product, "", "");
        recorder.event("checkoutStep", Walk.props("step", number, "name", name));
    }

    private boolean givesUp(double share) {
        return chance(share);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }
}

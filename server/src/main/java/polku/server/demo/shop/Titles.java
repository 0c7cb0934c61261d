package polku.server.demo.shop;

import polku.server.demo.shop.Catalogue.Product;

/** The titles of the shop's pages, which simulated visitors report as real ones do. */
public final class Titles {
    public static final String HOME = "Paahto – coffee for the quiet hour";
    public static final String COFFEE = "Coffee – Paahto";
    public static final String SEARCH = "Search – Paahto";
    public static final String CART = "Your cart – Paahto";
    public static final String CONTACT = "Contact – Checkout – Paahto";
    public static final String DELIVERY = "Delivery – Checkout – Paahto";
    public static final String PAYMENT = "Payment – Checkout – Paahto";
    public static final String THANK_YOU = "Thank you – Paahto";
    public static final String NOT_FOUND = "Not found – Paahto";

    private Titles() {}

    public static String product(Product product) {
        return product.name() + " – Paahto";
    }
}

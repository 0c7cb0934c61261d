package polku.server.demo.simulator;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Catalogue.Size;
import polku.server.demo.simulator.ShopForm.Field;

/** A product's page while one visitor has it open: what it tells by itself, and putting the product into the cart. */
final class ProductPage {
    /** Its script needs the stock's number, does not get it in Firefox, and fails when something is put into the cart. */
    private static final String FLAWED_PRODUCT = "halla";

    private static final String FLAW = "TypeError: stock is undefined";
    private static final String SCRIPT = "/assets/product.js";

    private final Recorder recorder;
    private final Product product;
    private final boolean flawed;
    private final RandomGenerator random;

    ProductPage(Recorder recorder, Person person, Product product, RandomGenerator random) {
        this.recorder = recorder;
        this.product = product;
        this.flawed = product.slug().equals(FLAWED_PRODUCT)
                && person.device().userAgent().contains("Firefox/");
        this.random = random;
    }

    void view() {
        recorder.event(
                "productView", Map.of(), new Cart.Line(product, product.sizes().get(0), 1));
        if (flawed) {
            recorder.failedRequest("/stock/" + product.slug(), 503);
            recorder.error(FLAW, SCRIPT, 52, 17);
        }
    }

    /** Chooses and presses the button; the cart has it then, unless the page fails. */
    void addTo(Cart cart, List<String> grinds) {
        Size size = product.sizes().get(chance(0.55) ? 0 : chance(0.65) ? 1 : 2);
        if (!size.equals(product.sizes().get(0))) {
            recorder.fill(Field.SIZE);
        }
        String grind = Audience.pick(grinds, random);
        if (!grind.equals(grinds.get(0))) {
            recorder.fill(Field.GRIND);
        }
        if (flawed && fails()) {
            return;
        }
        recorder.click(ShopElement.ADD_TO_CART, 1, "Add to cart");
        recorder.submit(ShopForm.BUY);
        Cart.Line line = new Cart.Line(product, size, chance(0.85) ? 1 : 2);
        cart.add(line);
        recorder.event("addToCart", Map.of("grind", grind), line);
    }

    /** True for most; a few try once more, and then it works. */
    private boolean fails() {
        recorder.errorClick(ShopElement.ADD_TO_CART, "Add to cart", FLAW, SCRIPT, 61, 22);
        if (chance(0.4)) {
            recorder.rageClick(ShopElement.ADD_TO_CART, "Add to cart");
        }
        return chance(0.7);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }
}

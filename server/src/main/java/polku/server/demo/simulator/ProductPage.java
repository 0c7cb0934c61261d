package polku.server.demo.simulator;

import java.util.Map;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Catalogue.Size;
import polku.server.demo.simulator.ShopForm.Field;

/** A product's page while one visitor has it open: what it tells by itself, and what there is to do on it. */
final class ProductPage {
    private final Trip trip;
    private final Recorder recorder;
    private final Product product;

    ProductPage(Trip trip) {
        this.trip = trip;
        this.recorder = trip.recorder;
        this.product = trip.product;
    }

    void view() {
        recorder.event(
                "productView", Map.of(), new Cart.Line(product, product.sizes().get(0), 1));
    }

    /** The table of grinds, asked for; false where it does not come and the visitor leaves over it. */
    boolean grindGuide() {
        if (!Planted.hasDeadGrindGuide(trip.person)) {
            recorder.click(ShopElement.GRIND_GUIDE, 1, trip.say("product.guide"));
            recorder.event("grindGuide", Map.of("product", product.slug()));
            recorder.read(9);
            return true;
        }
        recorder.deadClick(ShopElement.GRIND_GUIDE, trip.say("product.guide"));
        if (trip.chance(0.6)) {
            recorder.rageClick(ShopElement.GRIND_GUIDE, trip.say("product.guide"));
        }
        recorder.read(3);
        return trip.chance(0.5);
    }

    void addToCart() {
        Size size = product.sizes().get(trip.chance(0.55) ? 0 : trip.chance(0.65) ? 1 : 2);
        if (!size.equals(product.sizes().get(0))) {
            recorder.fill(Field.SIZE);
        }
        var grinds = trip.catalogue.grinds();
        String grind = Audience.pick(grinds, trip.random);
        if (!grind.equals(grinds.get(0))) {
            recorder.fill(Field.GRIND);
        }
        recorder.click(ShopElement.ADD_TO_CART, 1, trip.say("product.add"));
        recorder.submit(ShopForm.BUY);
        Cart.Line line = new Cart.Line(product, size, trip.chance(0.85) ? 1 : 2);
        trip.cart.add(line);
        recorder.event("addToCart", Map.of("grind", grind), line);
    }
}

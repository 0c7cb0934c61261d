package polku.server.demo.simulator;

import java.util.ArrayList;
import java.util.List;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Catalogue.Size;

/** What a visitor means to buy. */
final class Cart {
    private static final int FREE_DELIVERY_CENTS = 4_500;
    private static final int DELIVERY_CENTS = 390;

    private final List<Line> lines = new ArrayList<>();

    /** A coffee in a size, and how many bags of it. */
    record Line(Product product, Size size, int quantity) {
        int cents() {
            return size.cents() * quantity;
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    void add(Line line) {
        lines.add(line);
    }

    void clear() {
        lines.clear();
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** With delivery to a pick-up point. */
    int totalCents() {
        int sum = lines.stream().mapToInt(Line::cents).sum();
        return sum + (sum >= FREE_DELIVERY_CENTS ? 0 : DELIVERY_CENTS);
    }
}

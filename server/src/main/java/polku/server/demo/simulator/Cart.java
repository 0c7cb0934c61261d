package polku.server.demo.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Catalogue.Size;

/** What a visitor means to buy. */
final class Cart {
    private static final int FREE_DELIVERY_CENTS = 4_500;
    private static final int DELIVERY_CENTS = 390;
    private static final int HOME_CENTS = 690;
    private static final int FIVE_OFF_FROM_CENTS = 2_500;
    /** The shop's codes; the last one's time is over. */
    static final String TENTH_OFF = "KIITOS10";

    static final String FIVE_OFF = "TERVETULOA";
    static final String OLD = "KEVAT25";

    private final List<Line> lines = new ArrayList<>();
    private String coupon = "";

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
        coupon = "";
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The code in use; empty for none. */
    String coupon() {
        return coupon;
    }

    /** Null where the code takes something off, and is used from now on; else the shop's reason against it. */
    @Nullable
    String use(String code) {
        String against = switch (code) {
            case TENTH_OFF -> null;
            case FIVE_OFF -> sumCents() < FIVE_OFF_FROM_CENTS ? "least" : null;
            case OLD -> "over";
            default -> "unknown";
        };
        if (against == null) {
            coupon = code;
        }
        return against;
    }

    /** @param home delivery to the door rather than to a pick-up point */
    int totalCents(boolean home) {
        int paid = sumCents() - discountCents();
        return paid + (home ? HOME_CENTS : paid >= FREE_DELIVERY_CENTS ? 0 : DELIVERY_CENTS);
    }

    private int sumCents() {
        return lines.stream().mapToInt(Line::cents).sum();
    }

    private int discountCents() {
        return switch (coupon) {
            case TENTH_OFF -> (int) Math.round(sumCents() * 0.1);
            case FIVE_OFF -> sumCents() < FIVE_OFF_FROM_CENTS ? 0 : 500;
            default -> 0;
        };
    }
}

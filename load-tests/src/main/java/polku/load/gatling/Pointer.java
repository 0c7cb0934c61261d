package polku.load.gatling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.random.RandomGenerator;

/** Where a mouse is, four times a second while it moves: the tracker's observer of moves. */
final class Pointer {
    /** Ms between samples. */
    static final int PERIOD = 250;

    private static final int MOST_POINTS = 200;
    private static final int FULL = 32_767;
    private static final List<String> PLACES = List.of(
            "header>nav>a:nth-of-type(2)",
            "main>ul.cards>li:nth-of-type(3)>a.card-link",
            "main>ul.cards>li:nth-of-type(4)>a.card-link",
            "main>div.product>p:nth-of-type(1)",
            "main>div.product>img",
            "button#add-to-cart");

    private final RandomGenerator random;
    private ArrayNode elements = JsonNodeFactory.instance.arrayNode();
    private ArrayNode points = JsonNodeFactory.instance.arrayNode();
    private long start;
    private int place;

    Pointer(RandomGenerator random) {
        this.random = random;
    }

    /** @param top of the window in the document, CSS px, whose sizes are the others */
    void sample(long now, double speed, int top, int width, int height) {
        if (points.size() == MOST_POINTS) {
            return;
        }
        if (points.isEmpty()) {
            start = now;
        }
        if (elements.isEmpty() || elements.size() < PLACES.size() && random.nextDouble() < 0.2) {
            elements.add(PLACES.get(elements.size()));
            place = elements.size() - 1;
        }
        points.addArray()
                .add(Math.round((now - start) / speed))
                .add(place)
                .add(random.nextInt(FULL))
                .add(random.nextInt(FULL))
                .add(random.nextInt(width))
                .add(top + random.nextInt(height));
    }

    boolean hasMoved() {
        return !points.isEmpty();
    }

    /** When the first sample was taken that has not been told. */
    long start() {
        return start;
    }

    /** Tells what has come since the last time. */
    void tell(ObjectNode move) {
        move.set("elements", elements);
        move.set("points", points);
        elements = JsonNodeFactory.instance.arrayNode();
        points = JsonNodeFactory.instance.arrayNode();
    }
}

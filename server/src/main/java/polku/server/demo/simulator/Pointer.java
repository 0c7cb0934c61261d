package polku.server.demo.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import polku.server.demo.simulator.ShopElement.Box;
import polku.server.demo.simulator.Visit.Move;
import polku.server.demo.simulator.Visit.Point;

/** A mouse on one page, seen four times a second while it moves. */
final class Pointer {
    static final int PERIOD = 250;

    private static final int FULL = 32_767;
    private static final int HEADER = 105;
    private static final int FOOTER = 393;

    private final int page;
    private final int width;
    private final int height;
    private final RandomGenerator random;
    private int x;
    private int y;

    /** It begins somewhere in the window, of which the document shows the top. */
    Pointer(Person person, int height, int page, RandomGenerator random) {
        this.page = page;
        this.width = person.viewportWidth();
        this.height = height;
        this.random = random;
        this.x = random.nextInt(width);
        this.y = random.nextInt(Math.min(height, person.viewportHeight()));
    }

    /** To nothing in particular. */
    Move wander(long at) {
        int toX = random.nextInt(width / 8, width * 7 / 8);
        int toY = within(y + random.nextInt(-250, 500), height);
        return path(at, toX, toY, "", new Box(0, 0, 0, 0), random.nextInt(4, 10));
    }

    /** To a point inside an element, whose box is of the document. */
    Move to(long at, int toX, int toY, String selector, Box box) {
        return path(at, toX, toY, selector, box, random.nextInt(4, 13));
    }

    private Move path(long at, int toX, int toY, String selector, Box target, int steps) {
        List<String> elements = new ArrayList<>();
        List<Point> points = new ArrayList<>(steps);
        int fromX = x;
        int fromY = y;
        for (int step = 1; step <= steps; step++) {
            // quick at first, and slower the nearer it comes
            double way = 1 - Math.pow(1 - (double) step / steps, 2);
            double stray = (1 - way) * 40;
            x = within(fromX + (toX - fromX) * way + random.nextGaussian() * stray, width);
            y = within(fromY + (toY - fromY) * way + random.nextGaussian() * stray, height);
            boolean there = target.holds(x, y);
            String name = there ? selector : surface();
            Box box = there ? target : surfaceBox();
            if (!elements.contains(name)) {
                elements.add(name);
            }
            points.add(new Point(
                    (step - 1) * PERIOD,
                    elements.indexOf(name),
                    (int) ((long) (x - box.left()) * FULL / box.width()),
                    (int) ((long) (y - box.top()) * FULL / box.height()),
                    x,
                    y));
        }
        return new Move(at, page, width, height, elements, points);
    }

    private static int within(double place, int size) {
        return (int) Math.max(0, Math.min(size - 1, Math.round(place)));
    }

    private String surface() {
        return y < HEADER ? "header.top" : y < height - FOOTER ? "main#main" : "footer.foot";
    }

    private Box surfaceBox() {
        if (y < HEADER) {
            return new Box(0, 0, width, HEADER);
        }
        return y < height - FOOTER
                ? new Box(0, HEADER, width, height - HEADER - FOOTER)
                : new Box(0, height - FOOTER, width, FOOTER);
    }
}

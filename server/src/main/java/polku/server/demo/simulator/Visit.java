package polku.server.demo.simulator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.server.demo.simulator.Audience.Robot;
import polku.server.demo.simulator.Audience.Source;

/**
 * What one person, or one robot, did between coming and leaving.
 *
 * @param source where they came from; null for robots
 * @param robot whose visit it is; null for a person's
 * @param beacons what the ids of the beacons are made of, so that the same visit has the same ids when sent again
 * @param items in order of time; never empty
 */
record Visit(
        Person person,
        @Nullable Source source,
        @Nullable Robot robot,
        long beacons,
        List<Page> pages,
        List<Item> items) {

    long firstAt() {
        return items.get(0).at();
    }

    long lastAt() {
        return items.get(items.size() - 1).at();
    }

    /**
     * One pageview.
     *
     * @param path without query, as reports are to show it
     * @param url as the tracker sends it
     * @param status of the document, where it is 400 or more; otherwise 0
     */
    record Page(String id, String path, String url, String title, String referrer, int status) {}

    /** Something that happened: {@code at} in ms since the epoch, {@code page} an index into the visit's pages. */
    sealed interface Item {
        long at();

        int page();
    }

    record Pageview(long at, int page) implements Item {}

    /**
     * @param revenueCents euro cents; 0 for none
     * @param lines the products that it is about
     */
    record CustomEvent(
            long at, int page, String name, Map<String, Object> props, long revenueCents, List<Cart.Line> lines)
            implements Item {}

    /** Who it is, by the shop's own number. Neither an event nor an interaction. */
    record Identify(long at, int page, String user, Map<String, Object> traits) implements Item {}

    /** What happens inside a page. */
    sealed interface Interaction extends Item {
        /** The name of its rows' kind. */
        String kind();

        /** How many rows it makes. */
        default int rows() {
            return 1;
        }

        /** Whether it shows that the visitor is still there. */
        default boolean isSignOfLife() {
            return true;
        }
    }

    /** @param kind "click", "rageClick", "deadClick" or "errorClick" */
    record Click(
            long at,
            int page,
            String kind,
            ShopElement element,
            String selector,
            String text,
            int x,
            int y,
            int pageX,
            int pageY,
            int documentWidth,
            int documentHeight)
            implements Interaction {

        /** The same click once more. */
        Click again(long later) {
            return copy(later, kind);
        }

        /** The judgement on this click. */
        Click judged(String asKind) {
            return copy(at, asKind);
        }

        private Click copy(long copyAt, String asKind) {
            return new Click(
                    copyAt, page, asKind, element, selector, text, x, y, pageX, pageY, documentWidth, documentHeight);
        }
    }

    /** @param depth 0–1000, the furthest so far */
    record Engagement(long at, int page, int visibleMillis, int activeMillis, int depth) implements Interaction {
        @Override
        public String kind() {
            return "engagement";
        }
    }

    record Move(long at, int page, int documentWidth, int documentHeight, List<String> elements, List<Point> points)
            implements Interaction {
        @Override
        public String kind() {
            return "move";
        }

        @Override
        public int rows() {
            return points.size();
        }
    }

    /**
     * @param millis after the move's {@code at}
     * @param element index into the move's elements
     */
    record Point(int millis, int element, int x, int y, int pageX, int pageY) {}

    record Attention(long at, int page, int documentWidth, int documentHeight, List<Span> spans)
            implements Interaction {
        @Override
        public String kind() {
            return "attention";
        }

        @Override
        public int rows() {
            return spans.size();
        }
    }

    /** A part of the document, in ‰ of its height, and for how long it was in the window. */
    record Span(int top, int bottom, int activeMillis) {}

    /**
     * @param action "start", "field", "submit" or "abandon"
     * @param field selector of the field, empty for none; {@code name} likewise
     */
    record Form(long at, int page, String action, String form, String field, String name, int millis, int changes)
            implements Interaction {
        @Override
        public String kind() {
            return "form" + Character.toUpperCase(action.charAt(0)) + action.substring(1);
        }
    }

    record ScriptError(long at, int page, String message, String source, int line, int column, String stack)
            implements Interaction {
        @Override
        public String kind() {
            return "error";
        }

        @Override
        public boolean isSignOfLife() {
            return false;
        }
    }

    record FailedRequest(long at, int page, String method, String url, int status, int millis) implements Interaction {
        @Override
        public String kind() {
            return "failedRequest";
        }

        @Override
        public boolean isSignOfLife() {
            return false;
        }
    }

    /** @param target selector of the element that it is about; empty for none */
    record Vital(long at, int page, String name, double value, String rating, String target) implements Interaction {
        @Override
        public String kind() {
            return "vital";
        }

        @Override
        public boolean isSignOfLife() {
            return false;
        }
    }

    record Copy(long at, int page, String selector, int length) implements Interaction {
        @Override
        public String kind() {
            return "copy";
        }
    }

    record Print(long at, int page) implements Interaction {
        @Override
        public String kind() {
            return "print";
        }
    }
}

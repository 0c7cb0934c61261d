package polku.server.demo.simulator;

import java.util.List;
import java.util.Map;

/**
 * What one person did between coming and leaving.
 *
 * @param source the name of where they came from; empty for direct
 * @param beacons what the ids of the beacons are made of, so that the same visit has the same ids when sent again
 * @param items in order of time; never empty
 */
record Visit(Person person, String source, long beacons, List<Page> pages, List<Item> items) {

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
     */
    record Page(String id, String path, String url, String title, String referrer) {}

    /** Something that happened: {@code at} in ms since the epoch, {@code page} an index into the visit's pages. */
    sealed interface Item {
        long at();

        int page();
    }

    record Pageview(long at, int page) implements Item {}

    /** @param revenueCents euro cents; 0 for none */
    record CustomEvent(long at, int page, String name, Map<String, Object> props, long revenueCents) implements Item {}

    record Click(
            long at,
            int page,
            ShopElement element,
            String selector,
            String text,
            int x,
            int y,
            int pageX,
            int pageY,
            int documentWidth,
            int documentHeight)
            implements Item {}

    /** @param depth 0–1000, the furthest so far */
    record Engagement(long at, int page, int visibleMillis, int activeMillis, int depth) implements Item {}
}

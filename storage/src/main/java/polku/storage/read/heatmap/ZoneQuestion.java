package polku.storage.read.heatmap;

import java.util.List;

/**
 * Asks what parts of a page are worth.
 *
 * @param currency of the site: revenue in another is not added up
 */
public record ZoneQuestion(HeatmapScope scope, List<Zone> zones, String currency) {
    public ZoneQuestion {
        zones = List.copyOf(zones);
    }

    /**
     * @param selectors of all elements inside it
     * @param top in ‰ of the document's height, like the bottom
     * @param alwaysInView whether it sticks to the window, so that whoever looks at any part of the page has it in view
     */
    public record Zone(String id, List<String> selectors, double top, double bottom, boolean alwaysInView) {
        public Zone {
            selectors = List.copyOf(selectors);
        }

        /** The ‰ that holds its middle. */
        int middle() {
            return (int) Math.min(Scrolling.BANDS - 1, (top + bottom) / 2);
        }
    }
}

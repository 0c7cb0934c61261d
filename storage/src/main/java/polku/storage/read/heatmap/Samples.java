package polku.storage.read.heatmap;

import java.util.List;

/**
 * How many stand behind a map.
 *
 * @param devices desktop, tablet and mobile, whichever was asked for
 */
public record Samples(List<OfDevice> devices) {
    public Samples {
        devices = List.copyOf(devices);
    }

    /** @param sessions with a pageview of the page on it */
    public record OfDevice(String device, long pageviews, long sessions) {}
}

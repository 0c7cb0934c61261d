package polku.storage.read.heatmap;

import java.util.List;

/**
 * How many stand behind a map.
 *
 * @param devices desktop, tablet and mobile, whichever was asked for
 * @param pageviews of the page on the devices asked for
 * @param sessions likewise: those with a pageview of it
 */
public record Samples(List<OfDevice> devices, long pageviews, long sessions) {
    public Samples {
        devices = List.copyOf(devices);
    }

    public record OfDevice(String device, long pageviews, long sessions) {}
}

package polku.collector;

import polku.collector.beacon.Beacon;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.Site;

/**
 * What was left out of a site's figures at once, for its owner to know.
 *
 * @param name the robot's family or the host; empty with the other reasons
 * @param pageviews among the events
 */
public record LeftOut(Site site, Reason reason, String name, int pageviews, int events) {
    /** A whole beacon, each item of which counts as an event. */
    public static LeftOut of(Site site, Reason reason, String name, Beacon beacon) {
        return new LeftOut(
                site, reason, name, beacon.pageviews(), beacon.items().size());
    }
}

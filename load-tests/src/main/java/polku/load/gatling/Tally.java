package polku.load.gatling;

import java.util.Map;
import java.util.TreeMap;

/** What the server acknowledged in the whole load; visits are added when they are over. Thread-safe. */
final class Tally {
    private final Counts counts = new Counts();
    private final Map<String, Long> sessionsByDevice = new TreeMap<>();
    private long sessions;
    private long bounces;
    private long beacons;
    private long lost;

    /** @param unanswered beacons of the visit that the server did not take, or of which that is not known */
    synchronized void add(Visitor visitor, Counts acknowledged, long taken, long unanswered) {
        counts.add(acknowledged);
        beacons += taken;
        lost += unanswered;
        if (acknowledged.events() > 0) {
            sessions++;
            sessionsByDevice.merge(visitor.device().kind(), 1L, Long::sum);
        }
        if (acknowledged.isBounce()) {
            bounces++;
        }
    }

    synchronized Summary summary() {
        return new Summary(counts, sessions, bounces, beacons, lost, Map.copyOf(sessionsByDevice));
    }

    /**
     * @param counts of all that was acknowledged
     * @param sessions with at least one acknowledged event; as many visitors, since nobody comes twice
     * @param beacons acknowledged
     * @param lost beacons that were not
     */
    record Summary(
            Counts counts, long sessions, long bounces, long beacons, long lost, Map<String, Long> sessionsByDevice) {}
}

package polku.collector.intake;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.collector.enrich.NamedIds;
import polku.storage.control.Site;

/** Ids of events: the same sending gives the same ids. */
final class EventIds {
    private static final String PURCHASE = "purchase";
    private static final String ORDER_ID = "orderId";

    private EventIds() {}

    /** The id of a beacon's item (SplitMix64's output function over beacon and index). */
    static long ofItem(long beaconId, int index) {
        long z = beaconId + 0x9e3779b97f4a7c15L * (index + 1);
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /**
     * What makes a purchase the same one wherever and however often it is told of: its order's id, from the property
     * {@value #ORDER_ID}. Null for other events, and for purchases without.
     */
    static @Nullable String orderOf(String eventName, Map<String, String> props) {
        String order = eventName.equals(PURCHASE) ? props.get(ORDER_ID) : null;
        return order == null || order.isBlank() ? null : ORDER_ID + "=" + order.strip();
    }

    /** The id of an event that its sender has named. */
    static long named(Site site, String id) {
        return NamedIds.id(site, NamedIds.Kind.EVENT, id);
    }
}

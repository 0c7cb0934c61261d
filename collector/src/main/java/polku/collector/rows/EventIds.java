package polku.collector.rows;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.collector.enrich.NamedIds;
import polku.storage.control.Site;

/** Ids of events that their sender names: the same sending gives the same ids. */
final class EventIds {
    private static final String PURCHASE = "purchase";
    private static final String ORDER_ID = "orderId";

    private EventIds() {}

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

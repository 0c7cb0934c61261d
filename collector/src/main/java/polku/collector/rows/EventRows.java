package polku.collector.rows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.collector.beacon.Beacon.CustomEvent;
import polku.collector.beacon.Beacon.Item;
import polku.collector.beacon.Beacon.Pageview;
import polku.collector.beacon.Beacon.Revenue;
import polku.collector.enrich.Scrubber;
import polku.collector.spool.SpoolEntry;
import polku.storage.write.EventRow;
import polku.storage.write.Product;
import polku.storage.write.RowKind;

/** Pageviews and custom events as rows. */
final class EventRows {
    private final SpoolEntry.Builder entry;
    private final Origin origin;
    private final Scrubber scrubber;

    EventRows(SpoolEntry.Builder entry, Origin origin, Scrubber scrubber) {
        this.entry = entry;
        this.origin = origin;
        this.scrubber = scrubber;
    }

    /** False where the item is no event. */
    boolean add(Item item, long at, PageFacts page) {
        if (item instanceof Pageview) {
            Map<String, String> props =
                    page.status() == 0 ? Map.of() : Map.of("status", Integer.toString(page.status()));
            add(row(at, page, 0, EventRow.PAGEVIEW, props, null, List.of()), false);
            return true;
        }
        if (item instanceof CustomEvent event) {
            String name = scrubber.text(event.name());
            String order = EventIds.orderOf(name, event.props());
            long eventId = order == null ? 0 : EventIds.named(origin.site(), order);
            add(
                    row(
                            at,
                            page,
                            eventId,
                            name,
                            scrubber.props(name, event.props()),
                            event.revenue(),
                            products(event.items(), scrubber)),
                    order != null);
            return true;
        }
        return false;
    }

    private void add(EventRow row, boolean resendable) {
        row.encode(entry.row());
        entry.add(RowKind.EVENT, resendable);
    }

    private EventRow row(
            long at,
            PageFacts page,
            long eventId,
            String name,
            Map<String, String> props,
            @Nullable Revenue revenue,
            List<Product> items) {
        @Nullable BigDecimal amount = revenue == null ? null : revenue.amount();
        return new EventRow(
                origin.site().number(),
                origin.visitor(),
                at,
                origin.receivedAt(),
                eventId,
                page.pageviewId(),
                name,
                page.hostname(),
                page.page(),
                page.title(),
                props,
                amount,
                revenue == null ? "" : revenue.currency(),
                items,
                page.attribution(),
                origin.client());
    }

    static List<Product> products(List<Product> sent, Scrubber scrubber) {
        if (sent.isEmpty()) {
            return sent;
        }
        List<Product> clean = new ArrayList<>(sent.size());
        for (Product product : sent) {
            // The catalogue's numbers are long (EAN), and every tenth has a card's check digit; an "@" has no place in
            // one.
            String id = product.id().indexOf('@') < 0 ? product.id() : scrubber.text(product.id());
            clean.add(new Product(
                    id,
                    scrubber.text(product.name()),
                    scrubber.text(product.category()),
                    scrubber.text(product.variant()),
                    product.price(),
                    product.quantity()));
        }
        return clean;
    }
}

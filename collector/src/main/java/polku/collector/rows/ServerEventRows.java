package polku.collector.rows;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import polku.collector.beacon.ServerEvent;
import polku.collector.enrich.Scrubber;
import polku.storage.control.Site;
import polku.storage.write.Client;
import polku.storage.write.EventRow;

/** An event of the owner's server as a row. */
public final class ServerEventRows {
    private final Scrubber scrubber;

    public ServerEventRows(Scrubber scrubber) {
        this.scrubber = scrubber;
    }

    /** A new pageview's id. */
    public static int pageviewId() {
        return ThreadLocalRandom.current().nextInt();
    }

    /** What makes it the same event when it comes again; the order of a purchase before the id of the sending. */
    public static @Nullable String nameOf(ServerEvent event) {
        String order = EventIds.orderOf(event.name(), event.props());
        return order != null ? order : event.id();
    }

    public EventRow row(
            Site site, ServerEvent event, long visitor, long at, long receivedAt, PageFacts page, Client client) {
        String name = scrubber.text(event.name());
        String sendersName = nameOf(event);
        return new EventRow(
                site.number(),
                visitor,
                at,
                receivedAt,
                sendersName == null ? 0 : EventIds.named(site, sendersName),
                page.pageviewId(),
                name,
                page.hostname(),
                page.page(),
                page.title(),
                scrubber.props(name, event.props()),
                event.revenue() == null ? null : event.revenue().amount(),
                event.revenue() == null ? "" : event.revenue().currency(),
                EventRows.products(event.items(), scrubber),
                page.attribution(),
                client);
    }
}

package polku.collector.rows;

import java.util.Map;
import polku.collector.beacon.Beacon.Identify;
import polku.collector.beacon.Beacon.Item;
import polku.collector.enrich.NamedIds;
import polku.collector.enrich.Scrubber;
import polku.collector.spool.SpoolEntry;
import polku.storage.write.IdentityRow;
import polku.storage.write.RowKind;

/** Encodes a beacon's items into an entry of the spool. Used for one beacon; nothing of it outlives the request. */
public final class BeaconRows {
    private final SpoolEntry.Builder entry;
    private final Origin origin;
    private final Scrubber scrubber;
    private final EventRows events;
    private final InteractionRows interactions;

    public BeaconRows(SpoolEntry.Builder entry, Origin origin, Scrubber scrubber) {
        this.entry = entry;
        this.origin = origin;
        this.scrubber = scrubber;
        this.events = new EventRows(entry, origin, scrubber);
        this.interactions = new InteractionRows(entry, origin, scrubber);
    }

    /** @param at corrected, milliseconds since the epoch */
    public void add(Item item, long at, PageFacts page) {
        if (item instanceof Identify identify) {
            add(new IdentityRow(
                    origin.site().number(),
                    origin.person(),
                    at,
                    IdentityRow.Kind.USER,
                    userId(identify.user()),
                    scrubber.props("identify", identify.traits())));
        } else if (!events.add(item, at, page)) {
            interactions.add(item, at, page);
        }
    }

    /**
     * The cookieless visitor of this session is the person who granted consent in it. Told by each of the session's
     * beacons: the first may be lost, and repetitions change nothing.
     */
    public void link() {
        String person = Long.toUnsignedString(origin.person());
        add(new IdentityRow(
                origin.site().number(),
                origin.visitor(),
                origin.receivedAt(),
                IdentityRow.Kind.CLIENT,
                person,
                Map.of()));
    }

    private void add(IdentityRow row) {
        row.encode(entry.row());
        entry.add(RowKind.IDENTITY, false);
    }

    /** An owner's id that is an e-mail address or the like must not be stored, but still tells persons apart. */
    private String userId(String user) {
        String scrubbed = scrubber.text(user);
        return scrubbed.equals(user)
                ? user
                : "#" + Long.toHexString(NamedIds.id(origin.site(), NamedIds.Kind.USER, user));
    }
}

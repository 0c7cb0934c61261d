package polku.storage.session;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import polku.storage.write.Attribution;
import polku.storage.write.Client;
import polku.storage.write.Encoded;
import polku.storage.write.EventRow;
import polku.storage.write.InteractionRow;
import polku.storage.write.RowReader;
import polku.storage.write.SpooledRow;

/**
 * What an event or an interaction means to its visitor's sessions. Read in place: only times and counts are decoded, and
 * nothing is copied, since of a session's hundred signs only the first one's origin stays.
 */
public final class SignOfLife {
    private static final byte[] PAGEVIEW = EventRow.PAGEVIEW.getBytes(StandardCharsets.UTF_8);
    private static final Encoded NO_PAGE = Encoded.of(place -> place.text("").text(""));

    /** There are six devices. */
    private static final Map<String, Encoded> ORIGIN_BY_DEVICE = new ConcurrentHashMap<>();

    private SignOfLife() {}

    /** @param row of table {@code events}, in today's layout */
    public static Session ofEvent(SpooledRow row) {
        RowReader columns = row.reader();
        columns.skip(EventRow.AT_OFFSET);
        long at = columns.int64();
        columns.skip(EventRow.NAME_OFFSET - EventRow.AT_OFFSET - Long.BYTES);
        boolean isPageview = columns.skipText(PAGEVIEW);
        int place = columns.position();
        columns.skipText(); // host name
        columns.skipText(); // page
        Encoded page = isPageview ? columns.since(place) : NO_PAGE;
        columns.skipText(); // title
        columns.skipMap(); // props
        columns.skipDecimal4(); // revenue
        columns.skipText(); // currency
        columns.skipProducts();
        long pageAt = isPageview ? at : 0;
        return new Session(0, 0, at, at, at, at, 1, isPageview ? 1 : 0, 0, pageAt, page, pageAt, page, columns.rest());
    }

    /** @param row of table {@code interactions}, in today's layout, and of a kind that is not passive */
    public static Session ofInteraction(SpooledRow row) {
        RowReader columns = row.reader();
        columns.skip(InteractionRow.AT_OFFSET);
        long at = columns.int64();
        columns.skip(InteractionRow.KIND_OFFSET - InteractionRow.AT_OFFSET - Long.BYTES);
        boolean isPing = InteractionRow.Kind.of(columns.int8()) == InteractionRow.Kind.ENGAGEMENT;
        columns.skipText(); // host name
        columns.skipText(); // page
        String device = columns.text();
        columns.skip(2 * Short.BYTES + 2 * Integer.BYTES); // window and document
        columns.skip(Integer.BYTES); // visible
        int activeMs = columns.int32();
        Encoded origin = ORIGIN_BY_DEVICE.get(device);
        return new Session(
                0,
                0,
                at,
                at,
                at,
                at,
                0,
                0,
                isPing ? activeMs : 0,
                0,
                NO_PAGE,
                0,
                NO_PAGE,
                origin != null ? origin : originOn(device));
    }

    private static Encoded originOn(String device) {
        Encoded origin = Encoded.of(row -> {
            Attribution.NONE.encode(row);
            Client.onDevice(device).encode(row);
        });
        ORIGIN_BY_DEVICE.put(device, origin);
        return origin;
    }
}

package polku.storage.write;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that an earlier version of the server laid out, in today's layout: what was accepted before an upgrade is stored
 * after it. A stamp (session and batch) that a row has is kept.
 */
public final class OldRows {
    private static final int STAMP_OFFSET = 12;
    private static final int STAMP_BYTES = 16;

    private OldRows() {}

    /** The rows in today's layout; themselves where they are that already. */
    public static List<SpooledRow> current(List<SpooledRow> rows) {
        for (SpooledRow row : rows) {
            if (row.version() != row.kind().version()) {
                return rows.stream().map(OldRows::current).toList();
            }
        }
        return rows;
    }

    private static SpooledRow current(SpooledRow row) {
        if (row.version() == row.kind().version()) {
            return row;
        }
        if (row.version() != 0) {
            throw new IllegalArgumentException(row.kind() + " rows of version " + row.version() + " are unknown");
        }
        return new SpooledRow(row.kind(), current(row.kind(), row.toByteArray()), row.resendable());
    }

    /**
     * A table's rows of a batch that was formed before the layouts had versions, one by one in the same order, so that what
     * was stored of the batch already still is what it was.
     */
    public static Batch.TableRows current(Batch.TableRows old) {
        RowWriter rows = new RowWriter(old.bytes().length * 2);
        int[] offsets = new int[old.rows()];
        for (int i = 0; i < offsets.length; i++) {
            int end = i + 1 < offsets.length ? old.offsets()[i + 1] : old.bytes().length;
            byte[] row = java.util.Arrays.copyOfRange(old.bytes(), old.offsets()[i], end);
            byte[] now = switch (old.table()) {
                case "events" -> current(RowKind.EVENT, row);
                case "interactions" -> current(RowKind.INTERACTION, row);
                case "sessions" -> java.util.Arrays.copyOf(row, row.length + 2); // no region, no city
                default -> row;
            };
            offsets[i] = rows.length();
            rows.raw(now, 0, now.length);
        }
        return new Batch.TableRows(old.table(), rows.toByteArray(), offsets);
    }

    private static byte[] current(RowKind kind, byte[] old) {
        RowReader reader = new RowReader(old, 0, old.length);
        RowWriter writer = new RowWriter(old.length + 64);
        if (kind == RowKind.EVENT) {
            firstEvent(reader).encode(writer);
        } else {
            firstInteraction(reader).encode(writer);
        }
        byte[] row = writer.toByteArray();
        System.arraycopy(old, STAMP_OFFSET, row, STAMP_OFFSET, STAMP_BYTES);
        return row;
    }

    private static EventRow firstEvent(RowReader row) {
        int siteId = row.int32();
        long visitorId = row.int64();
        row.int64();
        row.int64();
        long at = row.int64();
        long receivedAt = row.int64();
        long eventId = row.int64();
        int pageviewId = (int) row.int64();
        String name = row.text();
        String hostname = row.text();
        String page = row.text();
        String title = row.text();
        Map<String, String> props = row.map();
        @Nullable BigDecimal revenue = row.decimal4();
        String currency = row.text();
        Attribution attribution = Attribution.decode(row);
        return new EventRow(
                siteId,
                visitorId,
                at,
                receivedAt,
                eventId,
                pageviewId,
                name,
                hostname,
                page,
                title,
                props,
                revenue,
                currency,
                List.of(),
                attribution,
                firstClient(row));
    }

    private static Client firstClient(RowReader row) {
        List<String> texts = new ArrayList<>(8);
        for (int i = 0; i < 8; i++) {
            texts.add(row.text());
        }
        return new Client(
                texts.get(0),
                texts.get(1),
                texts.get(2),
                texts.get(3),
                texts.get(4),
                texts.get(5),
                texts.get(6),
                texts.get(7),
                "",
                "");
    }

    private static InteractionRow firstInteraction(RowReader row) {
        int siteId = row.int32();
        long visitorId = row.int64();
        row.int64();
        row.int64();
        long at = row.int64();
        long receivedAt = row.int64();
        int pageviewId = (int) row.int64();
        InteractionRow.Kind kind = InteractionRow.Kind.of(row.int8());
        String hostname = row.text();
        String page = row.text();
        String device = row.text();
        InteractionRow.Attention attention = new InteractionRow.Attention(row.int32(), row.int32(), row.uint16(), 0, 0);
        String selector = row.text();
        String tag = row.text();
        String text = row.text();
        int x = row.uint16();
        int y = row.uint16();
        int pageX = row.int32();
        int pageY = row.int32();
        int viewportWidth = row.uint16();
        int viewportHeight = row.uint16();
        return new InteractionRow(
                siteId,
                visitorId,
                at,
                receivedAt,
                pageviewId,
                kind,
                hostname,
                page,
                device,
                viewportWidth,
                viewportHeight,
                new InteractionRow.Spot(selector, tag, text, x, y, pageX, pageY, row.int32(), row.int32()),
                attention,
                InteractionRow.Detail.NONE);
    }
}

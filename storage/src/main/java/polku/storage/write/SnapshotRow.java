package polku.storage.write;

/**
 * One row of table {@code page_snapshots}: a version of a page was seen, and perhaps recorded. Times are milliseconds since
 * the epoch, of {@code receivedAt} the second is kept; sizes are CSS px.
 *
 * @param visitorId 0 where the owner took it
 * @param skeleton the version; its 64 bits are those of the 16 hex digits that trackers send
 * @param content JSON text of the recorded document; empty in a sighting
 */
public record SnapshotRow(
        int siteId,
        long visitorId,
        long at,
        long receivedAt,
        String hostname,
        String page,
        String device,
        long skeleton,
        TakenBy takenBy,
        int viewportWidth,
        int viewportHeight,
        int documentWidth,
        int documentHeight,
        String title,
        String content) {

    /** Of an encoded row: site (4), visitor (8), session (8) and batch (8) come first. */
    static final int AT_OFFSET = EventRow.AT_OFFSET;

    /** The codes are those of the table's Enum8. */
    public enum TakenBy {
        VISITOR(1),
        OWNER(2);

        private final int code;

        TakenBy(int code) {
            this.code = code;
        }
    }

    public void encode(RowWriter row) {
        row.int32(siteId).int64(visitorId).int64(0).int64(0).int64(at).seconds(receivedAt);
        row.text(hostname).text(page).text(device);
        row.int64(skeleton).int8(takenBy.code);
        row.int16(viewportWidth).int16(viewportHeight);
        row.int32(documentWidth).int32(documentHeight);
        row.text(title).text(content);
    }

    public static SnapshotRow decode(RowReader row) {
        int siteId = row.int32();
        long visitorId = row.int64();
        row.int64(); // session: stamped later
        row.int64(); // batch: stamped later
        return new SnapshotRow(
                siteId,
                visitorId,
                row.int64(),
                row.seconds(),
                row.text(),
                row.text(),
                row.text(),
                row.int64(),
                row.int8() == TakenBy.OWNER.code ? TakenBy.OWNER : TakenBy.VISITOR,
                row.uint16(),
                row.uint16(),
                row.int32(),
                row.int32(),
                row.text(),
                row.text());
    }
}

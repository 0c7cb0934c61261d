package polku.storage.write;

/**
 * One row of table {@code replay_chunks}: a stretch of what a session looked like. Times are milliseconds since the epoch; of
 * {@code receivedAt} the second is kept.
 *
 * @param at of the first event, by the server's clock
 * @param documentId of the document that was loaded, told by the browser
 * @param sequence of the chunk in its document, from 0
 * @param part of a chunk that came in several, from 0; such a part holds a piece of the content's text
 * @param parts 1 for a whole chunk
 * @param length from the first event to the last, ms
 * @param clockShift to be added to the times in {@code content}, ms
 * @param events in the chunk; a part tells those of its chunk
 * @param snapshot whether there is a full snapshot among them, or may be
 * @param content JSON array of rrweb's events
 */
public record ReplayRow(
        int siteId,
        long visitorId,
        long at,
        long receivedAt,
        long documentId,
        int sequence,
        int part,
        int parts,
        int length,
        long clockShift,
        int events,
        boolean snapshot,
        String content) {

    public void encode(RowWriter row) {
        row.int32(siteId).int64(visitorId).int64(0).int64(0).int64(at).seconds(receivedAt);
        row.int64(documentId).int32(sequence).int16(part).int16(parts).int32(length);
        row.int64(clockShift).int32(events).int8(snapshot ? 1 : 0);
        row.text(content);
    }

    public static ReplayRow decode(RowReader row) {
        int siteId = row.int32();
        long visitorId = row.int64();
        row.int64(); // session: stamped later
        row.int64(); // batch: stamped later
        return new ReplayRow(
                siteId,
                visitorId,
                row.int64(),
                row.seconds(),
                row.int64(),
                row.int32(),
                row.uint16(),
                row.uint16(),
                row.int32(),
                row.int64(),
                row.int32(),
                row.int8() != 0,
                row.text());
    }
}

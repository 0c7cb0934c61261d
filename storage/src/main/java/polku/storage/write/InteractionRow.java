package polku.storage.write;

/**
 * One row of table {@code interactions}: a click or an engagement ping. Fields of the other kind are 0 or "".
 *
 * @param visibleMs engagement: visible time since the previous ping of the same pageview
 * @param activeMs engagement: visible and active time since the previous ping
 * @param scrollDepth engagement: maximum so far, in thousandths of the document's height
 * @param elementX click: position inside the element's box in 1/32767 of its width
 * @param elementY click: position inside the element's box in 1/32767 of its height
 */
public record InteractionRow(
        int siteId,
        long visitorId,
        long at,
        long receivedAt,
        long pageviewId,
        Kind kind,
        String hostname,
        String page,
        String device,
        int visibleMs,
        int activeMs,
        int scrollDepth,
        String selector,
        String tag,
        String text,
        int elementX,
        int elementY,
        int pageX,
        int pageY,
        int viewportWidth,
        int viewportHeight,
        int documentWidth,
        int documentHeight) {

    /** The codes are those of the table's Enum8. */
    public enum Kind {
        ENGAGEMENT(1),
        CLICK(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) {
            return code == ENGAGEMENT.code ? ENGAGEMENT : CLICK;
        }
    }

    public void encode(RowWriter row) {
        row.int32(siteId).int64(visitorId).int64(0).int64(0).int64(at).int64(receivedAt);
        row.int64(pageviewId).int8(kind.code).text(hostname).text(page).text(device);
        row.int32(visibleMs).int32(activeMs).int16(scrollDepth);
        row.text(selector)
                .text(tag)
                .text(text)
                .int16(elementX)
                .int16(elementY)
                .int32(pageX)
                .int32(pageY);
        row.int16(viewportWidth).int16(viewportHeight).int32(documentWidth).int32(documentHeight);
    }

    public static InteractionRow decode(RowReader row) {
        int siteId = row.int32();
        long visitorId = row.int64();
        row.int64(); // session: stamped later
        row.int64(); // batch: stamped later
        return new InteractionRow(
                siteId,
                visitorId,
                row.int64(),
                row.int64(),
                row.int64(),
                Kind.of(row.int8()),
                row.text(),
                row.text(),
                row.text(),
                row.int32(),
                row.int32(),
                row.uint16(),
                row.text(),
                row.text(),
                row.text(),
                row.uint16(),
                row.uint16(),
                row.int32(),
                row.int32(),
                row.uint16(),
                row.uint16(),
                row.int32(),
                row.int32());
    }
}

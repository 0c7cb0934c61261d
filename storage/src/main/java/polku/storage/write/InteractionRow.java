package polku.storage.write;

/**
 * One row of table {@code interactions}: what a visitor did, met or waited for inside a page. The kind says which of the
 * parts mean something; the others are their {@code NONE}. Times are milliseconds since the epoch, of {@code receivedAt} the
 * second is kept; sizes are CSS px.
 */
public record InteractionRow(
        int siteId,
        long visitorId,
        long at,
        long receivedAt,
        int pageviewId,
        Kind kind,
        String hostname,
        String page,
        String device,
        int viewportWidth,
        int viewportHeight,
        Spot spot,
        Attention attention,
        Detail detail) {

    /** Of an encoded row: site (4), visitor (8), session (8) and batch (8) come first. */
    public static final int AT_OFFSET = EventRow.AT_OFFSET;
    /** After {@code at} (8), the second of receipt (4) and the pageview's id (4). */
    public static final int KIND_OFFSET = AT_OFFSET + 16;

    /** The codes are those of the table's Enum8. */
    public enum Kind {
        ENGAGEMENT(1),
        CLICK(2),
        RAGE_CLICK(3),
        DEAD_CLICK(4),
        ERROR_CLICK(5),
        MOVE(6),
        ATTENTION(7),
        FORM_START(8),
        FORM_FIELD(9),
        FORM_SUBMIT(10),
        FORM_ABANDON(11),
        ERROR(12),
        FAILED_REQUEST(13),
        VITAL(14),
        COPY(15),
        PRINT(16);

        private static final Kind[] ALL = values();
        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        public static Kind of(int code) {
            if (code < 1 || code > ALL.length) {
                throw new IllegalArgumentException("unknown kind of interaction: " + code);
            }
            return ALL[code - 1];
        }

        /** True where the page, not the visitor, did it: it neither starts a session nor keeps one alive. */
        public boolean isPassive() {
            return this == ERROR || this == FAILED_REQUEST || this == VITAL;
        }
    }

    /**
     * Where it happened.
     *
     * @param selector the element
     * @param x position inside the element's box in 1/32767 of its width
     * @param y position inside the element's box in 1/32767 of its height
     * @param documentWidth of the whole document, like its height
     */
    public record Spot(
            String selector,
            String tag,
            String text,
            int x,
            int y,
            int pageX,
            int pageY,
            int documentWidth,
            int documentHeight) {
        public static final Spot NONE = of("");

        public static Spot of(String selector) {
            return new Spot(selector, "", "", 0, 0, 0, 0, 0, 0);
        }

        public static Spot inDocument(int width, int height) {
            return new Spot("", "", "", 0, 0, 0, 0, width, height);
        }
    }

    /**
     * How long what was looked at.
     *
     * @param visibleMs engagement: visible time since the previous ping of the same pageview
     * @param activeMs engagement: visible and active time since the previous ping; attention: of the band
     * @param depth engagement: furthest point so far, in thousandths of the document's height
     * @param bandTop attention: in thousandths of the document's height, like the bottom
     */
    public record Attention(int visibleMs, int activeMs, int depth, int bandTop, int bandBottom) {
        public static final Attention NONE = new Attention(0, 0, 0, 0, 0);
    }

    /**
     * What else there is to tell of a kind; the table's migration says what each column holds.
     *
     * @param number 16 bits
     */
    public record Detail(
            String name, String target, String message, String stack, String rating, double value, int number) {
        public static final Detail NONE = new Detail("", "", "", "", "", 0, 0);
    }

    public void encode(RowWriter row) {
        row.int32(siteId).int64(visitorId).int64(0).int64(0).int64(at).seconds(receivedAt);
        row.int32(pageviewId).int8(kind.code).text(hostname).text(page).text(device);
        row.int16(viewportWidth).int16(viewportHeight);
        row.int32(spot.documentWidth).int32(spot.documentHeight);
        row.int32(attention.visibleMs).int32(attention.activeMs).int16(attention.depth);
        row.int16(attention.bandTop).int16(attention.bandBottom);
        row.text(spot.selector).text(spot.tag).text(spot.text);
        row.int16(spot.x).int16(spot.y).int32(spot.pageX).int32(spot.pageY);
        row.text(detail.name).text(detail.target).text(detail.message).text(detail.stack);
        row.text(detail.rating).float64(detail.value).int16(detail.number);
    }

    /** Of an encoded row, without decoding it. */
    static Kind kindOf(SpooledRow row) {
        return Kind.of(row.bytes()[row.offset() + KIND_OFFSET]);
    }

    public static InteractionRow decode(RowReader row) {
        int siteId = row.int32();
        long visitorId = row.int64();
        row.int64(); // session: stamped later
        row.int64(); // batch: stamped later
        long at = row.int64();
        long receivedAt = row.seconds();
        int pageviewId = row.int32();
        Kind kind = Kind.of(row.int8());
        String hostname = row.text();
        String page = row.text();
        String device = row.text();
        int viewportWidth = row.uint16();
        int viewportHeight = row.uint16();
        int documentWidth = row.int32();
        int documentHeight = row.int32();
        Attention attention = new Attention(row.int32(), row.int32(), row.uint16(), row.uint16(), row.uint16());
        Spot spot = new Spot(
                row.text(),
                row.text(),
                row.text(),
                row.uint16(),
                row.uint16(),
                row.int32(),
                row.int32(),
                documentWidth,
                documentHeight);
        Detail detail =
                new Detail(row.text(), row.text(), row.text(), row.text(), row.text(), row.float64(), row.uint16());
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
                spot,
                attention,
                detail);
    }
}

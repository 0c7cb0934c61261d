package polku.storage.write;

import java.util.Map;

/**
 * One row of table {@code identities}: who a consenting visitor is beyond the id of its events.
 *
 * @param at milliseconds since the epoch
 * @param id {@link Kind#CLIENT}: the visitor id under which the same person is seen from the next session on, unsigned and
 *     decimal; {@link Kind#USER}: the owner's own id of the person
 * @param traits what the owner told of the person; only with a user
 */
public record IdentityRow(int siteId, long visitorId, long at, Kind kind, String id, Map<String, String> traits) {

    /** The codes are those of the table's Enum8. */
    public enum Kind {
        CLIENT(1),
        USER(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    public void encode(RowWriter row) {
        row.int32(siteId).int64(visitorId).int64(0).int64(at).int8(kind.code);
        row.text(id).map(traits);
    }

    public static IdentityRow decode(RowReader row) {
        int siteId = row.int32();
        long visitorId = row.int64();
        row.int64(); // batch: stamped later
        return new IdentityRow(
                siteId,
                visitorId,
                row.int64(),
                row.int8() == Kind.CLIENT.code ? Kind.CLIENT : Kind.USER,
                row.text(),
                row.map());
    }
}

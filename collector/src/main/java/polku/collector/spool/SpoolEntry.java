package polku.collector.spool;

import java.util.ArrayList;
import java.util.List;
import polku.storage.write.RowKind;
import polku.storage.write.RowReader;
import polku.storage.write.RowWriter;
import polku.storage.write.SpooledRow;

/**
 * What one request put into the spool: all its rows or, after a crash, none. Layout of the payload, little endian: key's
 * site (int32), key's id (int64), number of rows (uint16), then for each row its kind (int8), flags (int8; 1 = resendable, the upper half the version of the row's layout),
 * length (int32) and bytes.
 *
 * @param key under which a repetition of the request is known, or {@link BeaconKey#NONE}
 */
public record SpoolEntry(BeaconKey key, List<SpooledRow> rows) {
    private static final int RESENDABLE = 1;
    private static final int VERSION_SHIFT = 4;
    /** Key and number of rows. */
    static final int HEADER_BYTES = 14;

    private static final int ROW_HEADER_BYTES = 6;
    public static final int MAX_ROWS = 65_535;

    /** Site and beacon id of a request: the same again is a repetition. */
    public record BeaconKey(int site, long id) {
        public static final BeaconKey NONE = new BeaconKey(0, 0);
    }

    /** Collects the rows of one request. Reusable after {@link #start}; used by one thread. */
    public static final class Builder {
        private final RowWriter rows = new RowWriter(4096);
        private final RowWriter row = new RowWriter(1024);
        private BeaconKey key = BeaconKey.NONE;
        private int count;

        public Builder start(BeaconKey newKey) {
            key = newKey;
            rows.reset();
            count = 0;
            return this;
        }

        /** The row's writer, empty; fill it, then call {@link #add}. */
        public RowWriter row() {
            row.reset();
            return row;
        }

        public void add(RowKind kind, boolean resendable) {
            if (count == MAX_ROWS) {
                throw new IllegalStateException("too many rows in one request");
            }
            int flags = kind.version() << VERSION_SHIFT | (resendable ? RESENDABLE : 0);
            rows.int8(kind.code()).int8(flags).int32(row.length());
            rows.raw(row.array(), 0, row.length());
            count++;
        }

        public int rows() {
            return count;
        }

        public byte[] build() {
            RowWriter payload = new RowWriter(HEADER_BYTES + rows.length()); // just as much
            payload.int32(key.site()).int64(key.id()).int16(count);
            return payload.raw(rows.array(), 0, rows.length()).array();
        }
    }

    /** How many rows a payload holds. */
    public static int rows(byte[] payload) {
        return rowsOf(payload, 0);
    }

    static SpoolEntry decode(byte[] bytes, int offset, int length) {
        RowReader reader = new RowReader(bytes, offset, length);
        BeaconKey key = new BeaconKey(reader.int32(), reader.int64());
        int count = reader.uint16();
        List<SpooledRow> rows = new ArrayList<>(count);
        int at = reader.position();
        for (int i = 0; i < count; i++) {
            RowReader header = new RowReader(bytes, at, ROW_HEADER_BYTES);
            RowKind kind = RowKind.of(header.int8());
            int flags = header.int8() & 0xff;
            int rowLength = header.int32();
            at = header.position();
            rows.add(new SpooledRow(kind, flags >>> VERSION_SHIFT, bytes, at, rowLength, (flags & RESENDABLE) != 0));
            at += rowLength;
        }
        return new SpoolEntry(key, rows);
    }

    /** Whether the rows fill the payload exactly; cheap, and says no to nearly all bytes that are not an entry. */
    static boolean isWellFormed(byte[] bytes, int offset, int length) {
        if (length < HEADER_BYTES) {
            return false;
        }
        int end = offset + length;
        int at = offset + HEADER_BYTES;
        for (int left = rowsOf(bytes, offset); left > 0; left--) {
            if (end - at < ROW_HEADER_BYTES) {
                return false;
            }
            int rowLength = new RowReader(bytes, at + 2, 4).int32();
            at += ROW_HEADER_BYTES;
            if (rowLength < 0 || rowLength > end - at) {
                return false;
            }
            at += rowLength;
        }
        return at == end;
    }

    /**
     * An entry without rows that says how many rows had been accepted before it, since the beginning. It tells more: what
     * lies before it was whole once, so a damaged entry there is no torn write.
     */
    static byte[] mark(long acceptedRows) {
        return new RowWriter(HEADER_BYTES)
                .int32(BeaconKey.NONE.site())
                .int64(acceptedRows)
                .int16(0)
                .toByteArray();
    }

    static boolean isMark(byte[] bytes, int offset, int length) {
        return length == HEADER_BYTES
                && rowsOf(bytes, offset) == 0
                && keyOf(bytes, offset).site() == 0;
    }

    /** What a mark says. */
    static long acceptedOf(byte[] bytes, int offset) {
        return keyOf(bytes, offset).id();
    }

    static BeaconKey keyOf(byte[] bytes, int offset) {
        RowReader reader = new RowReader(bytes, offset, 12);
        return new BeaconKey(reader.int32(), reader.int64());
    }

    static int rowsOf(byte[] bytes, int offset) {
        return new RowReader(bytes, offset + 12, 2).uint16();
    }
}

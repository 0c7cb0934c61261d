package polku.storage.write;

import java.util.Arrays;

/**
 * One accepted row as it lies in the spool: a RowBinary row as {@link EventRow#encode} and the like wrote it, inside an
 * array that it shares with others. The row's bytes are owned by the batch from here on (the writer stamps session and
 * batch into them).
 *
 * @param kind its table
 * @param version of the row's layout, see {@link RowKind#version}
 * @param resendable true where the sender named the event (its {@code eventId} is derived from an id of the sender's),
 *     so that the same event may come again at any time and must then be left out
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SpooledRow(RowKind kind, int version, byte[] bytes, int offset, int length, boolean resendable) {
    /** A row that fills its array. */
    public SpooledRow(RowKind kind, int version, byte[] row, boolean resendable) {
        this(kind, version, row, 0, row.length, resendable);
    }

    /** A row of today's layout that fills its array. */
    public SpooledRow(RowKind kind, byte[] row, boolean resendable) {
        this(kind, kind.version(), row, resendable);
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    public RowReader reader() {
        return new RowReader(bytes, offset, length);
    }

    /** A fixed-width column at so many bytes from the row's start. */
    int int32(int at) {
        return LittleEndian.getInt(bytes, offset + at);
    }

    /** A fixed-width column at so many bytes from the row's start. */
    long int64(int at) {
        return LittleEndian.getLong(bytes, offset + at);
    }

    void stamp(int at, long value) {
        LittleEndian.putLong(bytes, offset + at, value);
    }

    /** @return where the next row may begin */
    int copyTo(byte[] rows, int at) {
        System.arraycopy(bytes, offset, rows, at, length);
        return at + length;
    }
}

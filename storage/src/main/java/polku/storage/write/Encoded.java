package polku.storage.write;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Columns of a row in RowBinary that are copied from table to table without being looked at. Equal by content. It may be a
 * view into a larger array, which must not change as long as it is used; {@link #detached} ends that.
 */
public final class Encoded {
    private final byte[] bytes;
    private final int offset;
    private final int length;

    Encoded(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    public static Encoded of(Consumer<RowWriter> columns) {
        RowWriter writer = new RowWriter(128);
        columns.accept(writer);
        return new Encoded(writer.toByteArray(), 0, writer.length());
    }

    /** The same without the array that it was a view of. */
    public Encoded detached() {
        return length == bytes.length
                ? this
                : new Encoded(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    public void encode(RowWriter row) {
        row.raw(bytes, offset, length);
    }

    public RowReader reader() {
        return new RowReader(bytes, offset, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Encoded that
                && Arrays.equals(bytes, offset, offset + length, that.bytes, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }
}

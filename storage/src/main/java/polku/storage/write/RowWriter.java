package polku.storage.write;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values in ClickHouse's RowBinary format (little endian, no padding, columns in the order of the table) into a
 * growing array. Not safe for use by several threads; {@link #reset} lets one writer serve many rows.
 *
 * @see <a href="https://clickhouse.com/docs/interfaces/formats/RowBinary">RowBinary</a>
 */
public final class RowWriter {
    private byte[] bytes;
    private int length;

    public RowWriter() {
        this(1024);
    }

    public RowWriter(int capacity) {
        bytes = new byte[capacity];
    }

    public void reset() {
        length = 0;
    }

    public int length() {
        return length;
    }

    /** The array behind; only the first {@link #length} bytes count, and only until the next write. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    public RowWriter int8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public RowWriter int16(int value) {
        room(2);
        bytes[length++] = (byte) value;
        bytes[length++] = (byte) (value >>> 8);
        return this;
    }

    public RowWriter int32(int value) {
        room(4);
        LittleEndian.putInt(bytes, length, value);
        length += 4;
        return this;
    }

    public RowWriter int64(long value) {
        room(8);
        LittleEndian.putLong(bytes, length, value);
        length += 8;
        return this;
    }

    /** {@code DateTime}: the second of a time in milliseconds. */
    public RowWriter seconds(long millis) {
        return int32((int) Math.floorDiv(millis, 1000L));
    }

    public RowWriter float64(double value) {
        return int64(Double.doubleToRawLongBits(value));
    }

    /** {@code String} and {@code LowCardinality(String)}: length as LEB128, then UTF-8. */
    public RowWriter text(String value) {
        int characters = value.length();
        varint(characters);
        room(characters);
        int start = length;
        for (int i = 0; i < characters; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                return textBeyondAscii(value, start - lengthOfVarint(characters));
            }
            bytes[start + i] = (byte) c;
        }
        length = start + characters;
        return this;
    }

    private RowWriter textBeyondAscii(String value, int start) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        length = start;
        varint(utf8.length);
        return raw(utf8, 0, utf8.length);
    }

    private static int lengthOfVarint(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;
    }

    /** {@code Map(String, String)}. */
    public RowWriter map(Map<String, String> value) {
        varint(value.size());
        if (!value.isEmpty()) {
            value.forEach((key, item) -> text(key).text(item));
        }
        return this;
    }

    /** {@code Nullable(Decimal(18, 4))}, rounded half up to four digits. */
    public RowWriter decimal4(@Nullable BigDecimal value) {
        if (value == null) {
            return int8(1);
        }
        return int8(0).int64(
                        value.setScale(4, RoundingMode.HALF_UP).unscaledValue().longValueExact());
    }

    /** The six arrays of {@code items}, side by side. */
    public RowWriter products(List<Product> products) {
        int count = products.size();
        if (count == 0) { // as in nearly all events
            room(6);
            Arrays.fill(bytes, length, length += 6, (byte) 0);
            return this;
        }
        varint(count);
        products.forEach(product -> text(product.id()));
        varint(count);
        products.forEach(product -> text(product.name()));
        varint(count);
        products.forEach(product -> text(product.category()));
        varint(count);
        products.forEach(product -> text(product.variant()));
        varint(count);
        products.forEach(product -> decimal4(product.price()));
        varint(count);
        products.forEach(product -> int16(product.quantity()));
        return this;
    }

    public RowWriter raw(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    private void varint(int value) {
        room(5);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[length++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}

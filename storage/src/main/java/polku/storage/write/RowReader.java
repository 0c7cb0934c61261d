package polku.storage.write;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RowWriter} wrote. */
public final class RowReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    public RowReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    public int position() {
        return position;
    }

    public boolean isAtEnd() {
        return position == end;
    }

    public int int8() {
        return bytes[advance(1)];
    }

    public int uint16() {
        int at = advance(2);
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    public int int32() {
        return LittleEndian.getInt(bytes, advance(4));
    }

    public long int64() {
        return LittleEndian.getLong(bytes, advance(8));
    }

    /** A {@code DateTime}, as milliseconds. */
    public long seconds() {
        return Integer.toUnsignedLong(int32()) * 1000;
    }

    public double float64() {
        return Double.longBitsToDouble(int64());
    }

    public String text() {
        int length = varint();
        return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
    }

    /** An {@code Array(UInt16)}. */
    public int[] uint16s() {
        int[] numbers = new int[varint()];
        int at = advance(Math.multiplyExact(2, numbers.length));
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes[at + 2 * i] & 0xff | (bytes[at + 2 * i + 1] & 0xff) << 8;
        }
        return numbers;
    }

    /** An {@code Array(UInt32)} of numbers below 2³¹. */
    public int[] int32s() {
        int[] numbers = new int[varint()];
        int at = advance(Math.multiplyExact(4, numbers.length));
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = LittleEndian.getInt(bytes, at + 4 * i);
        }
        return numbers;
    }

    /** An {@code Array(UInt64)}, or of other 64 bits. */
    public long[] int64s() {
        long[] numbers = new long[varint()];
        int at = advance(Math.multiplyExact(8, numbers.length));
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = LittleEndian.getLong(bytes, at + 8 * i);
        }
        return numbers;
    }

    /** Moves past fixed-width columns of so many bytes. */
    public void skip(int count) {
        advance(count);
    }

    /** Moves past a text. */
    public void skipText() {
        advance(varint());
    }

    /** Moves past a text; true where it is this one. */
    public boolean skipText(byte[] expected) {
        int length = varint();
        int at = advance(length);
        return Arrays.equals(bytes, at, at + length, expected, 0, expected.length);
    }

    /** Moves past a map. */
    public void skipMap() {
        for (int left = varint(); left > 0; left--) {
            skipText();
            skipText();
        }
    }

    /** Moves past a {@code Nullable(Decimal(18, 4))}. */
    public void skipDecimal4() {
        if (int8() == 0) {
            advance(8);
        }
    }

    /** Moves past the arrays of {@link RowWriter#products}. */
    public void skipProducts() {
        for (int texts = 0; texts < 4; texts++) {
            for (int left = varint(); left > 0; left--) {
                skipText();
            }
        }
        for (int left = varint(); left > 0; left--) {
            skipDecimal4();
        }
        int quantities = varint();
        if (quantities > (end - position) / 2) {
            throw new IllegalArgumentException("a row that ends too early");
        }
        advance(2 * quantities);
    }

    /** What lies between an earlier position and this one, as it is. */
    public Encoded since(int start) {
        return new Encoded(bytes, start, position - start);
    }

    /** All that is left, as it is. */
    public Encoded rest() {
        int start = position;
        position = end;
        return since(start);
    }

    public Map<String, String> map() {
        int size = varint();
        if (size == 0) {
            return Map.of();
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(text(), text());
        }
        return map;
    }

    public @Nullable BigDecimal decimal4() {
        return int8() == 1 ? null : new BigDecimal(BigInteger.valueOf(int64()), 4);
    }

    /** The arrays of {@link RowWriter#products}. */
    public List<Product> products() {
        List<String> ids = texts();
        List<String> names = texts();
        List<String> categories = texts();
        List<String> variants = texts();
        List<@Nullable BigDecimal> prices = new ArrayList<>(ids.size());
        for (int left = varint(); left > 0; left--) {
            prices.add(decimal4());
        }
        List<Product> products = new ArrayList<>(ids.size());
        int count = varint();
        for (int i = 0; i < count; i++) {
            products.add(
                    new Product(ids.get(i), names.get(i), categories.get(i), variants.get(i), prices.get(i), uint16()));
        }
        return products;
    }

    private List<String> texts() {
        int count = varint();
        List<String> texts = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    private int varint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = bytes[advance(1)];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a length of more than 32 bits");
    }

    private int advance(int count) {
        int at = position;
        if (count < 0 || end - at < count) {
            throw new IllegalArgumentException("a row that ends too early");
        }
        position = at + count;
        return at;
    }
}

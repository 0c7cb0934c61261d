package polku.collector.spool;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * One file of the spool: a header (magic, schema version of the rows), then entries of length (int32), CRC32C over length
 * and payload (int32), payload. Its name is its number, so that names sort as numbers do.
 */
final class Segment {
    static final int HEADER_BYTES = 8;
    static final int ENTRY_HEADER_BYTES = 8;
    /** A {@linkplain SpoolEntry#mark mark} with its header; each group begins with one. */
    static final int MARK_BYTES = ENTRY_HEADER_BYTES + SpoolEntry.HEADER_BYTES;

    /** Raised whenever the columns of a spooled row change. */
    static final int ROW_SCHEMA = 1;

    static final int MAGIC = 0x53_4b_4c_50; // "PLKS"
    static final int MAX_ENTRY_BYTES = 64 << 20;
    private static final String SUFFIX = ".spool";

    private final long number;
    private final Path file;
    /** Bytes that are valid and on the disk; grows while the segment is being written. */
    private volatile long length;

    private volatile long lastAppend;

    Segment(Path directory, long number, long length, long lastAppend) {
        this.number = number;
        this.file = directory.resolve("%016d%s".formatted(number, SUFFIX));
        this.length = length;
        this.lastAppend = lastAppend;
    }

    static boolean isSegment(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    static long numberOf(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    long number() {
        return number;
    }

    Path file() {
        return file;
    }

    long length() {
        return length;
    }

    long lastAppend() {
        return lastAppend;
    }

    void committed(long newLength, long now) {
        length = newLength;
        lastAppend = now;
    }

    static void putHeader(ByteBuffer buffer) {
        buffer.putInt(MAGIC).putInt(ROW_SCHEMA);
    }

    static void putEntry(ByteBuffer buffer, byte[] payload) {
        buffer.putInt(payload.length)
                .putInt(checksum(payload, 0, payload.length))
                .put(payload);
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(length);
        crc.update(length >>> 8);
        crc.update(length >>> 16);
        crc.update(length >>> 24);
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}

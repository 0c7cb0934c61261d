package polku.collector.spool;

import java.io.IOException;
import java.nio.file.Path;
import polku.collector.disk.Disk;
import polku.storage.write.RowReader;

/** Reads a segment entry by entry and stops before the first that is torn or damaged. Used by one thread. */
final class SegmentReader {
    private static final int CHUNK_BYTES = 4 << 20;

    private final Disk disk;
    private final Path file;
    private final long limit;
    private byte[] chunk = new byte[0];
    private long chunkStart;
    private int at;
    private int payload;
    private int length;

    /**
     * @param from where an entry begins, or 0 for the first
     * @param limit where to stop, at an entry's end; {@code Long.MAX_VALUE} for the file's end
     */
    SegmentReader(Disk disk, Path file, long from, long limit) throws IOException {
        this.disk = disk;
        this.file = file;
        this.limit = Math.min(limit, disk.size(file));
        this.chunkStart = from == 0 ? headerEnd() : from;
    }

    /** A header that was torn or damaged does not matter by itself: every entry has a checksum of its own. */
    private long headerEnd() throws IOException {
        byte[] header = disk.read(file, 0, Segment.HEADER_BYTES);
        if (header.length < Segment.HEADER_BYTES) {
            return 0;
        }
        RowReader reader = new RowReader(header, 0, header.length);
        int magic = reader.int32();
        int schema = reader.int32();
        if (magic == Segment.MAGIC && schema != Segment.ROW_SCHEMA) {
            throw new IOException(file + " holds rows of schema " + schema + ", this version knows "
                    + Segment.ROW_SCHEMA + "; let the version that wrote it empty its spool first");
        }
        return Segment.HEADER_BYTES;
    }

    /** Moves to the next entry; false where there is none, or none that is whole. */
    boolean next() throws IOException {
        if (position() < Segment.HEADER_BYTES || !isLoaded(Segment.ENTRY_HEADER_BYTES)) {
            return false;
        }
        RowReader header = new RowReader(chunk, at, Segment.ENTRY_HEADER_BYTES);
        int newLength = header.int32();
        int crc = header.int32();
        if (newLength <= 0
                || newLength > Segment.MAX_ENTRY_BYTES
                || !isLoaded(Segment.ENTRY_HEADER_BYTES + newLength)
                || Segment.checksum(chunk, at + Segment.ENTRY_HEADER_BYTES, newLength) != crc) {
            return false;
        }
        payload = at + Segment.ENTRY_HEADER_BYTES;
        length = newLength;
        at = payload + length;
        return true;
    }

    /** The end of the last entry read: up to here the segment is whole. */
    long position() {
        return chunkStart + at;
    }

    SpoolEntry entry() {
        return SpoolEntry.decode(chunk, payload, length);
    }

    SpoolEntry.BeaconKey key() {
        return SpoolEntry.keyOf(chunk, payload);
    }

    int rows() {
        return SpoolEntry.rowsOf(chunk, payload);
    }

    private boolean isLoaded(int bytes) throws IOException {
        if (chunk.length - at >= bytes) {
            return true;
        }
        long start = position();
        if (limit - start < bytes) {
            return false;
        }
        chunk = disk.read(file, start, (int) Math.min(limit - start, Math.max(CHUNK_BYTES, bytes)));
        chunkStart = start;
        at = 0;
        return chunk.length >= bytes;
    }
}

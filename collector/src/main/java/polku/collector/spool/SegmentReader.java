package polku.collector.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polku.collector.disk.Disk;
import polku.storage.write.RowReader;

/**
 * Reads a segment entry by entry. What is not whole is skipped where something whole follows, and is where reading stops
 * otherwise. Used by one thread.
 */
final class SegmentReader {
    private static final int CHUNK_BYTES = 4 << 20;
    /** How far a whole entry is looked for: several times what {@link SpoolLimits#segmentBytes} allows. */
    private static final int SEARCH_BYTES = Segment.MAX_ENTRY_BYTES;

    private final Disk disk;
    private final Path file;
    private final long limit;
    private final List<Damage.Stretch> damaged = new ArrayList<>();
    private byte[] chunk = new byte[0];
    private long chunkStart;
    private int at;
    private int payload;
    private int length;
    private long acceptedRows = -1;

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

    /** Moves to the next whole entry with rows; false where none follows. */
    boolean next() throws IOException {
        while (nextEntry()) {
            if (!SpoolEntry.isMark(chunk, payload, length)) {
                acceptedRows += acceptedRows < 0 ? 0 : rows();
                return true;
            }
            acceptedRows = SpoolEntry.acceptedOf(chunk, payload);
        }
        return false;
    }

    private boolean nextEntry() throws IOException {
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
            return skipDamage();
        }
        moveTo(at, newLength);
        return true;
    }

    private void moveTo(int start, int newLength) {
        payload = start + Segment.ENTRY_HEADER_BYTES;
        length = newLength;
        at = payload + length;
    }

    /** The length of what is damaged cannot be trusted, so the next entry may begin at any byte. */
    private boolean skipDamage() throws IOException {
        long from = position();
        chunk = disk.read(file, from, (int) Math.min(limit - from, SEARCH_BYTES));
        chunkStart = from;
        at = 0;
        int last = chunk.length - Segment.ENTRY_HEADER_BYTES - SpoolEntry.HEADER_BYTES;
        for (int start = 1; start <= last; start++) {
            int found = wholeEntryAt(start);
            if (found > 0) {
                damaged.add(new Damage.Stretch(from, from + start));
                moveTo(start, found);
                return true;
            }
        }
        return false;
    }

    /** The length of the payload, or 0; the checksum is only computed where everything else fits. */
    private int wholeEntryAt(int start) {
        RowReader header = new RowReader(chunk, start, Segment.ENTRY_HEADER_BYTES);
        int found = header.int32();
        int crc = header.int32();
        int begin = header.position();
        return found <= chunk.length - begin
                        && SpoolEntry.isWellFormed(chunk, begin, found)
                        && Segment.checksum(chunk, begin, found) == crc
                ? found
                : 0;
    }

    /** How many rows had been accepted up to here since the beginning, damaged ones before a mark included; -1 without one. */
    long acceptedRows() {
        return acceptedRows;
    }

    /**
     * Whether the file goes on with as many bytes as the next entry should have: a write that a crash tore is shorter, so
     * these are damaged.
     */
    boolean isFollowedByWholeLength() throws IOException {
        if (position() < Segment.HEADER_BYTES || !isLoaded(Segment.ENTRY_HEADER_BYTES)) {
            return false;
        }
        int following = new RowReader(chunk, at, Segment.ENTRY_HEADER_BYTES).int32();
        return following >= SpoolEntry.HEADER_BYTES
                && following <= Segment.MAX_ENTRY_BYTES
                && isLoaded(Segment.ENTRY_HEADER_BYTES + following);
    }

    /** What has been skipped so far. */
    List<Damage.Stretch> damaged() {
        return damaged;
    }

    /** The end of the last entry read. */
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

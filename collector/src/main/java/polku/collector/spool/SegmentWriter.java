package polku.collector.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.disk.AppendFile;
import polku.collector.disk.Disk;

/** Writes groups of entries into one segment after the other. Used by the spool's thread; {@link #isOpen} by any. */
final class SegmentWriter {
    private static final int FIRST_BYTES = 64 << 10;
    private static final int MAX_KEPT_BYTES = 4 << 20;
    private static final Logger log = LoggerFactory.getLogger(SegmentWriter.class);

    /** A sync, or the cut after a failed write, failed: nobody knows what is on the disk. */
    static final class InDoubtException extends Exception {
        private static final long serialVersionUID = 1;

        InDoubtException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** A group that is durable in the segment, beyond its {@link Segment#length}. */
    record Written(Segment segment, long bytes) {}

    private final Disk disk;
    private final Path directory;
    private final SpoolLimits limits;
    private final InstantSource clock;
    private long nextNumber;
    private volatile @Nullable Segment current;
    private @Nullable AppendFile file;
    private long openedAt;
    private ByteBuffer group = ByteBuffer.allocateDirect(FIRST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    /** Bytes of marks behind the segment's committed length; they count with the next group. */
    private long markBytes;

    private boolean isMarked;

    SegmentWriter(Disk disk, Path directory, SpoolLimits limits, InstantSource clock, long firstNumber) {
        this.disk = disk;
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
        this.nextNumber = firstNumber;
    }

    /**
     * Writes the entries, behind a mark, and syncs them.
     *
     * @param acceptedRows before these entries, since the beginning
     * @throws IOException nothing was written: the segment ends where it did before
     */
    Written write(List<byte[]> payloads, long acceptedRows) throws IOException, InDoubtException {
        int bytes = Segment.HEADER_BYTES + Segment.MARK_BYTES;
        for (byte[] payload : payloads) {
            bytes += payload.length + Segment.ENTRY_HEADER_BYTES;
        }
        ByteBuffer buffer = buffer(bytes);
        Segment segment = current;
        AppendFile out = file;
        if (segment == null || out == null || segment.length() >= limits.segmentBytes()) {
            seal(acceptedRows);
            segment = new Segment(directory, nextNumber++, 0, clock.millis());
            out = create(segment);
            Segment.putHeader(buffer);
        }
        if (!isMarked) {
            Segment.putEntry(buffer, SpoolEntry.mark(acceptedRows));
        }
        payloads.forEach(payload -> Segment.putEntry(buffer, payload));
        buffer.flip();
        long written = buffer.remaining();
        try {
            out.write(buffer);
        } catch (IOException e) {
            cutBack(segment, e);
            throw e;
        }
        try {
            out.force();
        } catch (IOException e) {
            throw new InDoubtException("syncing " + segment.file() + " failed", e);
        }
        written += markBytes;
        markBytes = 0;
        isMarked = false;
        return new Written(segment, written);
    }

    /** Outside of the heap, whence the system would have to copy it, and kept: most groups are about as large. */
    private ByteBuffer buffer(int bytes) {
        if (group.capacity() < bytes) {
            group = ByteBuffer.allocateDirect(Math.max(bytes, Math.min(2 * group.capacity(), MAX_KEPT_BYTES)))
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        return group.clear();
    }

    private AppendFile create(Segment segment) throws IOException, InDoubtException {
        AppendFile created = disk.create(segment.file());
        current = segment;
        file = created;
        openedAt = clock.millis();
        try {
            disk.syncDirectory(directory);
        } catch (IOException e) {
            throw new InDoubtException("syncing " + directory + " failed", e);
        }
        return created;
    }

    /**
     * While nothing arrives, marks what has been written as whole. Not synced: where a loss of power takes the mark, the end
     * is merely unmarked.
     *
     * @param acceptedRows up to here, since the beginning
     */
    void mark(long acceptedRows) throws IOException, InDoubtException {
        Segment segment = current;
        AppendFile out = file;
        if (segment == null || out == null || isMarked) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate(Segment.MARK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Segment.putEntry(buffer, SpoolEntry.mark(acceptedRows));
        buffer.flip();
        try {
            out.write(buffer);
        } catch (IOException e) {
            cutBack(segment, e);
            throw e;
        }
        markBytes += buffer.limit();
        isMarked = true;
    }

    /** After a failed write the segment ends where it was committed, and the next group gets a new one. */
    private void cutBack(Segment segment, IOException cause) throws InDoubtException {
        close();
        try {
            if (segment.length() == 0) {
                disk.delete(segment.file());
            } else {
                disk.truncate(segment.file(), segment.length());
            }
        } catch (IOException e) {
            e.addSuppressed(cause);
            throw new InDoubtException("cutting " + segment.file() + " back failed", e);
        }
    }

    /** True while the segment may still grow. */
    boolean isOpen(Segment segment) {
        return segment == current;
    }

    void sealIfOld(long acceptedRows) throws IOException, InDoubtException {
        if (current != null && clock.millis() - openedAt >= limits.segmentAge().toMillis()) {
            seal(acceptedRows);
        }
    }

    /** Marks and closes the segment; the next group gets a new one. */
    void seal(long acceptedRows) throws IOException, InDoubtException {
        mark(acceptedRows);
        close();
    }

    /** Closes the segment as it is. */
    void close() {
        markBytes = 0;
        isMarked = false;
        AppendFile open = file;
        file = null;
        current = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.warn("closing a segment failed; everything in it had been synced", e);
            }
        }
    }
}

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

    SegmentWriter(Disk disk, Path directory, SpoolLimits limits, InstantSource clock, long firstNumber) {
        this.disk = disk;
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
        this.nextNumber = firstNumber;
    }

    /**
     * Writes the entries and syncs them.
     *
     * @throws IOException nothing was written: the segment ends where it did before
     */
    Written write(List<byte[]> payloads) throws IOException, InDoubtException {
        int bytes = Segment.HEADER_BYTES;
        for (byte[] payload : payloads) {
            bytes += payload.length + Segment.ENTRY_HEADER_BYTES;
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Segment segment = current;
        AppendFile out = file;
        if (segment == null || out == null || segment.length() >= limits.segmentBytes()) {
            seal();
            segment = new Segment(directory, nextNumber++, 0, clock.millis());
            out = create(segment);
            Segment.putHeader(buffer);
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
        return new Written(segment, written);
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

    /** After a failed write the segment ends where it was committed, and the next group gets a new one. */
    private void cutBack(Segment segment, IOException cause) throws InDoubtException {
        seal();
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

    void sealIfOld() {
        if (current != null && clock.millis() - openedAt >= limits.segmentAge().toMillis()) {
            seal();
        }
    }

    /** Closes the segment; the next group gets a new one. */
    void seal() {
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

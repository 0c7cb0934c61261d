package polku.collector.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.disk.Disk;

/**
 * Stretches of segments that the disk gave back otherwise than they were written. They stay where they are, because
 * positions are offsets into the file, and are skipped; a copy outlives the segment.
 */
final class Damage {
    private static final Logger log = LoggerFactory.getLogger(Damage.class);

    /** Bytes of a segment that hold no whole entry, from an offset to another (exclusive). */
    record Stretch(long from, long to) {}

    private final Disk disk;
    private final Set<Position> known = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();

    Damage(Disk disk) {
        this.disk = disk;
    }

    /** Counts, reports and copies a stretch; false where it was known already. */
    boolean note(long segment, Path file, Stretch stretch) {
        if (!known.add(new Position(segment, stretch.from))) {
            return false;
        }
        long length = stretch.to - stretch.from;
        bytes.addAndGet(length);
        Path copy = file.resolveSibling(file.getFileName() + "." + stretch.from + ".damaged");
        log.error(
                "{}: skipping {} damaged bytes from byte {}; rows in them may have been acknowledged; kept in {}",
                file,
                length,
                stretch.from,
                copy.getFileName());
        try {
            if (!disk.exists(copy)) {
                disk.writeAtomically(copy, disk.read(file, stretch.from, Math.toIntExact(length)));
            }
        } catch (IOException e) {
            log.error("{} cannot be written; the bytes stay in their segment until that has been taken", copy, e);
        }
        return true;
    }

    /** Bytes noted since the start. */
    long bytes() {
        return bytes.get();
    }
}

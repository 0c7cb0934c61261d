package polku.collector.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.disk.Disk;

/**
 * What a spool's directory holds when it is opened: a torn tail is cut off, damage is reported, and the rows are counted.
 *
 * @param segments in order
 * @param pendingRows that were not taken yet
 * @param acceptedRows since the beginning
 * @param lostRows that were accepted, are damaged and were not taken
 * @param cutBytes of a torn tail
 * @param nextSegment the number of the first new segment
 */
record Recovery(
        List<Segment> segments, long pendingRows, long acceptedRows, long lostRows, long cutBytes, long nextSegment) {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    static Recovery of(
            Disk disk, Path directory, InstantSource clock, Damage damage, Taken taken, Spool.RecoveredEntry recovered)
            throws IOException {
        List<Path> files =
                disk.list(directory).stream().filter(Segment::isSegment).toList();
        List<Segment> segments = new ArrayList<>();
        long pending = 0;
        long accepted = taken.accepted();
        long cut = 0;
        long last = taken.end().segment();
        for (Path file : files) {
            long number = Segment.numberOf(file);
            SegmentReader reader = new SegmentReader(disk, file, 0, Long.MAX_VALUE);
            long end = 0;
            while (reader.next()) {
                recovered.see(reader.key());
                end = reader.position();
                pending += taken.end().compareTo(new Position(number, end)) < 0 ? reader.rows() : 0;
            }
            reader.damaged().forEach(stretch -> damage.note(number, file, stretch));
            boolean isNewest = segments.size() == files.size() - 1;
            cut += checkTail(disk, damage, number, file, reader, isNewest);
            accepted = Math.max(accepted, reader.acceptedRows());
            segments.add(new Segment(directory, number, end, clock.millis()));
            last = Math.max(last, number);
        }
        disk.syncDirectory(directory);
        return balanced(segments, pending, accepted, taken.rows() + pending, damage.bytes() > 0, cut, last + 1);
    }

    /**
     * Only the newest segment can have been torn by a crash: the others were synced to their ends before the next began. A
     * torn write is short.
     *
     * @return bytes cut off
     */
    private static long checkTail(
            Disk disk, Damage damage, long number, Path file, SegmentReader reader, boolean isNewest)
            throws IOException {
        long size = disk.size(file);
        long end = reader.position();
        if (size == end) {
            return 0;
        }
        if (isNewest && !reader.isFollowedByWholeLength()) {
            log.warn(
                    "{}: cutting {} bytes off after the last whole entry; a write that a crash tore was never acknowledged",
                    file,
                    size - end);
            disk.truncate(file, end);
            return size - end;
        }
        damage.note(number, file, new Damage.Stretch(end, size));
        return 0;
    }

    /**
     * @param accepted as counted when the rows were accepted, -1 where an older version did not
     * @param accounted rows that have been taken or can be read
     */
    private static Recovery balanced(
            List<Segment> segments,
            long pending,
            long accepted,
            long accounted,
            boolean isDamaged,
            long cut,
            long nextSegment) {
        if (accepted >= 0 && accepted != accounted && !isDamaged) {
            log.error("{} rows were accepted since the beginning, but {} are accounted for", accepted, accounted);
            return new Recovery(segments, pending, accepted, 0, cut, nextSegment);
        }
        long lost = Math.max(0, accepted - accounted);
        if (lost > 0) {
            log.error("{} accepted rows are lost to damage", lost);
        }
        // Where more can be read than was counted, a mark is what was damaged.
        return new Recovery(segments, pending, Math.max(accepted, accounted), lost, cut, nextSegment);
    }
}

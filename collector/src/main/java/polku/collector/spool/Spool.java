package polku.collector.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.disk.Disk;
import polku.collector.spool.SpoolException.Reason;
import polku.storage.write.SpooledRow;

/**
 * The durable log of accepted rows. {@link #append} hands an entry to the one thread that writes; the completion is called
 * after the sync that made it durable (group commit: what arrives during a sync shares the next one). {@link #read} gives
 * committed rows in order, {@link #release} deletes what has been taken.
 *
 * <p>Faults: near its limit, or that of the disk, it takes nothing ({@link Reason#FULL}) until room is made. A failed
 * write cuts the segment back to what is committed and refuses the group. A failed sync, or a failed cut, leaves the
 * state of the file unknown: the spool takes nothing any more and tells {@code onFatal}, which must stop the process.
 * Entries that the disk gives back damaged are skipped, counted and copied aside; all others are still read.
 *
 * <p>How many rows were accepted since the beginning is counted where they are committed and kept in marks of the segments
 * ({@link SpoolEntry}), apart from what becomes of them. So the account of all rows is a check and no sum of its own parts,
 * and rows lost to damage are a number.
 */
public final class Spool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);
    private static final Duration HOUSEKEEPING = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int MAX_GROUP_BYTES = 4 << 20;
    private static final long MAX_QUEUED_BYTES = 32 << 20;

    /** Called on the spool's thread: with null once the entry is durable, with an exception where it may not be. */
    public interface Completion {
        void done(@Nullable SpoolException failure);
    }

    /** Rows in order, and where the next ones begin. */
    public record Slice(List<SpooledRow> rows, int entries, Position end) {}

    /** Sees every entry that is still on disk, oldest first. */
    public interface RecoveredEntry {
        void see(SpoolEntry.BeaconKey key);
    }

    private record Append(byte[] payload, int rows, Completion completion) {}

    /** Wakes the thread; is never written. */
    private static final Append WAKE = new Append(new byte[0], 0, failure -> {});

    private final Disk disk;
    private final Path directory;
    private final SpoolLimits limits;
    private final InstantSource clock;
    private final Consumer<Throwable> onFatal;
    private final LinkedBlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong storedBytes = new AtomicLong();
    private final AtomicLong pendingRows = new AtomicLong();
    private final AtomicLong cutBytes = new AtomicLong();
    private final AtomicLong acceptedRows = new AtomicLong();
    private final AtomicLong lostRows = new AtomicLong();
    private final Damage damage;
    private final Object committed = new Object();
    private final SegmentWriter writer;
    private final Thread thread;

    private volatile boolean closed;
    /** Set before the thread empties the queue for the last time: whoever adds later must empty it himself. */
    private volatile boolean finished;

    private volatile @Nullable Throwable poison;
    private volatile Position released;
    private volatile boolean diskIsLow;
    private volatile long writeFailedUntil;
    private volatile long oldestPendingAt;
    private long lastCommitNanos;
    private long lastHousekeeping = System.nanoTime();

    private Spool(
            Disk disk,
            Path directory,
            SpoolLimits limits,
            InstantSource clock,
            Consumer<Throwable> onFatal,
            Damage damage,
            Position released,
            Recovery found) {
        this.disk = disk;
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
        this.onFatal = onFatal;
        this.damage = damage;
        this.released = released;
        found.segments().forEach(segment -> {
            segments.put(segment.number(), segment);
            storedBytes.addAndGet(segment.length());
        });
        pendingRows.set(found.pendingRows());
        acceptedRows.set(found.acceptedRows());
        lostRows.set(found.lostRows());
        cutBytes.set(found.cutBytes());
        oldestPendingAt = clock.millis();
        this.writer = new SegmentWriter(disk, directory, limits, clock, found.nextSegment());
        this.thread = new Thread(this::run, "polku-spool");
    }

    /**
     * Opens the directory, creating it where it is missing, cuts a torn tail off and reports what is damaged.
     *
     * @param taken what follows it is pending
     */
    public static Spool open(
            Disk disk,
            Path directory,
            SpoolLimits limits,
            InstantSource clock,
            Taken taken,
            RecoveredEntry recovered,
            Consumer<Throwable> onFatal)
            throws IOException {
        disk.createDirectories(directory);
        Damage damage = new Damage(disk);
        Recovery recovery = Recovery.of(disk, directory, clock, damage, taken, recovered);
        Spool spool = new Spool(disk, directory, limits, clock, onFatal, damage, taken.end(), recovery);
        spool.thread.start();
        return spool;
    }

    /**
     * Hands an entry over; returns at once.
     *
     * @throws SpoolException where nothing can be taken; the completion is not called then
     */
    public void append(byte[] payload, int rows, Completion completion) {
        long bytes = payload.length + Segment.ENTRY_HEADER_BYTES;
        refuseWhereImpossible(bytes);
        queuedBytes.addAndGet(bytes);
        queue.add(new Append(payload, rows, completion));
        if (finished) {
            refuseQueued();
        }
    }

    private void refuseWhereImpossible(long bytes) {
        if (poison != null) {
            throw new SpoolException(Reason.FAILED, "the spool has failed");
        }
        if (closed) {
            throw new SpoolException(Reason.CLOSED, "the server is stopping");
        }
        long queued = queuedBytes.get() + bytes + Segment.MARK_BYTES;
        if (queued > MAX_QUEUED_BYTES || storedBytes.get() + queued > limits.maxBytes() || isDiskUnwritable()) {
            throw new SpoolException(Reason.FULL, "the spool is full");
        }
    }

    private boolean isDiskUnwritable() {
        return diskIsLow || clock.millis() < writeFailedUntil;
    }

    /** True while {@link #append} would take an entry of ordinary size. */
    public boolean isReady() {
        return !closed
                && poison == null
                && !isDiskUnwritable()
                && storedBytes.get() + queuedBytes.get() + (limits.segmentBytes() >> 4) <= limits.maxBytes();
    }

    /** True while at least a quarter of the room is left, and of what waits to be written: a backlog takes that much only in trouble. */
    public boolean hasRoomToSpare() {
        long queued = queuedBytes.get();
        return isReady()
                && queued <= MAX_QUEUED_BYTES / 4 * 3
                && storedBytes.get() + queued <= limits.maxBytes() / 4 * 3;
    }

    private void run() {
        try {
            while (true) {
                Append first = queue.poll(HOUSEKEEPING.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null && first != WAKE) {
                    shareTheSync();
                    commit(first);
                } else if (closed && queue.isEmpty()) {
                    return;
                }
                keepHouse();
            }
        } catch (InterruptedException e) {
            log.warn("the spool's thread was interrupted; what is queued is refused");
        } finally {
            closed = true;
            seal();
            finished = true;
            refuseQueued();
        }
    }

    /** Under load waits until {@link SpoolLimits#commitInterval} has passed since the last sync; an idle spool does not. */
    private void shareTheSync() throws InterruptedException {
        long wait = lastCommitNanos + limits.commitInterval().toNanos() - System.nanoTime();
        if (wait > 0 && !closed) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private void seal() {
        try {
            if (poison == null) {
                writer.seal(acceptedRows.get());
            }
        } catch (IOException | SegmentWriter.InDoubtException e) {
            log.warn("the last segment could not be marked as whole; everything in it had been synced", e);
        }
        writer.close();
    }

    private void commit(Append first) {
        List<Append> group = new ArrayList<>();
        group.add(first);
        long bytes = first.payload.length;
        for (Append next; bytes < MAX_GROUP_BYTES && (next = queue.poll()) != null; ) {
            if (next != WAKE) {
                group.add(next);
                bytes += next.payload.length;
            }
        }
        SpoolException failure = write(group);
        for (Append append : group) {
            queuedBytes.addAndGet(-(append.payload.length + Segment.ENTRY_HEADER_BYTES));
            complete(append, failure);
        }
        lastCommitNanos = System.nanoTime();
    }

    private @Nullable SpoolException write(List<Append> group) {
        if (poison != null) {
            return new SpoolException(Reason.FAILED, "the spool has failed");
        }
        try {
            SegmentWriter.Written written =
                    writer.write(group.stream().map(Append::payload).toList(), acceptedRows.get());
            committed(written, group.stream().mapToInt(Append::rows).sum());
            return null;
        } catch (IOException e) {
            return writeFailed(e);
        } catch (SegmentWriter.InDoubtException e) {
            return inDoubt(e);
        }
    }

    private SpoolException writeFailed(IOException e) {
        log.error("writing to the spool failed; refusing for a while", e);
        writeFailedUntil = clock.millis() + PAUSE_AFTER_FAILURE.toMillis();
        return new SpoolException(Reason.FULL, "the spool cannot write", e);
    }

    private SpoolException inDoubt(SegmentWriter.InDoubtException e) {
        log.error("what was written to the spool last is in doubt; stopping", e);
        poison = e;
        onFatal.accept(e);
        return new SpoolException(Reason.FAILED, "the spool has failed", e);
    }

    private void committed(SegmentWriter.Written written, int rows) {
        long now = clock.millis();
        Segment segment = written.segment();
        segments.putIfAbsent(segment.number(), segment);
        storedBytes.addAndGet(written.bytes());
        synchronized (committed) {
            segment.committed(segment.length() + written.bytes(), now);
            acceptedRows.addAndGet(rows);
            if (pendingRows.getAndAdd(rows) == 0) {
                oldestPendingAt = now;
            }
            committed.notifyAll();
        }
    }

    private void keepHouse() {
        long now = System.nanoTime();
        if (now - lastHousekeeping >= HOUSEKEEPING.toNanos()) {
            lastHousekeeping = now;
            tendSegment();
            diskIsLow = disk.usableSpace(directory) < limits.reservedDiskBytes();
        }
    }

    /** Marks what is whole as soon as nothing more arrives; where the disk is low, makes it ready to be deleted. */
    private void tendSegment() {
        if (poison != null) {
            return;
        }
        try {
            if (diskIsLow) {
                writer.seal(acceptedRows.get());
            }
            writer.sealIfOld(acceptedRows.get());
            if (queue.isEmpty()) {
                writer.mark(acceptedRows.get());
            }
        } catch (IOException e) {
            writeFailed(e);
        } catch (SegmentWriter.InDoubtException e) {
            inDoubt(e);
        }
    }

    private void refuseQueued() {
        List<Append> rest = new ArrayList<>();
        queue.drainTo(rest);
        rest.forEach(append -> complete(append, new SpoolException(Reason.CLOSED, "the server is stopping")));
    }

    private static void complete(Append append, @Nullable SpoolException failure) {
        try {
            append.completion.done(failure);
        } catch (RuntimeException e) {
            log.error("a completion failed", e);
        }
    }

    /**
     * Committed rows from a position on, whole entries only. What is damaged is skipped: where nothing whole follows, the
     * slice has no entries and ends beyond the damage.
     *
     * @param from where the rows begin that are not released
     * @param maxRows read until at least this many rows are there, or no more are
     */
    public Slice read(Position from, int maxRows, long maxBytes) throws IOException {
        List<SpooledRow> rows = new ArrayList<>();
        Position at = from;
        int entries = 0;
        long bytes = 0;
        boolean rowsAreLost = false;
        for (Segment segment : segments.tailMap(from.segment()).values()) {
            long start = segment.number() == from.segment() ? from.offset() : 0;
            long end = segment.length();
            if (start >= end) {
                continue;
            }
            SegmentReader reader = new SegmentReader(disk, segment.file(), start, end);
            while (rows.size() < maxRows && bytes < maxBytes && reader.next()) {
                SpoolEntry entry = reader.entry();
                rows.addAll(entry.rows());
                entries++;
                at = new Position(segment.number(), reader.position());
                for (SpooledRow row : entry.rows()) {
                    bytes += row.length();
                }
            }
            for (Damage.Stretch stretch : reader.damaged()) {
                rowsAreLost |= damage.note(segment.number(), segment.file(), stretch);
            }
            if (rows.size() >= maxRows || bytes >= maxBytes) {
                break;
            }
            if (reader.position() < end) {
                rowsAreLost |=
                        damage.note(segment.number(), segment.file(), new Damage.Stretch(reader.position(), end));
                at = new Position(segment.number(), end);
            }
        }
        if (rowsAreLost) {
            countPendingAgain(from);
        }
        return new Slice(rows, entries, at);
    }

    /** Nobody knows how many rows were in the damaged bytes, so those that can still be read are counted. */
    private void countPendingAgain(Position from) throws IOException {
        Map<Segment, Long> ends = new LinkedHashMap<>();
        long before;
        synchronized (committed) {
            before = pendingRows.get();
            segments.tailMap(from.segment()).values().forEach(segment -> ends.put(segment, segment.length()));
        }
        long rows = 0;
        for (Map.Entry<Segment, Long> end : ends.entrySet()) {
            Segment segment = end.getKey();
            long start = segment.number() == from.segment() ? from.offset() : 0;
            SegmentReader reader = new SegmentReader(disk, segment.file(), start, end.getValue());
            while (reader.next()) {
                rows += reader.rows();
            }
        }
        pendingRows.addAndGet(rows - before);
        lostRows.addAndGet(before - rows);
    }

    /** Waits until there is something to read, at most so long; true where there is. */
    public boolean awaitRows(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        synchronized (committed) {
            while (pendingRows.get() == 0) {
                long wait = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (wait <= 0) {
                    return false;
                }
                committed.wait(wait);
            }
            return true;
        }
    }

    /** Tells that rows up to a position are stored for good; deletes segments that nobody needs any more. */
    public void release(Position taken, int rows) throws IOException {
        pendingRows.addAndGet(-rows);
        released = taken;
        oldestPendingAt = clock.millis();
        deleteTaken(taken);
    }

    /**
     * Deletes sealed segments that lie wholly before the position. They stay for {@link SpoolLimits#remember} as long as there is
     * plenty of room.
     */
    public void deleteTaken(Position taken) throws IOException {
        long forgetBefore = clock.millis() - limits.remember().toMillis();
        for (Segment segment : segments.headMap(taken.segment(), true).values()) {
            boolean isTaken =
                    !writer.isOpen(segment) && taken.compareTo(new Position(segment.number(), segment.length())) >= 0;
            boolean roomIsShort = storedBytes.get() > limits.maxBytes() / 2 || diskIsLow;
            if (isTaken && (segment.lastAppend() <= forgetBefore || roomIsShort)) {
                disk.delete(segment.file());
                segments.remove(segment.number());
                storedBytes.addAndGet(-segment.length());
            }
        }
    }

    /** Bytes of all segments that are on disk, those that are only remembered included. */
    public long bytes() {
        return storedBytes.get();
    }

    /** Rows that are committed and not yet released. */
    public long pendingRows() {
        return pendingRows.get();
    }

    /** Bytes that are committed and not yet released, or a little more. */
    public long pendingBytes() {
        Position from = released;
        long bytes = 0;
        for (Segment segment : segments.tailMap(from.segment()).values()) {
            bytes += segment.length() - (segment.number() == from.segment() ? from.offset() : 0);
        }
        return bytes;
    }

    /** Rows that were ever durable here, since the beginning; those of requests that nobody could be answered included. */
    public long acceptedRows() {
        return acceptedRows.get();
    }

    /** Rows found lost to damage since the start. */
    public long lostRows() {
        return lostRows.get();
    }

    /** How long rows have been waiting since any were last taken; zero where none wait. */
    public Duration age() {
        return pendingRows.get() == 0 ? Duration.ZERO : Duration.ofMillis(clock.millis() - oldestPendingAt);
    }

    /** Bytes that were cut off as torn when the spool was opened. */
    public long cutBytes() {
        return cutBytes.get();
    }

    /** Bytes within segments that were found damaged since the start, and skipped; rows in them may have been acknowledged. */
    public long damagedBytes() {
        return damage.bytes();
    }

    /** Takes nothing any more, commits what has been handed over, and closes the files. */
    @Override
    public void close() {
        closed = true;
        queue.add(WAKE);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}

package polku.collector.batch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.disk.Disk;
import polku.collector.disk.PatientDisk;
import polku.collector.spool.Spool;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.clickhouse.ClickHouseException.Outcome;
import polku.storage.write.Batch;
import polku.storage.write.RowKind;
import polku.storage.write.SpooledRow;

/**
 * Takes committed rows out of the spool, batch after batch, on a thread of its own:
 *
 * <ol>
 *   <li>read rows in order, form the batch;
 *   <li>write it to a file with the position that it covers: from here on its bytes and tokens are fixed;
 *   <li>insert each table under the token {@code <batch>-<table>}, a failing one keeping no other back; move sessions;
 *   <li>write the ledger, delete the batch's file, release the spool.
 * </ol>
 *
 * A crash between any two steps repeats the last one with the same bytes, and the token makes that harmless.
 */
public final class BatchWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final String SUFFIX = ".batch";
    /** For the ledger and the dead letters beside the batch. */
    private static final long SPARE_BYTES = 1 << 20;

    private final Disk disk;
    private final Path directory;
    private final Path ledgerFile;
    private final Spool spool;
    private final BatchSink sink;
    private final BatchLimits limits;
    private final RandomGenerator random;
    private final DeadLetters deadLetters;
    private final AtomicLong duplicates;
    private final Consumer<Throwable> onFatal;
    private final BatchTimings timings;
    private final Thread thread;

    private final long lostBefore;
    private volatile Ledger ledger;
    private volatile boolean stopping;
    private volatile @Nullable String trouble;
    private int rowsAtOnce;

    /**
     * @param directory holds the ledger, the pending batch and the dead letters
     * @param ledger as read from {@link #ledgerFile}
     */
    public BatchWriter(
            Disk disk,
            Path directory,
            Ledger ledger,
            Spool spool,
            BatchSink sink,
            BatchLimits limits,
            InstantSource clock,
            RandomGenerator random,
            BatchTimings timings,
            Consumer<Throwable> onFatal) {
        this.disk = new PatientDisk(disk, limits::lastRetry, this::tellOfFullDisk);
        this.directory = directory;
        this.ledgerFile = ledgerFile(directory);
        this.ledger = ledger;
        this.spool = spool;
        this.sink = sink;
        this.limits = limits;
        this.random = random;
        this.deadLetters = new DeadLetters(this.disk, directory.resolve("dead-letters.jsonl"), clock);
        this.lostBefore = ledger.lost();
        this.duplicates = new AtomicLong(ledger.duplicates());
        this.timings = timings;
        this.onFatal = onFatal;
        this.rowsAtOnce = limits.maxRows();
        this.thread = new Thread(this::run, "polku-batches");
    }

    public static Path ledgerFile(Path directory) {
        return directory.resolve("ledger");
    }

    public void start() {
        thread.start();
    }

    /** The state after the last finished batch. */
    public Ledger ledger() {
        return ledger;
    }

    public void countDuplicates(long items) {
        duplicates.addAndGet(items);
    }

    public long duplicates() {
        return duplicates.get();
    }

    /** Rows that the disk damaged before they were taken, since the beginning. */
    public long lost() {
        return lostBefore + spool.lostRows();
    }

    /** Why nothing has been stored of late, or null while all goes well. */
    public @Nullable String trouble() {
        return trouble;
    }

    private void run() {
        try {
            finishPending();
            while (!(stopping && spool.pendingRows() == 0)) {
                if (spool.awaitRows(IDLE)) {
                    linger();
                    takeBatch();
                } else {
                    spool.deleteTaken(ledger.taken());
                }
            }
        } catch (InterruptedException | InterruptedIOException e) {
            log.info("stopping with {} rows in the spool; the next start goes on with them", spool.pendingRows());
        } catch (IOException | RuntimeException e) {
            log.error("the batch writer failed; stopping", e);
            onFatal.accept(e);
        }
    }

    private void finishPending() throws IOException, InterruptedException {
        for (Path file : disk.list(directory)) {
            if (!file.getFileName().toString().endsWith(SUFFIX)) {
                continue;
            }
            PendingBatch pending;
            try {
                pending = PendingBatch.decode(disk.read(file, 0, Integer.MAX_VALUE));
            } catch (IOException e) {
                putAside(file, e);
                continue;
            }
            if (ledger.isFinished(pending.batch().id())) {
                disk.delete(file);
            } else {
                store(pending, file, true);
            }
        }
    }

    /** The spool still has the batch's rows; formed again under the same id, they meet their old tokens. */
    private void putAside(Path file, IOException cause) throws IOException {
        log.error("{} cannot be read and is put aside; its rows are taken from the spool again", file, cause);
        disk.replace(file, file.resolveSibling(file.getFileName() + ".damaged"));
        disk.syncDirectory(directory);
    }

    private void linger() throws InterruptedException {
        long deadline = System.nanoTime() + limits.linger().toNanos();
        while (!stopping
                && spool.pendingRows() < limits.rows()
                && spool.pendingBytes() < limits.maxBytes()
                && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void takeBatch() throws IOException, InterruptedException {
        Spool.Slice slice = spool.read(ledger.taken(), rowsAtOnce, limits.maxBytes());
        if (slice.entries() == 0 && slice.end().compareTo(ledger.taken()) > 0) {
            return; // all that was pending is damaged: the spool has skipped it and counts it no more
        }
        if (slice.entries() == 0) {
            throw new IOException(
                    "the spool counts " + spool.pendingRows() + " pending rows but has none after " + ledger.taken());
        }
        PendingBatch pending = form(slice);
        if (pending != null) {
            Path file = directory.resolve(Long.toHexString(pending.batch().id()) + SUFFIX);
            byte[] bytes = pending.encode();
            awaitRoom(bytes.length);
            disk.writeAtomically(file, bytes);
            store(pending, file, false);
        }
    }

    /** A full disk passes; a file that could only be written in part would stop the process. */
    private void awaitRoom(int bytes) throws InterruptedException {
        BackOff backOff = backOff();
        while (disk.usableSpace(directory) < bytes + SPARE_BYTES) {
            tellOfFullDisk("the disk of " + directory + " is full");
            TimeUnit.NANOSECONDS.sleep(backOff.next().toNanos());
        }
    }

    private void tellOfFullDisk(String what) {
        trouble = what;
        log.warn("{}; waiting for room", what);
    }

    /** The batch of the slice, or null where a smaller slice must be tried. */
    private @Nullable PendingBatch form(Spool.Slice slice) throws IOException, InterruptedException {
        BackOff backOff = backOff();
        while (true) {
            try {
                Batch batch = sink.form(ledger.nextBatchId(), slice.rows());
                rowsAtOnce = Math.min(rowsAtOnce * 2, limits.maxRows());
                return new PendingBatch(batch, slice.end(), slice.rows().size(), 0);
            } catch (ClickHouseException e) {
                waitAfter("forming a batch", e, backOff);
            } catch (RuntimeException e) {
                return narrow(slice, e);
            }
        }
    }

    /** Something in the slice cannot be put into a batch: halve until one entry is left, then put that aside. */
    private @Nullable PendingBatch narrow(Spool.Slice slice, RuntimeException cause) throws IOException {
        if (slice.entries() > 1) {
            rowsAtOnce = Math.max(1, Math.min(rowsAtOnce, slice.rows().size()) / 2);
            log.warn(
                    "forming a batch of {} rows failed, trying fewer",
                    slice.rows().size(),
                    cause);
            return null;
        }
        long id = ledger.nextBatchId();
        for (SpooledRow row : slice.rows()) {
            deadLetters.add(id, row.kind().table(), row.toByteArray(), cause.toString());
        }
        int rows = slice.rows().size();
        return new PendingBatch(new Batch(id, List.of(), List.of(), 0), slice.end(), rows, rows);
    }

    private void store(PendingBatch pending, Path file, boolean isOld) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Batch batch = pending.batch();
        BatchProgress progress = new BatchProgress(disk, directory.resolve(Long.toHexString(batch.id()) + ".progress"));
        List<TableInserter> tables = new ArrayList<>();
        for (Batch.TableRows table : batch.tables()) {
            tables.add(new TableInserter(sink, deadLetters, batch, table, progress, isOld));
        }
        insert(tables);
        move(batch);
        finish(pending, tables);
        disk.delete(file);
        progress.delete();
        spool.release(ledger.taken(), pending.rows());
        timings.stored(pending.rows(), System.nanoTime() - started);
    }

    /** Goes round the tables until each is done: one that fails holds no other up. */
    private void insert(List<TableInserter> tables) throws IOException, InterruptedException {
        BackOff backOff = backOff();
        List<TableInserter> open = new ArrayList<>(tables);
        while (!open.isEmpty()) {
            ClickHouseException failure = null;
            for (TableInserter table : open) {
                try {
                    table.insert();
                } catch (ClickHouseException e) {
                    failure = e;
                }
            }
            open.removeIf(TableInserter::isDone);
            if (failure != null) {
                waitAfter("inserting into " + open.get(0).table(), failure, backOff);
            }
        }
    }

    private void move(Batch batch) throws IOException, InterruptedException {
        BackOff backOff = backOff();
        boolean moved = batch.moves().isEmpty();
        while (!moved) {
            try {
                sink.move(batch.moves());
                moved = true;
            } catch (ClickHouseException e) {
                if (e.outcome() == Outcome.REJECTED) {
                    log.error("moving sessions of batch {} was refused: {}", batch.id(), batch.moves(), e);
                    deadLetters.add(batch.id(), "moves", new byte[0], batch.moves() + ": " + e.getMessage());
                    moved = true;
                } else {
                    waitAfter("moving sessions", e, backOff);
                }
            }
        }
    }

    private void finish(PendingBatch pending, List<TableInserter> tables) throws IOException {
        long stored = 0;
        long dead = pending.unformed();
        for (TableInserter table : tables) {
            if (isSpooledTable(table.table())) {
                stored += table.storedRows();
                dead += table.deadRows();
            }
        }
        if (stored + dead + pending.batch().resends() != pending.rows()) {
            log.error(
                    "batch {}: {} rows were taken, but {} stored, {} dead-lettered, {} left out as resends",
                    pending.batch().id(),
                    pending.rows(),
                    stored,
                    dead,
                    pending.batch().resends());
        }
        Ledger after = ledger.after(pending, stored, dead, spool.acceptedRows(), lost(), duplicates.get());
        after.write(disk, ledgerFile);
        ledger = after;
        trouble = null;
    }

    private static boolean isSpooledTable(String table) {
        for (RowKind kind : RowKind.values()) {
            if (kind.table().equals(table)) {
                return true;
            }
        }
        return false;
    }

    private BackOff backOff() {
        return new BackOff(limits.firstRetry(), limits.lastRetry(), random);
    }

    private void waitAfter(String doing, ClickHouseException failure, BackOff backOff) throws InterruptedException {
        Duration wait = backOff.next();
        trouble = doing + " failed: " + failure.getMessage();
        log.warn("{} failed ({}), again in {} ms: {}", doing, failure.outcome(), wait.toMillis(), failure.getMessage());
        timings.failed();
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }

    /** Stores what the spool holds, for at most so long; what is left then waits for the next start. */
    public void stop(Duration most) {
        stopping = true;
        try {
            thread.join(Math.max(1, most.toMillis()));
            if (thread.isAlive()) {
                thread.interrupt();
                // A read that does not hear it ends with its connection; what it is about lies in the spool.
                thread.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    /** Hears how storing goes; called on the writer's thread. */
    public interface BatchTimings {
        void stored(int rows, long nanos);

        void failed();
    }
}

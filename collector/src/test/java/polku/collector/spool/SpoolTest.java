package polku.collector.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.collector.disk.Disk;
import polku.collector.disk.LocalDisk;
import polku.collector.spool.SpoolEntry.BeaconKey;
import polku.collector.spool.SpoolException.Reason;
import polku.collector.testing.ForgetfulDisk;
import polku.storage.write.RowKind;
import polku.storage.write.SpooledRow;

class SpoolTest {
    private static final Path DIRECTORY = Path.of("spool");
    private static final SpoolLimits LIMITS =
            new SpoolLimits(100_000, 1000, 4000, Duration.ofHours(1), Duration.ZERO, Duration.ofMinutes(5));

    /** Behind the header and the mark with which a segment begins. */
    private static final int FIRST_ENTRY = Segment.HEADER_BYTES + Segment.MARK_BYTES;

    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-11-01T10:00:00Z").toEpochMilli());
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final List<BeaconKey> recovered = new ArrayList<>();
    private final List<Spool> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Spool::close);
    }

    @Test
    void appendedRows_areReadInOrder_acrossSegments() throws Exception {
        Spool spool = open(new ForgetfulDisk());
        for (int i = 0; i < 50; i++) {
            append(spool, i, 300);
        }
        Spool.Slice first = spool.read(Position.START, 20, Long.MAX_VALUE);
        Spool.Slice rest = spool.read(first.end(), 1000, Long.MAX_VALUE);
        assertThat(first.rows()).hasSize(20);
        assertThat(numbers(first)).startsWith(0, 1, 2).endsWith(19);
        assertThat(numbers(rest)).startsWith(20).endsWith(49).hasSize(30);
        assertThat(rest.end().segment()).isGreaterThan(2);
        assertThat(spool.pendingRows()).isEqualTo(50);
    }

    @Test
    void completion_comesOnlyAfterTheSync() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        for (int i = 0; i < 20; i++) {
            append(spool, i, 100);
        }
        disk.losePower();
        Spool after = open(disk);
        assertThat(numbers(after.read(Position.START, 1000, Long.MAX_VALUE))).hasSize(20);
        assertThat(recovered).hasSize(20).contains(new BeaconKey(1, 7));
    }

    @Test
    void powerLoss_atAnyMoment_keepsEveryAcknowledgedRow() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        List<Integer> acknowledged = new java.util.concurrent.CopyOnWriteArrayList<>();
        for (int i = 0; i < 500; i++) {
            int number = i;
            try {
                spool.append(entry(number, 40), 1, failure -> {
                    if (failure == null) {
                        acknowledged.add(number);
                    }
                });
            } catch (SpoolException e) {
                break;
            }
            if (acknowledged.size() > 100) {
                break;
            }
        }
        List<Integer> before;
        synchronized (disk) {
            before = List.copyOf(acknowledged);
            disk.losePower();
        }
        Spool after = open(disk);
        assertThat(numbers(after.read(Position.START, 10_000, Long.MAX_VALUE))).containsAll(before);
    }

    @Test
    void segmentCutAtAnyByte_keepsAllWholeEntriesBefore_andTakesNewOnes() throws Exception {
        byte[] segment = oneSegment(6);
        Path file = file(segment);
        int[] ends = entryEnds(segment);
        for (int length = 0; length <= segment.length; length++) {
            ForgetfulDisk disk = ForgetfulDisk.of(Map.of(file, Arrays.copyOf(segment, length)));
            Spool spool = open(disk);
            int whole = 0;
            while (whole < ends.length && ends[whole] <= length) {
                whole++;
            }
            append(spool, 99, 50);
            List<Integer> numbers = numbers(spool.read(Position.START, 1000, Long.MAX_VALUE));
            assertThat(numbers).as("cut at %d", length).hasSize(whole + 1).endsWith(99);
            spool.close();
        }
    }

    @Test
    void flippedBit_anywhere_losesItsEntryOnly() throws Exception {
        byte[] segment = oneSegment(4);
        Path file = file(segment);
        int[] ends = entryEnds(segment);
        List<byte[]> originals = rows(ForgetfulDisk.of(Map.of(file, segment)));
        Random random = new Random(11);
        for (int at = FIRST_ENTRY; at < ends[3]; at++) {
            int hit = 0;
            while (ends[hit] <= at) {
                hit++;
            }
            byte[] damaged = segment.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            boolean isMark = hit > 0 && at < ends[hit - 1] + Segment.MARK_BYTES;
            List<byte[]> others = new ArrayList<>(originals);
            if (!isMark) {
                others.remove(hit);
            }
            Spool spool = open(ForgetfulDisk.of(Map.of(file, damaged)));
            assertThat(rows(spool)).as("byte %d", at).containsExactlyElementsOf(others);
            assertThat(spool.pendingRows()).isEqualTo(others.size());
            int start = hit == 0 ? FIRST_ENTRY : ends[hit - 1] + Segment.MARK_BYTES;
            assertThat(spool.damagedBytes()).isEqualTo(isMark ? Segment.MARK_BYTES : ends[hit] - start);
            assertThat(spool.cutBytes()).isZero();
            assertThat(spool.acceptedRows()).isEqualTo(4);
            assertThat(spool.lostRows()).isEqualTo(isMark ? 0 : 1);
            spool.close();
        }
    }

    @Test
    void flippedBit_inTheLastEntryOfAKilledServer_isDamage_aShortEntryIsTorn() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        append(spool, 1, 20);
        append(spool, 2, 20);
        Path file = disk.snapshot().keySet().iterator().next();
        byte[] unmarked = disk.snapshot().get(file);
        await().until(() -> disk.snapshot().get(file).length > unmarked.length);
        byte[] marked = disk.snapshot().get(file);
        for (byte[] killed : List.of(marked, unmarked)) {
            byte[] damaged = killed.clone();
            damaged[unmarked.length - 3] ^= 1;
            Spool after = open(ForgetfulDisk.of(Map.of(file, damaged)));
            assertThat(numbers(after.read(Position.START, 10, Long.MAX_VALUE))).containsExactly(1);
            assertThat(after.damagedBytes()).isPositive();
            assertThat(after.cutBytes()).isZero();
            // Only a mark behind it tells how many rows there were.
            assertThat(after.lostRows()).isEqualTo(killed == marked ? 1 : 0);
        }
        Spool torn = open(ForgetfulDisk.of(Map.of(file, Arrays.copyOf(unmarked, unmarked.length - 3))));
        assertThat(torn.damagedBytes()).isZero();
        assertThat(torn.cutBytes()).isPositive();
    }

    @Test
    void acceptedRows_areCountedOn_overKillsTornTailsAndDeletions() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        for (int i = 0; i < 30; i++) {
            append(spool, i, 300);
        }
        disk.losePower();
        Path newest = Path.of("none");
        for (Path file : disk.snapshot().keySet()) {
            newest = file;
        }
        disk.appendDurably(newest, new byte[] {90, 0, 0, 0, 1, 2, 3, 4, 5}); // a torn write
        Spool after = open(disk);
        assertThat(after.acceptedRows()).isEqualTo(30);
        assertThat(after.lostRows()).isZero();
        Spool.Slice all = after.read(Position.START, 1000, Long.MAX_VALUE);
        after.release(all.end(), 30);
        append(after, 30, 20);
        now.addAndGet(Duration.ofHours(2).toMillis());
        after.deleteTaken(all.end());
        after.close();
        Spool last = open(disk, LIMITS, new Taken(all.end(), 30, -1));
        assertThat(last.acceptedRows()).isEqualTo(31);
        assertThat(last.pendingRows()).isEqualTo(1);
        assertThat(last.lostRows()).isZero();
    }

    @Test
    void segmentsOfAnOlderVersion_areRead_andCountedByTheLedger() throws Exception {
        byte[] segment = oneSegment(3);
        int[] ends = entryEnds(segment);
        ByteArrayOutputStream old = new ByteArrayOutputStream();
        old.write(segment, 0, Segment.HEADER_BYTES);
        for (int i = 0; i < 3; i++) {
            int start = i == 0 ? FIRST_ENTRY : ends[i - 1] + Segment.MARK_BYTES;
            old.write(segment, start, ends[i] - start);
        }
        Spool spool = open(
                ForgetfulDisk.of(Map.of(file(segment), old.toByteArray())), LIMITS, new Taken(Position.START, 7, -1));
        assertThat(numbers(spool.read(Position.START, 10, Long.MAX_VALUE))).containsExactly(0, 1, 2);
        assertThat(spool.acceptedRows()).isEqualTo(10);
        append(spool, 3, 20);
        assertThat(spool.acceptedRows()).isEqualTo(11);
    }

    @Test
    void damagedStretch_isCopiedAside_andPositionsBehindItStayRight() throws Exception {
        byte[] segment = oneSegment(6);
        Path file = file(segment);
        int[] ends = entryEnds(segment);
        byte[] damaged = segment.clone();
        Arrays.fill(damaged, ends[0] + 3, ends[2] - 5, (byte) 0x55);
        ForgetfulDisk disk = ForgetfulDisk.of(Map.of(file, damaged));
        Spool spool = open(disk);
        assertThat(numbers(spool.read(Position.START, 1000, Long.MAX_VALUE))).containsExactly(0, 3, 4, 5);
        assertThat(recovered).hasSize(4);
        Path copy = DIRECTORY.resolve(file.getFileName() + "." + ends[0] + ".damaged");
        assertThat(disk.snapshot().get(copy)).isEqualTo(Arrays.copyOfRange(damaged, ends[0], ends[2]));
        assertThat(disk.snapshot().get(file)).isEqualTo(damaged);
        spool.close();
        disk.losePower();
        Spool after = open(disk, LIMITS, new Taken(new Position(1, ends[3]), 4, -1));
        assertThat(after.pendingRows()).isEqualTo(2);
        assertThat(after.lostRows()).isZero();
        assertThat(numbers(after.read(new Position(1, ends[3]), 1000, Long.MAX_VALUE)))
                .containsExactly(4, 5);
        assertThat(disk.snapshot()).containsKey(copy);
    }

    @Test
    void damagedEnd_ofASegmentThatIsNotTheNewest_isNoTornTail() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        for (int i = 0; i < 30; i++) {
            append(spool, i, 300);
        }
        spool.close();
        byte[] first = disk.snapshot().values().iterator().next();
        int whole = entryEnds(first).length;
        first[entryEnds(first)[whole - 1] - 1] ^= 1;
        Spool after = open(disk);
        assertThat(after.cutBytes()).isZero();
        assertThat(after.damagedBytes()).isPositive();
        assertThat(after.pendingRows()).isEqualTo(29);
        assertThat(numbers(after.read(Position.START, 1000, Long.MAX_VALUE)))
                .hasSize(29)
                .doesNotContain(whole - 1)
                .doesNotHaveDuplicates();
    }

    @Test
    void damageWhileRunning_isSkipped_andItsRowsAreNoLongerPending() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        for (int i = 0; i < 5; i++) {
            append(spool, i, 20);
        }
        byte[] live = disk.snapshot().values().iterator().next();
        int[] ends = entryEnds(live);
        live[ends[1] + Segment.MARK_BYTES + 20] ^= 4;
        live[ends[4] - 1] ^= 4;
        Spool.Slice slice = spool.read(Position.START, 1000, Long.MAX_VALUE);
        assertThat(numbers(slice)).containsExactly(0, 1, 3);
        assertThat(slice.end()).isEqualTo(new Position(1, ends[4]));
        assertThat(spool.pendingRows()).isEqualTo(3);
        assertThat(spool.lostRows()).isEqualTo(2);
        assertThat(spool.damagedBytes()).isEqualTo(ends[2] - ends[1] + ends[4] - ends[3] - 2 * Segment.MARK_BYTES);
        assertThat(numbers(spool.read(Position.START, 1000, Long.MAX_VALUE))).containsExactly(0, 1, 3);
        assertThat(spool.pendingRows()).isEqualTo(3);
        spool.release(slice.end(), 3);
        append(spool, 9, 20);
        assertThat(numbers(spool.read(slice.end(), 1000, Long.MAX_VALUE))).containsExactly(9);
        assertThat(spool.pendingRows()).isEqualTo(1);
    }

    @Test
    void damageWithNothingBehindIt_leavesNothingPending() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        append(spool, 1, 20);
        byte[] live = disk.snapshot().values().iterator().next();
        live[FIRST_ENTRY + 12] ^= 1;
        Spool.Slice slice = spool.read(Position.START, 1000, Long.MAX_VALUE);
        assertThat(slice.entries()).isZero();
        assertThat(slice.end()).isEqualTo(new Position(1, live.length));
        assertThat(spool.pendingRows()).isZero();
    }

    @Test
    void searchThroughALargeDamagedSegment_isQuick() throws Exception {
        byte[] segment = oneSegment(2);
        int[] ends = entryEnds(segment);
        byte[] large = new byte[(16 << 20) + segment.length];
        System.arraycopy(segment, 0, large, 0, ends[0]);
        Random random = new Random(5);
        for (int at = ends[0]; at < large.length; at++) {
            large[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 0); // small numbers: plausible lengths
        }
        int second = ends[1] - ends[0];
        System.arraycopy(segment, ends[0], large, large.length - second, second);
        long started = System.nanoTime();
        Spool spool = open(ForgetfulDisk.of(Map.of(file(segment), large)));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
        assertThat(numbers(spool.read(Position.START, 10, Long.MAX_VALUE))).containsExactly(0, 1);
    }

    @Test
    void spoolAtItsLimit_refusesUntilRowsAreReleased() throws Exception {
        Spool spool = open(new ForgetfulDisk());
        int taken = 0;
        while (true) {
            try {
                append(spool, taken, 200);
                taken++;
            } catch (SpoolException e) {
                assertThat(e.reason()).isEqualTo(Reason.FULL);
                break;
            }
        }
        assertThat(taken).isBetween(385, 395);
        assertThat(spool.bytes()).isLessThanOrEqualTo(LIMITS.maxBytes());
        assertThat(spool.isReady()).isFalse();
        Spool.Slice all = spool.read(Position.START, 10_000, Long.MAX_VALUE);
        spool.release(all.end(), all.rows().size());
        assertThat(spool.isReady()).isTrue();
        append(spool, 1000, 200);
        assertThat(numbers(spool.read(all.end(), 10, Long.MAX_VALUE))).containsExactly(1000);
    }

    @Test
    void diskFull_refusesBeforeItIs_andRecovers() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        append(spool, 1, 100);
        disk.room = 500; // less than what is reserved for others
        await().until(() -> !spool.isReady());
        assertThatThrownBy(() -> append(spool, 2, 100)).isInstanceOf(SpoolException.class);
        Spool.Slice all = spool.read(Position.START, 10, Long.MAX_VALUE);
        spool.release(all.end(), 1);
        await("what is stored makes room").until(() -> {
            spool.deleteTaken(all.end());
            return disk.snapshot().isEmpty();
        });
        disk.room = Long.MAX_VALUE;
        await().until(spool::isReady);
        append(spool, 3, 100);
        assertThat(numbers(spool.read(Position.START, 10, Long.MAX_VALUE))).containsExactly(3);
        assertThat(fatal.get()).isNull();
    }

    @Test
    void writeThatFails_refusesTheGroup_andCutsItOff() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        SpoolLimits noReserve =
                new SpoolLimits(100_000, 0, 4000, Duration.ofHours(1), Duration.ZERO, Duration.ofMinutes(5));
        Spool spool = open(disk, noReserve, Taken.NOTHING);
        append(spool, 1, 100);
        disk.room = 60;
        assertThatThrownBy(() -> append(spool, 2, 100))
                .extracting(e -> ((SpoolException) e).reason())
                .isEqualTo(Reason.FULL);
        disk.room = Long.MAX_VALUE;
        now.addAndGet(2000);
        append(spool, 3, 100);
        assertThat(numbers(spool.read(Position.START, 10, Long.MAX_VALUE))).containsExactly(1, 3);
        disk.losePower();
        assertThat(numbers(open(disk).read(Position.START, 10, Long.MAX_VALUE))).containsExactly(1, 3);
        assertThat(fatal.get()).isNull();
    }

    @Test
    void syncThatFails_poisonsTheSpool_andTellsToStop() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        append(spool, 1, 100);
        disk.syncFails = true;
        assertThatThrownBy(() -> append(spool, 2, 100))
                .extracting(e -> ((SpoolException) e).reason())
                .isEqualTo(Reason.FAILED);
        assertThat(fatal.get()).hasRootCauseMessage("Input/output error");
        disk.syncFails = false;
        assertThatThrownBy(() -> append(spool, 3, 100))
                .extracting(e -> ((SpoolException) e).reason())
                .isEqualTo(Reason.FAILED);
        assertThat(spool.isReady()).isFalse();
    }

    @Test
    void takenSegments_stayForRetries_thenGo() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        for (int i = 0; i < 30; i++) {
            append(spool, i, 300);
        }
        Spool.Slice all = spool.read(Position.START, 1000, Long.MAX_VALUE);
        spool.release(all.end(), 30);
        long kept = spool.bytes();
        assertThat(kept).isGreaterThan(9000);
        open(disk, LIMITS, new Taken(all.end(), 30, -1)).close();
        assertThat(recovered).hasSize(30);
        now.addAndGet(Duration.ofMinutes(6).toMillis());
        spool.deleteTaken(all.end());
        assertThat(spool.bytes()).isLessThan(kept / 2);
    }

    @Test
    void openedAfterAStop_countsOnlyWhatWasNotTaken() throws Exception {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        for (int i = 0; i < 30; i++) {
            append(spool, i, 300);
        }
        Position taken = spool.read(Position.START, 12, Long.MAX_VALUE).end();
        spool.close();
        Spool after = open(disk, LIMITS, new Taken(taken, 12, -1));
        assertThat(after.pendingRows()).isEqualTo(18);
        assertThat(numbers(after.read(taken, 100, Long.MAX_VALUE)))
                .startsWith(12)
                .hasSize(18);
    }

    @Test
    void closedSpool_commitsWhatItHas_andTakesNothing(@TempDir Path real) throws Exception {
        Spool spool = open(new LocalDisk(), real, LIMITS, Taken.NOTHING);
        List<CompletableFuture<Boolean>> done = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Boolean> result = new CompletableFuture<>();
            spool.append(entry(i, 50), 1, failure -> result.complete(failure == null));
            done.add(result);
        }
        spool.close();
        assertThat(done).allSatisfy(result -> assertThat(result.join()).isTrue());
        assertThatThrownBy(() -> append(spool, 5, 10))
                .extracting(e -> ((SpoolException) e).reason())
                .isEqualTo(Reason.CLOSED);
        Spool after = open(new LocalDisk(), real, LIMITS, Taken.NOTHING);
        assertThat(after.pendingRows()).isEqualTo(100);
        assertThat(numbers(after.read(Position.START, 1000, Long.MAX_VALUE))).hasSize(100);
    }

    private Spool open(Disk disk) throws IOException {
        return open(disk, LIMITS, Taken.NOTHING);
    }

    private Spool open(Disk disk, SpoolLimits limits, Taken taken) throws IOException {
        return open(disk, DIRECTORY, limits, taken);
    }

    private Spool open(Disk disk, Path directory, SpoolLimits limits, Taken taken) throws IOException {
        recovered.clear();
        Spool spool = Spool.open(disk, directory, limits, clock, taken, recovered::add, fatal::set);
        opened.add(spool);
        return spool;
    }

    private static void append(Spool spool, int number, int length) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        spool.append(entry(number, length), 1, failure -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
        try {
            done.get();
        } catch (ExecutionException e) {
            throw (SpoolException) e.getCause();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] entry(int number, int length) {
        SpoolEntry.Builder builder = new SpoolEntry.Builder().start(new BeaconKey(1, number));
        builder.row().int32(number).raw(new byte[length], 0, length);
        builder.add(number % 2 == 0 ? RowKind.EVENT : RowKind.INTERACTION, number % 3 == 0);
        return builder.build();
    }

    private static List<Integer> numbers(Spool.Slice slice) {
        return slice.rows().stream()
                .map(row -> row.toByteArray()[0] & 0xff | (row.toByteArray()[1] & 0xff) << 8)
                .toList();
    }

    private byte[] oneSegment(int entries) throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk();
        Spool spool = open(disk);
        for (int i = 0; i < entries; i++) {
            append(spool, i, 20);
        }
        spool.close();
        Map<Path, byte[]> files = new TreeMap<>(disk.snapshot());
        assertThat(files).hasSize(1);
        return files.values().iterator().next();
    }

    private static Path file(byte[] segment) {
        return new Segment(DIRECTORY, 1, segment.length, 0).file();
    }

    private List<byte[]> rows(Disk disk) throws IOException {
        Spool spool = open(disk);
        List<byte[]> rows = rows(spool);
        spool.close();
        return rows;
    }

    private static List<byte[]> rows(Spool spool) throws IOException {
        return spool.read(Position.START, 1000, Long.MAX_VALUE).rows().stream()
                .map(SpooledRow::toByteArray)
                .toList();
    }

    /** Where the entries with rows end; each comes behind a mark, and a last mark follows where the spool was closed. */
    private static int[] entryEnds(byte[] segment) {
        List<Integer> ends = new ArrayList<>();
        int at = FIRST_ENTRY;
        while (at < segment.length) {
            int length = segment[at] & 0xff | (segment[at + 1] & 0xff) << 8;
            at += Segment.ENTRY_HEADER_BYTES + length;
            if (length > SpoolEntry.HEADER_BYTES) {
                ends.add(at);
            }
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }
}

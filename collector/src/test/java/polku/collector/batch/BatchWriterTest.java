package polku.collector.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import polku.collector.spool.Spool;
import polku.collector.spool.SpoolEntry;
import polku.collector.spool.SpoolEntry.BeaconKey;
import polku.collector.spool.SpoolLimits;
import polku.collector.testing.FakeClickHouse;
import polku.collector.testing.ForgetfulDisk;
import polku.storage.write.Batch;
import polku.storage.write.RowKind;

class BatchWriterTest {
    private static final Path BATCHES = Path.of("batches");
    private static final Path SPOOL = Path.of("spool");
    private static final BatchLimits LIMITS =
            new BatchLimits(100, 1000, 1 << 20, Duration.ofMillis(5), Duration.ofMillis(1), Duration.ofMillis(4));

    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final FakeClickHouse clickHouse = new FakeClickHouse();
    private ForgetfulDisk disk = new ForgetfulDisk();
    private Spool spool;
    private BatchWriter writer;

    /** Whatever happened in a test, every row that was accepted is somewhere. */
    @AfterEach
    void stop() {
        if (writer == null) {
            return;
        }
        writer.stop(Duration.ZERO);
        spool.close();
        Ledger ledger = writer.ledger();
        assertThat(spool.acceptedRows())
                .as("%s and %d in the spool, %d lost", ledger, spool.pendingRows(), writer.lost())
                .isEqualTo(ledger.stored()
                        + ledger.deadLettered()
                        + ledger.resends()
                        + writer.lost()
                        + spool.pendingRows());
    }

    @Test
    void rowsOfAllKinds_areStoredOnce_andTheLedgerAddsUp() throws Exception {
        start();
        append(0, 250);
        await().until(() -> writer.ledger().stored() == 250);
        assertThat(stored()).hasSize(250).doesNotHaveDuplicates();
        assertThat(writer.ledger().settled()).isEqualTo(250);
        assertThat(writer.ledger().accepted()).isEqualTo(spool.acceptedRows()).isEqualTo(250);
        assertThat(spool.pendingRows()).isZero();
        assertThat(disk.list(BATCHES)).containsExactly(BATCHES.resolve("ledger"));
        assertThat(clickHouse.inserts.get(0)).matches("\\d+-(events|interactions)");
    }

    @Test
    void clickHouseDown_rowsWait_andAreStoredInOrderWhenItIsBack() throws Exception {
        clickHouse.onInsert = (table, token, rows) -> {
            throw FakeClickHouse.unavailable();
        };
        start();
        append(0, 50);
        await().until(() -> clickHouse.inserts.size() > 5);
        assertThat(writer.trouble()).contains("connection refused");
        assertThat(clickHouse.inserts.stream().distinct()).hasSize(2);
        clickHouse.onInsert = (table, token, rows) -> {};
        await().until(() -> writer.ledger().stored() == 50);
        assertThat(stored()).hasSize(50).doesNotHaveDuplicates();
        assertThat(writer.trouble()).isNull();
    }

    @Test
    void oneTableDown_holdsNoOtherTableOfTheBatchUp() throws Exception {
        clickHouse.onInsert = (table, token, rows) -> {
            if (table.equals("events")) {
                throw FakeClickHouse.unavailable();
            }
        };
        start();
        append(0, 10);
        await().until(() -> clickHouse.rows("interactions").size() == 5);
        assertThat(clickHouse.rows("events")).isEmpty();
        clickHouse.onInsert = (table, token, rows) -> {};
        await().until(() -> writer.ledger().stored() == 10);
    }

    @Test
    void timeOutBeforeAnythingWasStored_sendsTheSameBytesUnderTheSameToken() throws Exception {
        AtomicInteger timeOuts = new AtomicInteger();
        clickHouse.onInsert = (table, token, rows) -> {
            if (timeOuts.incrementAndGet() <= 3) {
                throw FakeClickHouse.unknown();
            }
        };
        start();
        append(0, 40);
        await().until(() -> writer.ledger().stored() == 40);
        assertThat(stored()).hasSize(40).doesNotHaveDuplicates();
        assertThat(clickHouse.inserts)
                .hasSizeGreaterThanOrEqualTo(4)
                .noneMatch(token -> token.endsWith("-again"))
                .anyMatch(token -> Collections.frequency(clickHouse.inserts, token) > 1);
    }

    @Test
    void timeOutAfterTheRowsWereStored_asksAndSendsNothingAgain() throws Exception {
        AtomicInteger timeOuts = new AtomicInteger();
        clickHouse.afterInsert = (table, token, rows) -> {
            if (timeOuts.incrementAndGet() <= 1) {
                throw FakeClickHouse.unknown();
            }
        };
        start();
        append(0, 40);
        await().until(() -> writer.ledger().stored() == 40);
        assertThat(stored()).hasSize(40).doesNotHaveDuplicates();
        assertThat(clickHouse.inserts).doesNotHaveDuplicates();
    }

    @Test
    void rowsHeldForARepetitionByMistake_goUnderAnotherToken() throws Exception {
        AtomicInteger timeOuts = new AtomicInteger();
        clickHouse.onInsert = (table, token, rows) -> {
            if (timeOuts.incrementAndGet() == 1) {
                // Died between the note of the token and the rows.
                clickHouse.rememberToken(token, rows);
                throw FakeClickHouse.unknown();
            }
        };
        start();
        append(0, 40);
        await().until(() -> writer.ledger().stored() == 40);
        assertThat(stored()).hasSize(40).doesNotHaveDuplicates();
        assertThat(clickHouse.inserts).anyMatch(token -> token.endsWith("-again"));
    }

    @Test
    void poisonRow_isDeadLettered_theRestLands() throws Exception {
        clickHouse.onInsert = (table, token, rows) -> {
            if (rows.stream().anyMatch(row -> number(row) == 36)) {
                throw FakeClickHouse.rejected();
            }
        };
        start();
        append(0, 100);
        await().until(() -> writer.ledger().settled() == 100);
        assertThat(writer.ledger().deadLettered()).isEqualTo(1);
        assertThat(stored()).hasSize(99).doesNotHaveDuplicates().doesNotContain(36);
        String letters =
                new String(disk.read(BATCHES.resolve("dead-letters.jsonl"), 0, 100_000), StandardCharsets.UTF_8);
        assertThat(letters.lines()).hasSize(1);
        assertThat(letters).contains("\"table\":\"events\"", "cannot parse");
        assertThat(disk.list(BATCHES)).noneMatch(file -> file.toString().endsWith(".progress"));
    }

    @Test
    void errorOfTheTableRatherThanTheRows_isWaitedFor_notBisected() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        clickHouse.onInsert = (table, token, rows) -> {
            if (failures.incrementAndGet() < 6) {
                throw new polku.storage.clickhouse.ClickHouseException(
                        60,
                        polku.storage.clickhouse.ClickHouseException.Outcome.REJECTED,
                        "table does not exist",
                        null);
            }
        };
        start();
        append(0, 20);
        await().until(() -> writer.ledger().stored() == 20);
        assertThat(writer.ledger().deadLettered()).isZero();
    }

    @Test
    void crashInTheMiddleOfABisection_storesNoPieceTwice() throws Exception {
        AtomicInteger inserts = new AtomicInteger();
        clickHouse.onInsert = (table, token, rows) -> {
            if (rows.stream().anyMatch(row -> number(row) == 6)) {
                throw FakeClickHouse.rejected();
            }
            if (inserts.incrementAndGet() > 1) {
                throw FakeClickHouse.unavailable();
            }
        };
        start();
        append(0, 16);
        await().until(() -> inserts.get() > 4);
        crash();
        clickHouse.forgetTokens();
        clickHouse.onInsert = (table, token, rows) -> {
            if (rows.stream().anyMatch(row -> number(row) == 6)) {
                throw FakeClickHouse.rejected();
            }
        };
        start();
        await().until(() -> writer.ledger().settled() == 16);
        assertThat(stored()).hasSize(15).doesNotHaveDuplicates();
        assertThat(writer.ledger().deadLettered()).isEqualTo(1);
    }

    @Test
    void powerLoss_afterAnyInsert_countsEveryRowOnce() throws Exception {
        for (int crashAfter = 1; crashAfter <= 6; crashAfter++) {
            stop();
            disk = new ForgetfulDisk();
            FakeClickHouse fresh = new FakeClickHouse();
            AtomicInteger inserts = new AtomicInteger();
            int limit = crashAfter;
            fresh.afterInsert = (table, token, rows) -> {
                if (inserts.incrementAndGet() >= limit) {
                    throw FakeClickHouse.unknown();
                }
            };
            start(fresh);
            for (int i = 0; i < 60; i += 20) {
                append(i, i + 20);
                int rows = i + 20;
                await().until(() -> inserts.get() >= limit || writer.ledger().stored() == rows);
            }
            assertThat(inserts.get()).isGreaterThanOrEqualTo(limit);
            crash();
            fresh.afterInsert = (table, token, rows) -> {};
            fresh.forgetTokens(); // the resend is so late that only asking for the batch helps
            start(fresh);
            await().until(() -> writer.ledger().stored() == 60);
            assertThat(numbers(fresh))
                    .as("crash after %d", crashAfter)
                    .hasSize(60)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void rowThatCannotBePutIntoABatch_isDeadLettered_theRestLands() throws Exception {
        clickHouse.onForm = rows -> {
            if (rows.stream().anyMatch(row -> number(row.toByteArray()) == 13)) {
                throw new IllegalArgumentException("a row that ends too early");
            }
        };
        start();
        append(0, 60);
        await().until(() -> writer.ledger().settled() == 60);
        assertThat(writer.ledger().deadLettered()).isEqualTo(1);
        assertThat(stored()).hasSize(59).doesNotContain(13);
    }

    @Test
    void damagedBatchFile_isPutAside_andItsRowsAreTakenAgain() throws Exception {
        clickHouse.onInsert = (table, token, rows) -> {
            throw FakeClickHouse.unavailable();
        };
        start();
        append(0, 10);
        await().until(() -> !clickHouse.inserts.isEmpty());
        crash();
        Map<Path, byte[]> files = disk.snapshot();
        files.forEach((file, bytes) -> {
            if (file.toString().endsWith(".batch")) {
                bytes[30] ^= 1;
            }
        });
        disk = ForgetfulDisk.of(files);
        clickHouse.onInsert = (table, token, rows) -> {};
        start();
        await().until(() -> writer.ledger().stored() == 10);
        assertThat(disk.list(BATCHES)).anyMatch(file -> file.toString().endsWith(".damaged"));
        assertThat(fatal.get()).isNull();
    }

    @Test
    void pendingRowsThatAreAllDamaged_areSkipped_andLaterOnesStored() throws Exception {
        clickHouse.onInsert = (table, token, rows) -> {
            throw FakeClickHouse.unavailable();
        };
        start();
        append(0, 10);
        await().until(() -> !clickHouse.inserts.isEmpty());
        Path segment = disk.list(SPOOL).get(0);
        int end = disk.snapshot().get(segment).length;
        append(10, 20);
        byte[] live = disk.snapshot().get(segment);
        Arrays.fill(live, end, live.length, (byte) 0x55);
        clickHouse.onInsert = (table, token, rows) -> {};
        await().until(() -> writer.ledger().stored() == 10 && spool.pendingRows() == 0);
        append(20, 30);
        await().until(() -> writer.ledger().stored() == 20);
        assertThat(stored()).hasSize(20).doesNotHaveDuplicates().doesNotContain(10, 19);
        assertThat(spool.damagedBytes()).isEqualTo(live.length - end);
        assertThat(fatal.get()).isNull();
    }

    @Test
    void fullDisk_isWaitedFor() throws Exception {
        start();
        append(0, 10);
        await().until(() -> writer.ledger().stored() == 10);
        disk.room = 100_000;
        append(10, 20);
        await().until(() -> writer.trouble() != null);
        assertThat(writer.trouble()).contains("is full");
        disk.room = Long.MAX_VALUE;
        await().until(() -> writer.ledger().stored() == 20);
        assertThat(fatal.get()).isNull();
    }

    @Test
    void diskThatFillsUpBetweenInsertAndLedger_isWaitedFor_andTheRowsCountOnce() throws Exception {
        clickHouse.afterInsert = (table, token, rows) -> disk.room = 10;
        start();
        append(0, 10);
        await().until(() -> writer.trouble() != null);
        assertThat(writer.trouble()).contains("is full");
        assertThat(fatal.get()).isNull();
        clickHouse.afterInsert = (table, token, rows) -> {};
        disk.room = Long.MAX_VALUE;
        await().until(() -> writer.ledger().stored() == 10);
        assertThat(stored()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void stop_whileTheDiskIsFull_isNoFault_andTheNextStartGoesOn() throws Exception {
        clickHouse.afterInsert = (table, token, rows) -> disk.room = 10;
        start();
        append(0, 10);
        await().until(() -> writer.trouble() != null);
        stop();
        assertThat(fatal.get()).isNull();
        clickHouse.afterInsert = (table, token, rows) -> {};
        disk.room = Long.MAX_VALUE;
        start();
        await().until(() -> writer.ledger().stored() == 10);
        assertThat(stored()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void deadLetterThatDoesNotFit_isWaitedFor_andWrittenWhole() throws Exception {
        clickHouse.onInsert = (table, token, rows) -> {
            if (rows.stream().anyMatch(row -> number(row) == 6)) {
                disk.room = rows.size() == 1 ? 10 : disk.room;
                throw FakeClickHouse.rejected();
            }
        };
        start();
        append(0, 10);
        await().until(() -> writer.trouble() != null);
        disk.room = Long.MAX_VALUE;
        await().until(() -> writer.ledger().settled() == 10);
        assertThat(writer.ledger().deadLettered()).isEqualTo(1);
        byte[] letters = disk.read(BATCHES.resolve("dead-letters.jsonl"), 0, 1 << 20);
        assertThat(new String(letters, StandardCharsets.UTF_8)).matches("\\{[^\n]*\\}\n");
    }

    @Test
    void moves_areMadeAfterTheInserts_andRepeatedUntilTheyWork() throws Exception {
        clickHouse.movesToForm = List.of(new Batch.SessionMove(1, 2, 3, 4, 5));
        start();
        append(0, 3);
        await().until(() -> writer.ledger().stored() == 3);
        assertThat(clickHouse.moves).containsExactly(new Batch.SessionMove(1, 2, 3, 4, 5));
    }

    @Test
    void lonelyRow_isStoredPromptly() throws Exception {
        start();
        long started = System.nanoTime();
        append(0, 1);
        await().pollInterval(Duration.ofMillis(5)).until(() -> writer.ledger().stored() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void backlog_leavesInLargeBatches() throws Exception {
        AtomicInteger gate = new AtomicInteger();
        clickHouse.onForm = rows -> {
            if (gate.incrementAndGet() < 20) {
                throw FakeClickHouse.unavailable();
            }
        };
        start();
        for (int i = 0; i < 2000; i += 50) {
            append(i, i + 50);
        }
        await().until(() -> writer.ledger().stored() == 2000);
        assertThat(clickHouse.formed.size()).isLessThan(15);
        assertThat(stored()).hasSize(2000).doesNotHaveDuplicates();
    }

    @Test
    void ledger_survivesARestart_andGoesOnCounting() throws Exception {
        start();
        append(0, 30);
        await().until(() -> writer.ledger().stored() == 30);
        writer.countDuplicates(4);
        append(30, 31);
        await().until(() -> writer.ledger().stored() == 31);
        Ledger before = writer.ledger();
        crash();
        start();
        assertThat(writer.ledger()).isEqualTo(before);
        assertThat(before.duplicates()).isEqualTo(4);
        append(31, 40);
        await().until(() -> writer.ledger().stored() == 40);
        assertThat(writer.ledger().node()).isEqualTo(before.node());
    }

    private void start() throws IOException {
        start(clickHouse);
    }

    private void start(BatchSink sink) throws IOException {
        Ledger ledger = Ledger.open(disk, BatchWriter.ledgerFile(BATCHES), new Random(5));
        SpoolLimits limits =
                new SpoolLimits(10 << 20, 0, 4000, Duration.ofHours(1), Duration.ZERO, Duration.ofMinutes(5));
        spool = Spool.open(disk, SPOOL, limits, InstantSource.system(), ledger.takenSoFar(), key -> {}, fatal::set);
        writer = new BatchWriter(
                disk,
                BATCHES,
                ledger,
                spool,
                sink,
                LIMITS,
                InstantSource.system(),
                new Random(3),
                new BatchWriter.BatchTimings() {
                    @Override
                    public void stored(int rows, long nanos) {}

                    @Override
                    public void failed() {}
                },
                fatal::set);
        writer.start();
    }

    /** The process is killed and the machine loses power. */
    private void crash() throws IOException {
        ForgetfulDisk crashed = disk;
        ForgetfulDisk survivor;
        synchronized (crashed) {
            crashed.losePower();
            survivor = ForgetfulDisk.of(crashed.snapshot());
        }
        disk = survivor;
        writer.stop(Duration.ZERO);
        spool.close();
    }

    private void append(int from, int to) {
        SpoolEntry.Builder builder = new SpoolEntry.Builder();
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int i = from; i < to; i++) {
            builder.start(new BeaconKey(1, i));
            builder.row().int32(i).int64(0).int64(0);
            builder.add(i % 2 == 0 ? RowKind.EVENT : RowKind.INTERACTION, false);
            CompletableFuture<Void> committed = new CompletableFuture<>();
            spool.append(builder.build(), 1, failure -> {
                if (failure == null) {
                    committed.complete(null);
                } else {
                    committed.completeExceptionally(failure);
                }
            });
            done.add(committed);
        }
        done.forEach(CompletableFuture::join);
    }

    private List<Integer> stored() {
        return numbers(clickHouse);
    }

    private static List<Integer> numbers(FakeClickHouse clickHouse) {
        List<Integer> numbers = new ArrayList<>();
        for (RowKind kind : RowKind.values()) {
            clickHouse.rows(kind.table()).forEach(row -> numbers.add(number(row)));
        }
        return numbers;
    }

    private static int number(byte[] row) {
        return row[0] & 0xff | (row[1] & 0xff) << 8;
    }
}

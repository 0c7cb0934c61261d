package polku.collector.batch;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import polku.collector.batch.BatchProgress.Range;
import polku.collector.batch.BatchProgress.State;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.clickhouse.ClickHouseException.Outcome;
import polku.storage.write.Batch;

/**
 * Brings one table's rows of a batch into ClickHouse. Whole as long as ClickHouse does not refuse them; a refused piece is
 * halved under tokens of its own until the row that is to blame stands alone and goes to the dead letters.
 */
final class TableInserter {
    /** Errors about the table or the account rather than the rows: waiting helps, dividing does not. */
    private static final Set<Integer> NOT_THE_ROWS = Set.of(16, 47, 60, 81, 192, 194, 497, 516);

    private final BatchSink sink;
    private final DeadLetters deadLetters;
    private final Batch batch;
    private final Batch.TableRows table;
    private final BatchProgress progress;
    private boolean askFirst;
    private boolean done;

    /** @param askFirst the batch is from before a restart: it may have been sent already */
    TableInserter(
            BatchSink sink,
            DeadLetters deadLetters,
            Batch batch,
            Batch.TableRows table,
            BatchProgress progress,
            boolean askFirst) {
        this.sink = sink;
        this.deadLetters = deadLetters;
        this.batch = batch;
        this.table = table;
        this.progress = progress;
        this.askFirst = askFirst;
        this.done = table.rows() == 0;
    }

    String table() {
        return table.table();
    }

    boolean isDone() {
        return done;
    }

    /** Rows that lie in ClickHouse now. */
    int storedRows() {
        return table.rows() - deadRows();
    }

    int deadRows() {
        return progress.deadRows(table.table());
    }

    /** Sends what has not been sent yet; after an exception it may be called again. */
    void insert() throws IOException {
        if (askFirst && !progress.isSplit(table.table())) {
            resend();
        } else {
            askFirst = true; // whatever comes of it, another attempt would not be the first
            insert(0, table.rows());
        }
        done = true;
    }

    /**
     * After an attempt of unknown outcome: only what is missing, under the same token, in case that the attempt is still
     * under way. What is missing even then was held for a repetition by mistake, and goes under another token.
     */
    private void resend() throws IOException {
        for (String suffix : List.of("", "-again")) {
            Batch.TableRows missing = sink.missing(table, batch.id());
            if (missing.rows() == 0) {
                return;
            }
            try {
                sink.insert(missing, 0, missing.rows(), token(0, table.rows()) + suffix);
            } catch (ClickHouseException e) {
                if (isUnfit(e) && missing.rows() == table.rows()) {
                    insert(0, table.rows());
                    return;
                }
                throw e;
            }
        }
    }

    private static boolean isUnfit(ClickHouseException e) {
        return e.outcome() == Outcome.REJECTED && !NOT_THE_ROWS.contains(e.code());
    }

    private void insert(int from, int to) throws IOException {
        Range range = new Range(table.table(), from, to);
        State state = progress.of(range);
        if (state == State.STORED || state == State.DEAD) {
            return;
        }
        if (state == null) {
            try {
                sink.insert(table, from, to, token(from, to));
                if (to - from < table.rows()) {
                    progress.record(range, State.STORED);
                }
                return;
            } catch (ClickHouseException e) {
                if (!isUnfit(e)) {
                    throw e;
                }
                if (to - from == 1) {
                    deadLetters.add(batch.id(), table.table(), row(from), String.valueOf(e.getMessage()));
                    sink.forget();
                    progress.record(range, State.DEAD);
                    return;
                }
                progress.record(range, State.SPLIT);
            }
        }
        int middle = (from + to) >>> 1;
        insert(from, middle);
        insert(middle, to);
    }

    private String token(int from, int to) {
        String whole = Long.toUnsignedString(batch.id()) + "-" + table.table();
        return to - from == table.rows() ? whole : whole + "-" + from + "-" + to;
    }

    private byte[] row(int index) {
        int end = index + 1 < table.rows() ? table.offsets()[index + 1] : table.bytes().length;
        return Arrays.copyOfRange(table.bytes(), table.offsets()[index], end);
    }
}

package polku.collector.batch;

import java.util.List;
import polku.storage.write.Batch;
import polku.storage.write.SpooledRow;

/**
 * Where batches are made and go. All calls block and throw {@link polku.storage.clickhouse.ClickHouseException} with an
 * outcome that tells what to do next.
 */
public interface BatchSink {
    /** Puts rows into sessions and makes the batch of them; called for one batch after the other. */
    Batch form(long batchId, List<SpooledRow> rows);

    /** Inserts rows [{@code fromRow}, {@code toRow}); the same token with the same rows stores nothing twice. */
    void insert(Batch.TableRows rows, int fromRow, int toRow, String token);

    /** Moves rows of earlier batches to other sessions; harmless when repeated. */
    void move(List<Batch.SessionMove> moves);

    /**
     * The rows of the batch that are not in the table: those of whole months, since an insert is stored by the month. Asked
     * where an earlier attempt may have been stored in part, or its token forgotten.
     */
    Batch.TableRows missing(Batch.TableRows rows, long batchId);

    /** Told when what was formed was not stored as it was (rows went to the dead letters): nothing may be held of it. */
    void forget();
}

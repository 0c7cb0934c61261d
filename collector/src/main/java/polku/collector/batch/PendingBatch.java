package polku.collector.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import polku.collector.spool.Position;
import polku.storage.write.Batch;
import polku.storage.write.OldRows;
import polku.storage.write.RowReader;
import polku.storage.write.RowWriter;

/**
 * A batch with the piece of the spool that it covers, as it lies in a file before the first byte is sent: after a crash the
 * same bytes go out under the same tokens.
 *
 * @param rows how many spooled rows it covers; stored, dead-lettered and left out ones add up to it
 * @param unformed rows that could not be made part of any batch (dead-lettered already)
 */
record PendingBatch(Batch batch, Position end, int rows, int unformed) {
    private static final int FORMAT = 2;
    /** Of rows before their layouts had versions. */
    private static final int FIRST_FORMAT = 1;

    byte[] encode() {
        RowWriter out = new RowWriter(encodedLength());
        out.int32(FORMAT).int64(batch.id()).int64(end.segment()).int64(end.offset());
        out.int32(rows).int32(unformed).int32(batch.resends());
        out.int32(batch.tables().size());
        for (Batch.TableRows table : batch.tables()) {
            out.text(table.table()).int32(table.rows());
            for (int offset : table.offsets()) {
                out.int32(offset);
            }
            out.int32(table.bytes().length).raw(table.bytes(), 0, table.bytes().length);
        }
        out.int32(batch.moves().size());
        for (Batch.SessionMove move : batch.moves()) {
            out.int32(move.siteId()).int64(move.visitorId()).int64(move.from()).int64(move.to());
            out.int64(move.sessionId());
        }
        out.int32(checksum(out.array(), out.length()));
        return out.length() == out.array().length ? out.array() : out.toByteArray();
    }

    /** At least, so that a batch is not copied while it grows. */
    private int encodedLength() {
        int length = 52 + 36 * batch.moves().size();
        for (Batch.TableRows table : batch.tables()) {
            length += 1 + table.table().length() + 8 + 4 * table.rows() + table.bytes().length;
        }
        return length;
    }

    static PendingBatch decode(byte[] bytes) throws IOException {
        int checked = bytes.length - 4;
        if (checked < 4 || new RowReader(bytes, checked, 4).int32() != checksum(bytes, checked)) {
            throw new IOException("the batch file is damaged");
        }
        RowReader in = new RowReader(bytes, 0, checked);
        int format = in.int32();
        if (format != FORMAT && format != FIRST_FORMAT) {
            throw new IOException("the batch file is of another version");
        }
        long id = in.int64();
        Position end = new Position(in.int64(), in.int64());
        int rows = in.int32();
        int unformed = in.int32();
        int resends = in.int32();
        List<Batch.TableRows> tables = new ArrayList<>();
        for (int left = in.int32(); left > 0; left--) {
            String name = in.text();
            int[] offsets = new int[in.int32()];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = in.int32();
            }
            int length = in.int32();
            int start = in.position();
            Batch.TableRows table =
                    new Batch.TableRows(name, java.util.Arrays.copyOfRange(bytes, start, start + length), offsets);
            tables.add(format == FIRST_FORMAT ? OldRows.current(table) : table);
            in = new RowReader(bytes, start + length, checked - start - length);
        }
        List<Batch.SessionMove> moves = new ArrayList<>();
        for (int left = in.int32(); left > 0; left--) {
            moves.add(new Batch.SessionMove(in.int32(), in.int64(), in.int64(), in.int64(), in.int64()));
        }
        return new PendingBatch(new Batch(id, tables, moves, resends), end, rows, unformed);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}

package polku.storage.read.replay;

import java.util.Comparator;
import java.util.List;
import polku.storage.write.RowReader;

/**
 * What is stored of a chunk, or of a part of one, but for its content. Times are milliseconds since the epoch.
 *
 * @param at of the chunk's first event, by the server's clock
 * @param length from the first event to the last
 * @param shift what is to be added to the times in the content
 * @param events in the whole chunk
 * @param snapshot whether the chunk holds a full snapshot, or may
 * @param bytes of this part's content
 */
record ChunkPart(
        long session,
        long visitor,
        long document,
        int sequence,
        int part,
        int parts,
        long at,
        long length,
        long shift,
        int events,
        boolean snapshot,
        int bytes,
        long receivedAt) {
    static final List<String> COLUMNS = List.of(
            "session_id",
            "visitor_id",
            "document_id",
            "sequence",
            "part",
            "parts",
            "toUnixTimestamp64Milli(r.at) AS began",
            "toInt64(r.length) AS lasted",
            "clock_shift",
            "events",
            "toInt8(r.snapshot) AS full",
            "content_bytes",
            "received_at");

    /** Of several that came for the same place, the first one counts. As SQL orders them: {@link #FIRST_CAME}. */
    static final Comparator<ChunkPart> BY_ARRIVAL = Comparator.comparingLong(ChunkPart::receivedAt)
            .thenComparingLong(ChunkPart::at)
            .thenComparingLong(ChunkPart::length)
            .thenComparingInt(ChunkPart::bytes)
            .thenComparingLong(ChunkPart::shift);

    /** {@link #BY_ARRIVAL} in SQL. */
    static final String FIRST_CAME = "r.received_at, r.at, r.length, r.content_bytes, r.clock_shift";

    static ChunkPart read(RowReader row) {
        return new ChunkPart(
                row.int64(),
                row.int64(),
                row.int64(),
                row.int32(),
                row.uint16(),
                row.uint16(),
                row.int64(),
                row.int64(),
                row.int64(),
                row.int32(),
                row.int8() != 0,
                row.int32(),
                row.seconds());
    }
}

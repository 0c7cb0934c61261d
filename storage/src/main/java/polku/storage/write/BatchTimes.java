package polku.storage.write;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** The time by which each table is partitioned, and where it lies in an encoded row. */
final class BatchTimes {
    /** site (4), visitor (8), session (8), batch (8) come first. */
    private static final int AT_OFFSET = 28;

    /** … then sign (1) and version (8). */
    private static final int STARTED_AT_OFFSET = 37;

    /** site (4), event or visitor (8), batch (8) come first. */
    private static final int NAMED_AT_OFFSET = 20;

    private BatchTimes() {}

    /** The id of the partition that a row belongs to, as ClickHouse names it. */
    static String partition(Batch.TableRows rows, int index) {
        int offset = rows.offsets()[index] + timeOffset(rows.table());
        ZonedDateTime time =
                Instant.ofEpochMilli(LittleEndian.getLong(rows.bytes(), offset)).atZone(ZoneOffset.UTC);
        int month = time.getYear() * 100 + time.getMonthValue();
        boolean isByDay = rows.table().equals(RowKind.REPLAY.table());
        return Integer.toString(isByDay ? month * 100 + time.getDayOfMonth() : month);
    }

    private static int timeOffset(String table) {
        return switch (table) {
            case "sessions" -> STARTED_AT_OFFSET;
            case "named_events", "identities" -> NAMED_AT_OFFSET;
            default -> AT_OFFSET;
        };
    }
}

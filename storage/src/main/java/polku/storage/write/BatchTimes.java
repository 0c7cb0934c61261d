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

    private BatchTimes() {}

    static String column(String table) {
        return isSessions(table) ? "started_at" : "at";
    }

    /** As {@code toYYYYMM} gives it. */
    static int month(Batch.TableRows rows, int index) {
        int offset = rows.offsets()[index] + (isSessions(rows.table()) ? STARTED_AT_OFFSET : AT_OFFSET);
        ZonedDateTime time =
                Instant.ofEpochMilli(LittleEndian.getLong(rows.bytes(), offset)).atZone(ZoneOffset.UTC);
        return time.getYear() * 100 + time.getMonthValue();
    }

    private static boolean isSessions(String table) {
        return table.equals("sessions");
    }
}

package polku.storage.engine;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The format of an answer: its content type, and whether blocks that were formatted apart make a right whole when they
 * are put behind each other.
 *
 * @param name as ClickHouse spells it
 */
record OutputFormat(String name) {
    static final OutputFormat DEFAULT = new OutputFormat("TabSeparated");

    private static final String WITH_HEADER = "RowBinaryWithNamesAndTypes";
    private static final Set<String> STREAMABLE = Set.of(
            "TabSeparated",
            "TSV",
            "TabSeparatedRaw",
            "TSVRaw",
            "CSV",
            "JSONEachRow",
            "JSONCompactEachRow",
            "RowBinary",
            "Native",
            WITH_HEADER);

    boolean isStreamable() {
        return STREAMABLE.contains(name);
    }

    String contentType() {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("jsoneachrow") || lower.equals("jsoncompacteachrow")) {
            return "application/x-ndjson; charset=UTF-8";
        }
        if (lower.startsWith("json")) {
            return "application/json; charset=UTF-8";
        }
        if (lower.startsWith("csv")) {
            return "text/csv; charset=UTF-8; header=" + (lower.contains("names") ? "present" : "absent");
        }
        if (lower.startsWith("tabseparated") || lower.startsWith("tsv")) {
            return "text/tab-separated-values; charset=UTF-8";
        }
        if (lower.startsWith("rowbinary") || lower.equals("native")) {
            return "application/octet-stream";
        }
        return "text/plain; charset=UTF-8";
    }

    byte[] bytes() {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** Length of what stands before the first row of a chunk and must not be repeated: names and types. */
    long headerLength(Pointer chunk, long length) {
        if (!name.equals(WITH_HEADER)) {
            return 0;
        }
        Reader reader = new Reader(chunk, length);
        long columns = reader.varint();
        for (long i = 0; i < 2 * columns; i++) {
            reader.skip(reader.varint());
        }
        return reader.at;
    }

    private static final class Reader {
        private final Pointer chunk;
        private final long length;
        private long at;

        Reader(Pointer chunk, long length) {
            this.chunk = chunk;
            this.length = length;
        }

        long varint() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                if (at >= length) {
                    throw new IllegalStateException("a chunk ends inside its header");
                }
                byte b = chunk.getByte(at++);
                value |= (long) (b & 0x7f) << shift;
                if (b >= 0) {
                    return value;
                }
            }
        }

        void skip(long bytes) {
            at += bytes;
        }
    }
}

package polku.collector.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import polku.collector.disk.Disk;

/**
 * Rows that were refused for good, one JSON object a line with the reason, so that nothing disappears silently. A crash may
 * repeat a line, never lose one.
 */
final class DeadLetters {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Disk disk;
    private final Path file;
    private final InstantSource clock;

    DeadLetters(Disk disk, Path file, InstantSource clock) {
        this.disk = disk;
        this.file = file;
        this.clock = clock;
    }

    /** @param row as RowBinary of the table */
    void add(long batchId, String table, byte[] row, String reason) throws IOException {
        Map<String, String> letter = new LinkedHashMap<>();
        letter.put("at", clock.instant().toString());
        letter.put("batch", Long.toUnsignedString(batchId));
        letter.put("table", table);
        letter.put("reason", reason);
        letter.put("row", Base64.getEncoder().encodeToString(row));
        try {
            disk.appendDurably(file, (JSON.writeValueAsString(letter) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IOException(e);
        }
    }
}

package polku.collector.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.collector.disk.Disk;

/**
 * How far the bisection of a batch has come, durable before each next step: after a crash a piece that was stored under its
 * own token is not sent again as part of a larger one. Only a rejected batch has such a file.
 */
final class BatchProgress {
    enum State {
        SPLIT,
        STORED,
        DEAD
    }

    record Range(String table, int from, int to) {}

    private final Disk disk;
    private final Path file;
    private final Map<Range, State> states = new HashMap<>();

    BatchProgress(Disk disk, Path file) throws IOException {
        this.disk = disk;
        this.file = file;
        if (disk.exists(file)) {
            String text = new String(disk.read(file, 0, Integer.MAX_VALUE), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                String[] words = line.split(" ", -1);
                if (words.length == 5 && words[4].equals(".")) { // else torn, and never acted upon
                    Range range = new Range(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                    states.put(range, State.valueOf(words[3]));
                }
            }
        }
    }

    @Nullable
    State of(Range range) {
        return states.get(range);
    }

    boolean isSplit(String table) {
        return states.keySet().stream().anyMatch(range -> range.table().equals(table));
    }

    void record(Range range, State state) throws IOException {
        String line = "\n" + range.table() + " " + range.from() + " " + range.to() + " " + state + " .";
        disk.appendDurably(file, line.getBytes(StandardCharsets.UTF_8));
        states.put(range, state);
    }

    int deadRows(String table) {
        return (int) states.entrySet().stream()
                .filter(entry ->
                        entry.getValue() == State.DEAD && entry.getKey().table().equals(table))
                .count();
    }

    void delete() throws IOException {
        disk.delete(file);
    }
}

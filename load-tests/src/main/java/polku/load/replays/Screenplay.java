package polku.load.replays;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * All that is sent, made and packed before the load begins, so that neither counts as its cost: a file of chunks in the order
 * in which they are due. Packed as a browser's CompressionStream does.
 */
final class Screenplay implements AutoCloseable {
    private final FileChannel file;
    private final List<Line> lines = new ArrayList<>();
    private final int firstVisit;
    private final int visits;
    private long characters;

    /**
     * A chunk in the file.
     *
     * @param end when its five seconds are over, on a clock that is a day slow
     * @param offset in the file, {@code length} bytes
     */
    record Line(int visit, long document, int sequence, boolean opens, long end, long offset, int length) {}

    private Screenplay(FileChannel file, int firstVisit, int visits) {
        this.file = file;
        this.firstVisit = firstVisit;
        this.visits = visits;
    }

    /**
     * @param firstVisit its number: others are other visitors' visits
     * @param path to be written
     */
    static Screenplay write(RecordedPages pages, int firstVisit, int visits, Duration length, Path path)
            throws IOException {
        List<Visit> all = new ArrayList<>();
        for (int i = 0; i < visits; i++) {
            all.add(new Visit(pages, firstVisit + i));
        }
        long begin = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();
        long offset = 0;
        List<Line> lines = new ArrayList<>();
        long characters = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
            for (long at = 0; at < length.toMillis(); at += Visit.CHUNK_MILLIS) {
                for (int visit = 0; visit < visits; visit++) {
                    Visit.Chunk chunk = all.get(visit).next(begin + at);
                    byte[] packed = gzip(chunk.events() + "}");
                    out.write(packed);
                    lines.add(new Line(
                            visit,
                            chunk.document(),
                            chunk.sequence(),
                            chunk.opens(),
                            begin + at + Visit.CHUNK_MILLIS,
                            offset,
                            packed.length));
                    offset += packed.length;
                    characters += chunk.events().length();
                }
            }
        }
        Screenplay written = new Screenplay(FileChannel.open(path), firstVisit, visits);
        written.lines.addAll(lines);
        written.characters = characters;
        return written;
    }

    List<Line> lines() {
        return lines;
    }

    /** The number of the visit that {@link Line#visit} counts from. */
    int firstVisit() {
        return firstVisit;
    }

    int visits() {
        return visits;
    }

    /** Of all events, before they are packed. */
    long characters() {
        return characters;
    }

    /** What a tracker would send; packed in two pieces, which together are one file of gzip. */
    byte[] body(Line line, String token) {
        byte[] head = gzip("{\"v\":1,\"token\":\"" + token + "\",\"document\":\""
                + String.format("%016x", line.document()) + "\",\"sequence\":" + line.sequence() + ",\"sentAt\":"
                + line.end()
                + ",\"events\":");
        ByteBuffer body = ByteBuffer.allocate(head.length + line.length()).put(head);
        try {
            long at = line.offset();
            while (body.hasRemaining()) {
                at += file.read(body, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.array();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(8 << 10);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of an array in memory
        }
        return packed.toByteArray();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

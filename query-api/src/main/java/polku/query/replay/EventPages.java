package polku.query.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import polku.http.Problem;
import polku.query.markup.SafeAddresses;
import polku.query.web.Json;
import polku.storage.control.Site;
import polku.storage.read.replay.ChunkStore;
import polku.storage.read.replay.Recording;

/** Writes the events of recordings as they may be played: some chunks at a time, or all of them. */
final class EventPages {
    /** Of stored content in an answer; at least one chunk, however large. */
    static final long USUAL_BYTES = 4L << 20;

    /** Of stored content in one file. */
    static final long MOST_BYTES = 64L << 20;

    private final ChunkStore chunks;

    EventPages(ChunkStore chunks) {
        this.chunks = chunks;
    }

    /**
     * @param json text
     * @param last whether there is nothing after it yet, so that it may be another one tomorrow
     */
    record Page(byte[] json, boolean last) {}

    /** @param from the number of the first chunk */
    Page page(Site site, long session, Recording recording, Recording.Document document, int from, int limit) {
        List<Recording.Chunk> wanted = new ArrayList<>();
        Integer next = null;
        long bytes = 0;
        for (Recording.Chunk chunk : document.chunks()) {
            if (chunk.sequence() < from) {
                continue;
            }
            if (wanted.size() == limit || !wanted.isEmpty() && bytes + chunk.bytes() > USUAL_BYTES) {
                next = chunk.sequence();
                break;
            }
            wanted.add(chunk);
            bytes += chunk.bytes();
        }
        ZoneId zone = site.timezone();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("events");
            long dropped = write(site, session, document, wanted, json);
            json.writeEndArray();
            if (next == null) {
                json.writeNullField("next");
            } else {
                json.writeNumberField("next", next);
            }
            if (wanted.isEmpty()) {
                json.writeNullField("last");
            } else {
                json.writeNumberField("last", wanted.get(wanted.size() - 1).sequence());
            }
            json.writeFieldName("gaps");
            json.writePOJO(ReplayAnswers.gaps(gaps(recording, document, wanted, next == null), zone));
            json.writeNumberField("dropped", dropped);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Page(out.toByteArray(), next == null);
    }

    private static List<Recording.Gap> gaps(
            Recording recording, Recording.Document document, List<Recording.Chunk> wanted, boolean toTheEnd) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        long from = wanted.get(0).from();
        long to = toTheEnd ? Long.MAX_VALUE : wanted.get(wanted.size() - 1).to();
        return recording.gaps().stream()
                .filter(gap -> gap.document() == document.id() && gap.to() >= from && gap.from() <= to)
                .toList();
    }

    /** All documents of a session. */
    byte[] all(Site site, long session, Recording recording) {
        long bytes = recording.documents().stream()
                .flatMap(document -> document.chunks().stream())
                .mapToLong(Recording.Chunk::bytes)
                .sum();
        if (bytes > MOST_BYTES) {
            throw Problem.of(
                            422,
                            "replay-too-large",
                            "Replay too large",
                            "The recording has more than 64 MB; read it in parts, by its events.")
                    .asException();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("session", SessionIds.text(session));
            json.writeArrayFieldStart("documents");
            for (Recording.Document document : recording.documents()) {
                json.writeStartObject();
                json.writeStringField("document", SessionIds.document(document.id()));
                json.writeArrayFieldStart("events");
                write(site, session, document, document.chunks(), json);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private long write(
            Site site, long session, Recording.Document document, List<Recording.Chunk> wanted, JsonGenerator json)
            throws IOException {
        ReplaySanitizer sanitizer = new ReplaySanitizer(SafeAddresses.of(site));
        for (ChunkStore.Content content : chunks.contents(site.number(), session, document, wanted)) {
            sanitizer.copy(content.json(), content.chunk(), document.shift(), json);
        }
        return sanitizer.dropped();
    }
}

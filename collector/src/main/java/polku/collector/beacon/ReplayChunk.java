package polku.collector.beacon;

import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /r} holds: a stretch of what a session looked like, or a part of one. Times are the browser's, in
 * milliseconds.
 *
 * @param token null where a key stands in its place
 * @param site the site's public id; only with a key
 * @param visitor whose session it is; only with a key
 * @param document that was loaded, told by the browser
 * @param sequence of the chunk in the document, from 0
 * @param part from 0
 * @param parts 1 for a whole chunk
 * @param first of the first event
 * @param last of the last event
 * @param events in the chunk
 * @param snapshot whether a full snapshot is among them
 * @param content a JSON array as it was written; of a part the piece of its text
 */
public record ReplayChunk(
        @Nullable String token,
        @Nullable String site,
        @Nullable String visitor,
        long document,
        int sequence,
        int part,
        int parts,
        long sentAt,
        long first,
        long last,
        int events,
        boolean snapshot,
        String content) {}

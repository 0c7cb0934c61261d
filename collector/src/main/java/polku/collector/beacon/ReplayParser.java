package polku.collector.beacon;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import polku.collector.DropReason;
import polku.collector.Refusal;
import polku.http.Problem;

/**
 * Reads the body of {@code POST /r}, inflated, and checks every rule of the protocol (tracker-js/protocol). The events are
 * checked as they pass and kept as they were written: no tree is built of them.
 */
public final class ReplayParser {
    /** As it comes, gzipped or not. */
    public static final int MAX_BODY = 1_500_000;

    public static final int MAX_INFLATED = 4_000_000;
    static final int MAX_EVENTS = 10_000;
    static final int MAX_PARTS = 200;
    /** UTF-16 units. */
    static final int MAX_PIECE = 900_000;

    private static final int MAX_TOKEN = 12_000;
    private static final int MAX_SITE = 64;
    private static final int MAX_SEQUENCE = 1_000_000;
    /** From a chunk's first event to its last, ms. */
    private static final int LONGEST = 86_400_000;
    /** The kinds of rrweb's events up to here need no data: the document has been read, the page has loaded. */
    private static final int LAST_WITHOUT_DATA = 1;

    private static final int FULL_SNAPSHOT = 2;
    private static final int LAST_TYPE = 6;

    private final byte[] body;
    private final JsonReader json;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private int events;
    private boolean snapshot;

    private ReplayParser(byte[] body, JsonReader json) {
        this.body = body;
        this.json = json;
    }

    /** @throws Refusal where the body is not as the protocol says, or holds too much */
    public static ReplayChunk parse(byte[] body) {
        try (JsonReader json = JsonReader.ofRecorded(body)) {
            json.at("The body");
            ReplayChunk chunk = new ReplayParser(body, json).chunk();
            json.end();
            return chunk;
        }
    }

    private ReplayChunk chunk() {
        json.startObject();
        Long version = null;
        String token = null;
        String site = null;
        String visitor = null;
        Long document = null;
        Integer sequence = null;
        Integer part = null;
        Integer parts = null;
        Long sentAt = null;
        Long partFirst = null;
        Long partLast = null;
        Integer partEvents = null;
        Boolean partSnapshot = null;
        String whole = null;
        String piece = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(member);
            switch (member) {
                case "v" -> version = json.integer(1, 1);
                case "token" -> token = json.filledText(MAX_TOKEN);
                case "site" -> site = json.filledText(MAX_SITE);
                case "visitor" -> visitor = json.filledText(Limits.VISITOR);
                case "document" -> document = Numbers.hex64(json);
                case "sequence" -> sequence = (int) json.integer(0, MAX_SEQUENCE);
                case "part" -> part = (int) json.integer(0, MAX_PARTS - 1);
                case "parts" -> parts = (int) json.integer(2, MAX_PARTS);
                case "sentAt" -> sentAt = json.integer(0, Limits.TIME);
                case "first" -> partFirst = json.integer(0, Limits.TIME);
                case "last" -> partLast = json.integer(0, Limits.TIME);
                case "count" -> partEvents = (int) json.integer(1, MAX_EVENTS);
                case "snapshot" -> partSnapshot = json.bool();
                case "events" -> whole = events();
                case "text" -> piece = json.filledText(MAX_PIECE);
                default -> json.skip();
            }
        }
        json.at("The body");
        required(version, "v");
        if ((whole == null) == (piece == null)) {
            throw json.wrong("must have either 'events' or a part's 'text'");
        }
        if (piece != null) {
            first = required(partFirst, "first");
            last = required(partLast, "last");
            events = required(partEvents, "count");
            snapshot = required(partSnapshot, "snapshot");
            if (required(part, "part") >= required(parts, "parts")) {
                throw json.wrong("has a 'part' that is not below 'parts'");
            }
        } else if (part != null || parts != null) {
            throw json.wrong("must have 'text' in a part");
        }
        if (last < first || last - first > LONGEST) {
            throw json.wrong("has events over more than a day, or a 'last' before its 'first'");
        }
        return new ReplayChunk(
                token,
                site,
                visitor,
                required(document, "document"),
                required(sequence, "sequence"),
                part == null ? 0 : part,
                parts == null ? 1 : parts,
                required(sentAt, "sentAt"),
                first,
                last,
                events,
                snapshot,
                whole == null ? required(piece, "text") : whole);
    }

    /** The text of the array, whose events have been looked through. */
    private String events() {
        json.startArray();
        int start = json.position() - 1;
        while (json.nextElement()) {
            if (++events > MAX_EVENTS) {
                throw Refusal.of(
                        DropReason.TOO_LARGE, Problem.of(413, "A chunk has at most " + MAX_EVENTS + " events."));
            }
            event();
        }
        json.at("events");
        if (events == 0) {
            throw json.wrong("must not be empty");
        }
        return new String(body, start, json.position() - start, StandardCharsets.UTF_8);
    }

    private void event() {
        json.at("events");
        json.startObject();
        long type = -1;
        long timestamp = -1;
        boolean hasData = false;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at("events", member);
            switch (member) {
                case "type" -> type = json.integer(0, LAST_TYPE);
                case "timestamp" -> timestamp = json.integer(0, Limits.TIME);
                case "data" -> {
                    json.expect(JsonToken.START_OBJECT, "an object");
                    json.skip();
                    hasData = true;
                }
                default -> json.skip();
            }
        }
        json.at("events");
        if (type < 0 || timestamp < 0 || !hasData && type > LAST_WITHOUT_DATA) {
            throw json.wrong("must have 'type', 'timestamp' and 'data' in each");
        }
        first = Math.min(first, timestamp);
        last = Math.max(last, timestamp);
        snapshot |= type == FULL_SNAPSHOT;
    }

    private <T> T required(@Nullable T value, String member) {
        if (value == null) {
            throw json.wrong("lacks '" + member + "'");
        }
        return value;
    }
}

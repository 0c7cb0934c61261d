package polku.collector.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import polku.storage.control.PageGlob;
import polku.storage.control.ReplayRules;
import polku.storage.control.ReplayRules.Start;
import polku.storage.control.Site;
import polku.storage.control.SnapshotRules;

/**
 * What trackers are told of how to record, as JSON text ({@code RULES} in tracker-js/protocol): made anew only when the site's
 * owner has changed something. Safe for use by several threads.
 */
final class RecordingRules {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final ConcurrentHashMap<Integer, Made> bySite = new ConcurrentHashMap<>();

    private record Made(ReplayRules replay, SnapshotRules snapshots, String whole, String begun) {
        boolean isOf(Site site) {
            return replay.equals(site.replay()) && snapshots.equals(site.snapshots());
        }
    }

    /** For a visitor of whom nothing is recorded yet. */
    String whole(Site site) {
        return made(site).whole;
    }

    /** For a visitor whose recording has begun already, on another page: what it begins with is left out. */
    String begun(Site site) {
        return made(site).begun;
    }

    private Made made(Site site) {
        Made made = bySite.get(site.number());
        if (made == null || !made.isOf(site)) {
            made = new Made(
                    site.replay(), site.snapshots(), json(site, site.replay().start()), json(site, Start.AT_ONCE));
            bySite.put(site.number(), made);
        }
        return made;
    }

    private static String json(Site site, Start start) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("mask", site.replay().masksText() ? "all" : "personal");
            out.writeStringField("masked", pathnames(site.snapshots().maskedPages()));
            if (!start.isAtOnce()) {
                write(out, start);
            }
            out.writeNumberField("minutes", site.replay().maximumMinutes());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of a writer in memory
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Start start) throws IOException {
        out.writeObjectFieldStart("start");
        if (!start.pages().isEmpty()) {
            out.writeStringField("pages", pathnames(start.pages()));
        }
        if (!start.events().isEmpty()) {
            out.writeArrayFieldStart("events");
            for (String event : start.events()) {
                out.writeString(event);
            }
            out.writeEndArray();
        }
        if (start.onError()) {
            out.writeBooleanField("error", true);
        }
        if (start.onRageClick()) {
            out.writeBooleanField("rage", true);
        }
        out.writeEndObject();
    }

    /**
     * One expression for all patterns, which JavaScript and RE2 read alike. Pages are named without a slash at their end, and
     * pathnames may have one. Of no patterns it matches the empty text, which no pathname is.
     */
    private static String pathnames(List<String> patterns) {
        return patterns.stream()
                .map(PageGlob::toRegex)
                .map(regex -> regex.substring(1, regex.length() - 1))
                .collect(Collectors.joining("|", "^(?:", patterns.isEmpty() ? ")$" : ")/?$"));
    }
}

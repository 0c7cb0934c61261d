package polku.server.demo.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import polku.server.demo.simulator.Frames.Frame;
import polku.server.demo.simulator.Visit.Item;

/**
 * Writes visits as the bodies of {@code POST /r}: what the tracker would have recorded, had there been a browser. Pages look as the tracker
 * recorded them once, and do not change while they are visited.
 */
final class VisitRecordings {
    private static final long CHUNK_MILLIS = 20_000;
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final JsonFactory json = new JsonFactory();
    private final String site;
    private final Map<String, JsonObject> pages = new HashMap<>();
    private final Map<String, PageScene> scenes = new HashMap<>();

    VisitRecordings(String site, URI shop) {
        this.site = site;
        ShopPages.load(shop).forEach(page -> pages.put(page.getString("path"), page));
    }

    /** The whole visit; the same visit gives the same bytes. */
    List<byte[]> bodies(Visit visit) {
        List<byte[]> bodies = new ArrayList<>();
        for (int page = 0; page < visit.pages().size(); page++) {
            PageScene scene = scene(visit, page);
            if (scene != null) {
                bodies.addAll(chunks(visit, page, frames(visit, page, scene)));
            }
        }
        return bodies;
    }

    private @Nullable PageScene scene(Visit visit, int index) {
        String path = visit.pages().get(index).path();
        String device = visit.person().device().kind();
        JsonObject page = pages.get(path);
        return page == null ? null : scenes.computeIfAbsent(path + ' ' + device, first -> new PageScene(page, device));
    }

    private static List<Frame> frames(Visit visit, int index, PageScene scene) {
        boolean hasMouse = visit.person().device().kind().equals("desktop");
        PageRecording recording = new PageRecording(scene, hasMouse, new SplittableRandom(visit.beacons() + index));
        boolean opened = false;
        for (Item item : visit.items()) {
            if (item.page() == index) {
                if (!opened) {
                    recording.open(item.at(), visit.pages().get(index));
                    opened = true;
                }
                recording.add(item);
            }
        }
        return recording.frames();
    }

    private List<byte[]> chunks(Visit visit, int page, List<Frame> frames) {
        String document = Hex.of(visit.beacons() + (page + 1) * ODD);
        List<byte[]> chunks = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= frames.size(); to++) {
            if (to == frames.size() || frames.get(to).at() - frames.get(from).at() > CHUNK_MILLIS) {
                chunks.add(Gzip.pack(body(visit, document, chunks.size(), frames.subList(from, to))));
                from = to;
            }
        }
        return chunks;
    }

    private byte[] body(Visit visit, String document, int sequence, List<Frame> frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        try (JsonGenerator body = json.createGenerator(out)) {
            body.writeStartObject();
            body.writeNumberField("v", 1);
            body.writeStringField("site", site);
            body.writeStringField("visitor", visit.person().visitor());
            body.writeStringField("document", document);
            body.writeNumberField("sequence", sequence);
            body.writeNumberField("sentAt", frames.get(frames.size() - 1).at());
            body.writeArrayFieldStart("events");
            for (Frame frame : frames) {
                body.writeRawValue(frame.json());
            }
            body.writeEndArray();
            body.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

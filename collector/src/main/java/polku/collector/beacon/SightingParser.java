package polku.collector.beacon;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.collector.enrich.Scrubber;

/** Reads the body of {@code POST /s}, inflated, and checks every rule of the protocol (tracker-js/protocol). */
public final class SightingParser {
    /** As it comes, gzipped or not. */
    public static final int MAX_BODY = 1_500_000;

    public static final int MAX_INFLATED = 12_000_000;
    private static final int MAX_TOKEN = 12_000;
    private static final int MAX_VIEWPORT = 65_535;
    private static final Set<String> DEVICES = Set.of("desktop", "tablet", "mobile");

    private final JsonReader json;
    private final Scrubber scrubber;

    private SightingParser(JsonReader json, Scrubber scrubber) {
        this.json = json;
        this.scrubber = scrubber;
    }

    /** @throws polku.collector.Refusal where the body is not as the protocol says, or holds too much */
    public static Sighting parse(byte[] body, Scrubber scrubber) {
        try (JsonReader json = JsonReader.ofRecorded(body)) {
            json.at("The body");
            Sighting sighting = new SightingParser(json, scrubber).sighting();
            json.end();
            return sighting;
        }
    }

    private Sighting sighting() {
        json.startObject();
        Long version = null;
        String token = null;
        String site = null;
        String url = null;
        String device = "";
        Long skeleton = null;
        String title = "";
        int[] viewport = null;
        int[] document = null;
        String snapshot = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(member);
            switch (member) {
                case "v" -> version = json.integer(1, 1);
                case "token" -> token = json.filledText(MAX_TOKEN);
                case "site" -> site = json.filledText(64);
                case "url" -> url = json.filledText(Limits.URL);
                case "device" -> device = device();
                case "skeleton" -> skeleton = Numbers.hex64(json);
                case "title" -> title = scrubber.text(json.text(Limits.TITLE));
                case "viewport" -> viewport = Numbers.pair(json, MAX_VIEWPORT);
                case "document" -> document = Numbers.pair(json, Integer.MAX_VALUE);
                case "snapshot" -> snapshot = new RecordedPage(json, scrubber).copy();
                default -> json.skip();
            }
        }
        json.at("The body");
        required(version, "v");
        int[] shown = required(viewport, "viewport");
        int[] whole = required(document, "document");
        return new Sighting(
                token,
                site,
                required(url, "url"),
                device,
                required(skeleton, "skeleton"),
                title,
                shown[0],
                shown[1],
                whole[0],
                whole[1],
                snapshot);
    }

    private String device() {
        String device = json.text(16);
        if (!DEVICES.contains(device)) {
            throw json.wrong("must be desktop, tablet or mobile");
        }
        return device;
    }

    private <T> T required(@Nullable T value, String member) {
        if (value == null) {
            throw json.wrong("lacks '" + member + "'");
        }
        return value;
    }
}

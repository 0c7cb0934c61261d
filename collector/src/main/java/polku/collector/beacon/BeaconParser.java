package polku.collector.beacon;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.collector.beacon.Beacon.Item;
import polku.collector.beacon.Beacon.Page;

/**
 * Reads the body of {@code POST /b} and checks every rule of the protocol (tracker-js/protocol). Members that it does not
 * know are passed over, so that an older server takes a newer tracker's beacons.
 */
public final class BeaconParser {
    public static final int MAX_BODY = 65_536;

    private static final int MAX_PAGES = Limits.PAGES;
    public static final int MAX_ITEMS = 100;
    private static final int MAX_LANGUAGE = 35;
    private static final int MAX_SIDE = 65_535;
    private static final int CLIENT_DIGITS = 32;

    private final JsonReader json;
    private final ItemParser itemParser;

    private BeaconParser(JsonReader json) {
        this.json = json;
        this.itemParser = new ItemParser(json);
    }

    /** @throws polku.collector.Refusal where the body is not a beacon */
    public static Beacon parse(byte[] body) {
        try (JsonReader json = new JsonReader(body)) {
            json.at("The body");
            Beacon beacon = new BeaconParser(json).beacon();
            json.end();
            return beacon;
        }
    }

    private Beacon beacon() {
        json.startObject();
        Long version = null;
        String site = null;
        Long id = null;
        Long sentAt = null;
        String language = "";
        int[] viewport = {0, 0};
        List<Page> pages = null;
        List<Item> items = null;
        String visitor = null;
        String ip = null;
        String userAgent = null;
        String client = null;
        boolean granted = false;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(member);
            switch (member) {
                case "v" -> version = json.integer(1, 1);
                case "site" -> site = json.filledText(64);
                case "id" -> id = Numbers.hex64(json);
                case "sentAt" -> sentAt = json.integer(0, Limits.TIME);
                case "language" -> language = json.text(MAX_LANGUAGE);
                case "viewport" -> viewport = Numbers.pair(json, MAX_SIDE);
                case "pages" -> pages = pages();
                case "items" -> items = items();
                case "visitor" -> visitor = json.filledText(Limits.VISITOR);
                case "ip" -> ip = json.filledText(Limits.ADDRESS);
                case "userAgent" -> userAgent = json.filledText(Limits.USER_AGENT);
                case "client" -> client = client();
                case "granted" -> granted = json.bool();
                default -> json.skip();
            }
        }
        json.at("The body");
        required(version, "v");
        if (granted && client == null) {
            json.at("granted");
            throw json.wrong("is only for a beacon with 'client'");
        }
        return checked(new Beacon(
                required(site, "site"),
                required(id, "id"),
                required(sentAt, "sentAt"),
                language,
                viewport[0],
                viewport[1],
                required(pages, "pages"),
                required(items, "items"),
                visitor,
                ip,
                userAgent,
                client,
                granted));
    }

    private Beacon checked(Beacon beacon) {
        List<Item> items = beacon.items();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).page() >= beacon.pages().size()) {
                json.at("items[" + i + "].page");
                throw json.wrong("must be an index into pages");
            }
        }
        return beacon;
    }

    private List<Page> pages() {
        json.startArray();
        List<Page> pages = new ArrayList<>();
        while (json.nextElement()) {
            String where = "pages[" + pages.size() + "]";
            json.at(where);
            if (pages.size() == MAX_PAGES) {
                json.at("pages");
                throw json.wrong("must have at most " + MAX_PAGES + " elements");
            }
            pages.add(page(where));
        }
        json.at("pages");
        return filled(pages);
    }

    private Page page(String where) {
        json.startObject();
        Long id = null;
        String url = null;
        String title = "";
        String referrer = "";
        int status = 0;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(where, member);
            switch (member) {
                case "id" -> id = Numbers.hex64(json);
                case "url" -> url = json.filledText(Limits.URL);
                case "title" -> title = json.text(Limits.TITLE);
                case "referrer" -> referrer = json.text(Limits.URL);
                case "status" -> status = (int) json.integer(100, 599);
                default -> json.skip();
            }
        }
        json.at(where);
        return new Page(required(id, "id"), required(url, "url"), title, referrer, status);
    }

    private List<Item> items() {
        json.startArray();
        List<Item> items = new ArrayList<>();
        while (json.nextElement()) {
            String where = "items[" + items.size() + "]";
            json.at(where);
            if (items.size() == MAX_ITEMS) {
                json.at("items");
                throw json.wrong("must have at most " + MAX_ITEMS + " elements");
            }
            items.add(itemParser.read(where));
        }
        json.at("items");
        return filled(items);
    }

    private String client() {
        String digits = json.text(CLIENT_DIGITS);
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                throw json.wrong("must be " + CLIENT_DIGITS + " lower-case hex digits");
            }
        }
        if (digits.length() != CLIENT_DIGITS) {
            throw json.wrong("must be " + CLIENT_DIGITS + " lower-case hex digits");
        }
        return digits;
    }

    private <T> List<T> filled(List<T> list) {
        if (list.isEmpty()) {
            throw json.wrong("must not be empty");
        }
        return list;
    }

    private <T> T required(@Nullable T value, String member) {
        if (value == null) {
            throw json.wrong("lacks '" + member + "'");
        }
        return value;
    }
}

package polku.collector.beacon;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.collector.beacon.Beacon.Click;
import polku.collector.beacon.Beacon.CustomEvent;
import polku.collector.beacon.Beacon.Engagement;
import polku.collector.beacon.Beacon.Item;
import polku.collector.beacon.Beacon.Page;
import polku.collector.beacon.Beacon.Pageview;
import polku.collector.beacon.Beacon.Revenue;
import polku.storage.write.EventRow;

/**
 * Reads the body of {@code POST /b} and checks every rule of the protocol (tracker-js/protocol). Members that it does not
 * know are passed over, so that an older server takes a newer tracker's beacons.
 */
public final class BeaconParser {
    public static final int MAX_BODY = 65_536;

    static final int MAX_NAME = 64;
    static final int MAX_PROPS = 30;
    static final int MAX_PROP_KEY = 64;
    static final int MAX_PROP_VALUE = 500;
    static final int MAX_URL = 2048;
    static final int MAX_TITLE = 256;
    static final int MAX_VISITOR = 128;
    static final int MAX_ADDRESS = 45;
    static final int MAX_USER_AGENT = 512;
    static final long MAX_TIME = 253_402_300_799_999L; // the end of year 9999
    private static final int MAX_PAGES = 20;
    private static final int MAX_ITEMS = 100;
    private static final int MAX_LANGUAGE = 35;
    private static final int MAX_SELECTOR = 512;
    private static final int MAX_TEXT = 64;
    private static final int MAX_SIDE = 65_535;
    private static final int MAX_SHARE = 32_767;
    private static final int MAX_DURATION = 86_400_000;
    private static final int MAX_DEPTH = 1000;
    private static final BigDecimal MAX_AMOUNT = BigDecimal.valueOf(1_000_000_000_000L);

    private final JsonReader json;

    private BeaconParser(JsonReader json) {
        this.json = json;
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
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(member);
            switch (member) {
                case "v" -> version = json.integer(1, 1);
                case "site" -> site = json.filledText(64);
                case "id" -> id = hex64();
                case "sentAt" -> sentAt = json.integer(0, MAX_TIME);
                case "language" -> language = json.text(MAX_LANGUAGE);
                case "viewport" -> viewport = pair(MAX_SIDE);
                case "pages" -> pages = pages();
                case "items" -> items = items();
                case "visitor" -> visitor = json.filledText(MAX_VISITOR);
                case "ip" -> ip = json.filledText(MAX_ADDRESS);
                case "userAgent" -> userAgent = json.filledText(MAX_USER_AGENT);
                default -> json.skip();
            }
        }
        json.at("The body");
        required(version, "v");
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
                userAgent));
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
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(where, member);
            switch (member) {
                case "id" -> id = hex64();
                case "url" -> url = json.filledText(MAX_URL);
                case "title" -> title = json.text(MAX_TITLE);
                case "referrer" -> referrer = json.text(MAX_URL);
                default -> json.skip();
            }
        }
        json.at(where);
        return new Page(required(id, "id"), required(url, "url"), title, referrer);
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
            items.add(new ItemReader(where).read());
        }
        json.at("items");
        return filled(items);
    }

    /** Members may come in any order, so all are gathered before the type decides which are needed. */
    private final class ItemReader {
        private final String where;
        private @Nullable String type;
        private @Nullable Long at;
        private @Nullable Long page;
        private @Nullable String name;
        private Map<String, String> props = Map.of();
        private @Nullable Revenue revenue;
        private @Nullable String selector;
        private @Nullable String tag;
        private String text = "";
        private @Nullable Long x;
        private @Nullable Long y;
        private @Nullable Long pageX;
        private @Nullable Long pageY;
        private int @Nullable [] document;
        private @Nullable Long visible;
        private @Nullable Long active;
        private @Nullable Long depth;

        ItemReader(String where) {
            this.where = where;
        }

        Item read() {
            json.startObject();
            for (String member = json.nextMember(); member != null; member = json.nextMember()) {
                json.at(where, member);
                member(member);
            }
            json.at(where);
            long when = required(at, "at");
            int on = required(page, "page").intValue();
            return switch (required(type, "type")) {
                case "pageview" -> new Pageview(when, on);
                case "event" -> new CustomEvent(when, on, required(name, "name"), props, revenue);
                case "click" -> click(when, on);
                case "engagement" ->
                    new Engagement(
                            when,
                            on,
                            required(visible, "visible").intValue(),
                            required(active, "active").intValue(),
                            required(depth, "depth").intValue());
                default -> throw json.wrong("must have one of the types pageview, event, click, engagement");
            };
        }

        private void member(String member) {
            switch (member) {
                case "type" -> type = json.text(MAX_NAME);
                case "at" -> at = json.integer(0, MAX_TIME);
                case "page" -> page = json.integer(0, MAX_PAGES - 1);
                case "name" -> name = eventName(json);
                case "props" -> props = json.properties(MAX_PROPS, MAX_PROP_KEY, MAX_PROP_VALUE);
                case "revenue" -> revenue = revenue(json);
                case "selector" -> selector = json.filledText(MAX_SELECTOR);
                case "tag" -> tag = json.filledText(MAX_NAME);
                case "text" -> text = json.text(MAX_TEXT);
                case "x" -> x = json.integer(0, MAX_SHARE);
                case "y" -> y = json.integer(0, MAX_SHARE);
                case "pageX" -> pageX = json.integer(0, Integer.MAX_VALUE);
                case "pageY" -> pageY = json.integer(0, Integer.MAX_VALUE);
                case "document" -> document = pair(Integer.MAX_VALUE);
                case "visible" -> visible = json.integer(0, MAX_DURATION);
                case "active" -> active = json.integer(0, MAX_DURATION);
                case "depth" -> depth = json.integer(0, MAX_DEPTH);
                default -> json.skip();
            }
        }

        private Click click(long when, int on) {
            int[] size = required(document, "document");
            return new Click(
                    when,
                    on,
                    required(selector, "selector"),
                    required(tag, "tag"),
                    text,
                    required(x, "x").intValue(),
                    required(y, "y").intValue(),
                    required(pageX, "pageX").intValue(),
                    required(pageY, "pageY").intValue(),
                    size[0],
                    size[1]);
        }
    }

    static String eventName(JsonReader json) {
        String name = json.filledText(MAX_NAME);
        if (name.equals(EventRow.PAGEVIEW)) {
            throw json.wrong("must not be 'pageview'");
        }
        return name;
    }

    static Revenue revenue(JsonReader json) {
        String where = json.where();
        json.startObject();
        BigDecimal amount = null;
        String currency = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(where, member);
            switch (member) {
                case "amount" -> amount = json.decimal(MAX_AMOUNT.negate(), MAX_AMOUNT);
                case "currency" -> currency = currency(json);
                default -> json.skip();
            }
        }
        json.at(where);
        if (amount == null || currency == null) {
            throw json.wrong("must have an amount and a currency");
        }
        return new Revenue(amount, currency);
    }

    private static String currency(JsonReader json) {
        String code = json.text(3);
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) < 'A' || code.charAt(i) > 'Z') {
                throw json.wrong("must be three capital letters");
            }
        }
        if (code.length() != 3) {
            throw json.wrong("must be three capital letters");
        }
        return code;
    }

    private int[] pair(int most) {
        String where = json.where();
        json.startArray();
        int[] pair = new int[2];
        int count = 0;
        while (json.nextElement()) {
            int value = (int) json.integer(0, most);
            if (count < 2) {
                pair[count] = value;
            }
            count++;
        }
        json.at(where);
        if (count != 2) {
            throw json.wrong("must have two elements");
        }
        return pair;
    }

    private long hex64() {
        String text = json.text(16);
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                throw json.wrong("must be 16 lower-case hex digits");
            }
            value = value << 4 | digit;
        }
        if (text.length() != 16) {
            throw json.wrong("must be 16 lower-case hex digits");
        }
        return value;
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

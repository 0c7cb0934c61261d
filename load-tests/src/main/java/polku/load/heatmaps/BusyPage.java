package polku.load.heatmaps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import polku.load.queries.Crowd;
import polku.load.queries.Past;

/**
 * Sessions that all come to one page, and each do there what people do: move, click, scroll and look. Two in five also see another
 * page. The same seed makes the same ones. For one thread.
 */
final class BusyPage implements Past {
    static final String PATH = "/coffee";
    private static final int ELEMENTS = 60;
    private static final int OTHER_PAGES = 200;
    private static final int FULL = 32_767;
    private static final int HEIGHT = 4200;
    /** Rows of a session on the page, on average. */
    private static final double MEAN_INTERACTIONS = 23.05;

    private final SplittableRandom random;
    private final String site;
    private final long sessions;
    private final long begin;
    private final long length;
    private long made;
    private long interactions;

    /** @param interactions it becomes about as many on the page */
    BusyPage(String site, long interactions, Instant from, Instant to, long seed) {
        this.site = site;
        this.random = new SplittableRandom(seed);
        this.sessions = Math.max(1, Math.round(interactions / MEAN_INTERACTIONS));
        this.begin = from.toEpochMilli();
        this.length = to.toEpochMilli() - begin - 600_000;
    }

    /** Those on the page, of the sessions that were made. */
    long interactions() {
        return interactions;
    }

    static List<String> selectors() {
        List<String> selectors = new ArrayList<>();
        for (int element = 0; element < ELEMENTS; element++) {
            selectors.add(selector(element));
        }
        return selectors;
    }

    private static String selector(int element) {
        return "main > section:nth-of-type(" + (1 + element / 8) + ") > div.card:nth-of-type(" + (1 + element % 8)
                + ") > " + (element % 3 == 0 ? "button.add" : "a.name");
    }

    @Override
    public long sessions() {
        return sessions;
    }

    @Override
    public boolean hasNext() {
        return made < sessions;
    }

    @Override
    public Session next() {
        long at = begin + (long) (length * ((made + random.nextDouble()) / sessions));
        String visitor = "visitor " + made++;
        Crowd.Country country = Crowd.pick(Crowd.COUNTRIES, visitor.hashCode());
        Crowd.Device device = Crowd.pick(Crowd.DEVICES, ~visitor.hashCode());
        Crowd.Arrival arrival = Crowd.pick(Crowd.ARRIVALS, random.nextInt());
        int width = Integer.parseInt(
                device.viewport().substring(0, device.viewport().indexOf(',')));
        List<String> items = new ArrayList<>();
        int events = 1;
        items.add(item("pageview", at, 0) + "}");
        move(items, at + 900, width, 6 + random.nextInt(9));
        int clicks = random.nextInt(5);
        for (int i = 0; i < clicks; i++) {
            String where = spot(random.nextInt(ELEMENTS), width);
            items.add(item("click", at + 4_000 + i * 3_000L, 0) + where);
            if (random.nextInt(40) == 0) {
                items.add(item("deadClick", at + 4_000 + i * 3_000L, 0) + where);
                interactions++;
            }
        }
        move(items, at + 20_000, width, 3 + random.nextInt(6));
        int depth = 200 + random.nextInt(801);
        look(items, at + 25_000, width, depth, 1 + random.nextInt(6));
        for (int ping = 0; ping < 2; ping++) {
            items.add(item("engagement", at + 15_000L * (1 + ping), 0) + ",\"visible\":15000,\"active\":9000,\"depth\":"
                    + (ping == 0 ? depth / 2 : depth) + "}");
        }
        interactions += clicks + 2;
        String pages = page(PATH + arrival.query(), arrival.referrer());
        if (random.nextInt(5) < 2) {
            pages += "," + page("/p/" + random.nextInt(OTHER_PAGES), "");
            items.add(item("pageview", at + 40_000, 1) + "}");
            events++;
        }
        if (random.nextInt(25) == 0) {
            items.add(item("event", at + 41_000, 0) + ",\"name\":\"purchase\",\"props\":{\"orderId\":\"" + id()
                    + "\"},\"revenue\":{\"amount\":42.5,\"currency\":\"EUR\"}}");
            events++;
        }
        String body = "{\"v\":1,\"site\":\"" + site + "\",\"id\":\"" + id() + "\",\"sentAt\":" + (at + 60_000)
                + ",\"visitor\":\"" + visitor + "\",\"ip\":\"" + country.network() + ".7."
                + (1 + (visitor.hashCode() & 127))
                + "\",\"userAgent\":\"" + device.userAgent() + "\",\"language\":\"" + country.language()
                + "\",\"viewport\":[" + device.viewport() + "],\"pages\":[" + pages + "],\"items\":["
                + String.join(",", items) + "]}";
        return new Session(body, events);
    }

    private void move(List<String> items, long at, int width, int points) {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            elements.add("\"" + selector(element()) + "\"");
        }
        List<String> path = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            path.add("[" + i * 250 + "," + random.nextInt(5) + "," + middling() + "," + middling() + ","
                    + random.nextInt(width) + "," + random.nextInt(HEIGHT) + "]");
        }
        items.add(item("move", at, 0) + ",\"document\":[" + width + "," + HEIGHT + "],\"elements\":["
                + String.join(",", elements) + "],\"points\":[" + String.join(",", path) + "]}");
        interactions += points;
    }

    private void look(List<String> items, long at, int width, int depth, int count) {
        List<String> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int top = random.nextInt(depth);
            spans.add("[" + top + "," + Math.min(1000, top + 180) + "," + (500 + random.nextInt(9_000)) + "]");
        }
        items.add(item("attention", at, 0) + ",\"document\":[" + width + "," + HEIGHT + "],\"spans\":["
                + String.join(",", spans) + "]}");
        interactions += count;
    }

    private String spot(int any, int width) {
        int element = Math.min(any, element());
        return ",\"selector\":\"" + selector(element) + "\",\"tag\":\"" + (element % 3 == 0 ? "button" : "a")
                + "\",\"text\":\"Element " + element + "\",\"x\":" + middling() + ",\"y\":" + middling() + ",\"pageX\":"
                + random.nextInt(width) + ",\"pageY\":" + random.nextInt(HEIGHT) + ",\"document\":[" + width + ","
                + HEIGHT
                + "]}";
    }

    /** Some are far more popular than others. */
    private int element() {
        return (int) (ELEMENTS * Math.pow(random.nextDouble(), 2));
    }

    /** Rather in the middle of a box. */
    private int middling() {
        return (random.nextInt(FULL) + random.nextInt(FULL) + random.nextInt(FULL)) / 3;
    }

    private String page(String path, String referrer) {
        return "{\"id\":\"" + id() + "\",\"url\":\"https://bench.example" + path + "\",\"title\":\"Page\""
                + (referrer.isEmpty() ? "" : ",\"referrer\":\"" + referrer + "\"") + "}";
    }

    private static String item(String type, long at, int page) {
        return "{\"type\":\"" + type + "\",\"at\":" + at + ",\"page\":" + page;
    }

    private String id() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }
}

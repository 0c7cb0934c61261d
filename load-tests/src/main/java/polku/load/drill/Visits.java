package polku.load.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Random visits of many visitors, as beacons to be sent with a key. */
final class Visits {
    private static final long MINUTE = 60_000;
    private static final long SPAN = 4 * 24 * 60 * MINUTE;
    private static final int PAGES = 40;
    private static final int MOST_IN_A_BEACON = 4;
    /** Of the beacons, so many come in any order: late, or before those of earlier times. */
    private static final double IN_ANY_ORDER = 0.25;
    /** Of the visitors, so many go on without a pause for longer than a session may last. */
    private static final double TIRELESS = 0.05;
    /** Of the visitors, so many have no name, and are known by address and browser alone. */
    private static final double NAMELESS = 0.3;

    private final Random random;
    private final String site;
    private final List<Visitor> visitors = new ArrayList<>();
    private final List<Beacon> beacons = new ArrayList<>();

    enum Kind {
        PAGEVIEW,
        EVENT,
        /** Time that a page was visible: keeps a session alive, and is no event. */
        PING
    }

    /** @param at ms since the epoch, another for each sign of one visitor */
    record Sign(long at, Kind kind, String page, int activeMs) {}

    /** @param signs in order of time */
    record Visitor(int number, boolean isNamed, List<Sign> signs) {}

    /** @param signs how many it tells of */
    record Beacon(String body, int signs, long at) {}

    Visits(String site, int count, long seed) {
        this.site = site;
        this.random = new Random(seed);
        long begin = System.currentTimeMillis() - SPAN;
        for (int number = 0; number < count; number++) {
            Visitor visitor = new Visitor(number, random.nextDouble() >= NAMELESS, signs(begin));
            visitors.add(visitor);
            List<Sign> left = visitor.signs;
            while (!left.isEmpty()) {
                int size = Math.min(left.size(), 1 + random.nextInt(MOST_IN_A_BEACON));
                List<Sign> told = left.subList(0, size);
                beacons.add(new Beacon(body(visitor, told), size, told.get(size - 1).at));
                left = left.subList(size, left.size());
            }
        }
        beacons.sort(Comparator.comparingLong(Beacon::at));
        for (int i = 0; i < beacons.size(); i++) {
            if (random.nextDouble() < IN_ANY_ORDER / 2) { // each swap displaces two
                Collections.swap(beacons, i, random.nextInt(beacons.size()));
            }
        }
    }

    List<Visitor> visitors() {
        return visitors;
    }

    /** In the order in which they are to be sent: mostly that of time. */
    List<Beacon> beacons() {
        return beacons;
    }

    private List<Sign> signs(long begin) {
        List<Sign> signs = new ArrayList<>();
        boolean isTireless = random.nextDouble() < TIRELESS;
        int count = isTireless ? 120 : 1 + random.nextInt(25);
        long at = begin + random.nextInt((int) (SPAN / 3));
        for (int i = 0; i < count; i++) {
            if (isTireless) {
                at += 1 + random.nextInt((int) (29 * MINUTE));
            } else if (random.nextInt(8) == 0) {
                at += 1 + random.nextInt((int) (5 * 60 * MINUTE));
            } else {
                at += 1 + random.nextInt((int) (33 * MINUTE) / (1 + random.nextInt(4)));
            }
            Kind kind = switch (random.nextInt(6)) {
                case 0 -> Kind.EVENT;
                case 1, 2 -> Kind.PING;
                default -> Kind.PAGEVIEW;
            };
            signs.add(new Sign(at, kind, "/visit/" + random.nextInt(PAGES), random.nextInt(20_000)));
        }
        return List.copyOf(signs);
    }

    private String body(Visitor visitor, List<Sign> signs) {
        List<String> pages = new ArrayList<>();
        List<String> items = new ArrayList<>();
        for (Sign sign : signs) {
            String item = "\"at\":" + sign.at + ",\"page\":" + pages.size();
            items.add(
                    switch (sign.kind) {
                        case PAGEVIEW -> "{\"type\":\"pageview\"," + item + "}";
                        case EVENT -> "{\"type\":\"event\",\"name\":\"step\"," + item + "}";
                        case PING ->
                            "{\"type\":\"engagement\",\"visible\":" + sign.activeMs + ",\"active\":" + sign.activeMs
                                    + ",\"depth\":500," + item + "}";
                    });
            pages.add("{\"id\":\"" + id() + "\",\"url\":\"https://bench.example" + sign.page + "\"}");
        }
        String who = visitor.isNamed
                ? "\"visitor\":\"v" + visitor.number + "\""
                : "\"ip\":\"88.112." + (visitor.number >> 8) + "." + (visitor.number & 255)
                        + "\",\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0\"";
        return "{\"v\":1,\"site\":\"" + site + "\",\"id\":\"" + id() + "\",\"sentAt\":" + System.currentTimeMillis()
                + "," + who + ",\"pages\":[" + String.join(",", pages) + "],\"items\":[" + String.join(",", items)
                + "]}";
    }

    private String id() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }
}

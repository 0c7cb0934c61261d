package polku.load.queries;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of a site in the past, in order of time, each as the body of a beacon that a key lets in. The same seed makes the
 * same ones; a day has its rhythm, and so has a week. For one thread.
 */
final class History implements Past {
    private static final int MOST_EVENTS = 9;
    private static final double MEAN_EVENTS = (1 + MOST_EVENTS) / 2.0;
    private static final int PAGES = 400;
    private static final int TERMS = 300;
    private static final int LINKS = 40;
    private static final int REGULARS = 60_000;
    private static final double REGULAR = 0.2;
    /** More than the pause that ends a session, so that the visits of a regular are sessions of their own. */
    private static final long REST_MILLIS = Duration.ofMinutes(31).toMillis();

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    /** Before the end of time, so that the last session's events are not in the future. */
    private static final Duration LONGEST_SESSION = Duration.ofMinutes(25);

    private final SplittableRandom random;
    private final String site;
    private final long sessions;
    private final long begin;
    /** Up to each hour since {@link #begin}, the share of the sessions. */
    private final double[] shares;

    private final long[] regularsBack = new long[REGULARS];
    private long made;
    private long pageviews;
    private final StringBuilder pages = new StringBuilder();
    private final StringBuilder items = new StringBuilder();

    /** @param events it becomes about as many */
    History(String site, long events, Instant from, Instant to, ZoneId zone, long seed) {
        this.site = site;
        this.random = new SplittableRandom(seed);
        this.sessions = Math.max(1, Math.round(events / MEAN_EVENTS));
        this.begin = from.toEpochMilli();
        long end = to.minus(LONGEST_SESSION).toEpochMilli();
        shares = new double[(int) ((end - begin) / HOUR_MILLIS)];
        double sum = 0;
        for (int hour = 0; hour < shares.length; hour++) {
            sum += rhythm(from.plusMillis(hour * HOUR_MILLIS).atZone(zone));
            shares[hour] = sum;
        }
        for (int hour = 0; hour < shares.length; hour++) {
            shares[hour] /= sum;
        }
    }

    @Override
    public long sessions() {
        return sessions;
    }

    /** Of the sessions that were made. */
    long pageviews() {
        return pageviews;
    }

    @Override
    public boolean hasNext() {
        return made < sessions;
    }

    @Override
    public Session next() {
        long at = at((made + random.nextDouble()) / sessions);
        made++;
        String visitor = visitor(at);
        Crowd.Country country = Crowd.pick(Crowd.COUNTRIES, visitor.hashCode());
        Crowd.Device device = Crowd.pick(Crowd.DEVICES, ~visitor.hashCode());
        Crowd.Arrival arrival = Crowd.pick(Crowd.ARRIVALS, random.nextInt());
        int events = 1 + random.nextInt(MOST_EVENTS);
        pages.setLength(0);
        items.setLength(0);
        int page = -1;
        long time = at;
        for (int i = 0; i < events; i++) {
            if (i == 0 || random.nextInt(5) > 0) {
                page(i == 0 ? arrival : null);
                page++;
                item("pageview", time, page).append('}');
                pageviews++;
            } else {
                event(time, page);
            }
            time += 3_000 + random.nextInt(110_000);
        }
        item("engagement", time - 2_000, page)
                .append(",\"visible\":60000,\"active\":")
                .append(random.nextInt(60_000))
                .append(",\"depth\":700}");
        String body = "{\"v\":1,\"site\":\"" + site + "\",\"id\":\"" + id() + "\",\"sentAt\":" + time
                + ",\"visitor\":\""
                + visitor + "\",\"ip\":\"" + country.network() + ".7." + (1 + (visitor.hashCode() & 127))
                + "\",\"userAgent\":\"" + device.userAgent() + "\",\"language\":\"" + country.language()
                + "\",\"viewport\":[" + device.viewport() + "],\"pages\":[" + pages + "],\"items\":[" + items + "]}";
        return new Session(body, events);
    }

    private long at(double share) {
        int found = Arrays.binarySearch(shares, share);
        int hour = Math.min(shares.length - 1, found < 0 ? -found - 1 : found);
        double before = hour == 0 ? 0 : shares[hour - 1];
        return begin + (long) ((hour + (share - before) / (shares[hour] - before)) * HOUR_MILLIS);
    }

    private static double rhythm(ZonedDateTime hour) {
        double day = hour.getDayOfWeek().getValue() > 5 ? 0.7 : 1;
        return day * (0.15 + Math.pow(Math.sin(Math.PI * ((hour.getHour() + 20) % 24 + 0.5) / 24), 2));
    }

    private String visitor(long at) {
        if (random.nextDouble() < REGULAR) {
            int regular = random.nextInt(REGULARS);
            if (regularsBack[regular] < at) {
                regularsBack[regular] = at + LONGEST_SESSION.toMillis() + REST_MILLIS;
                return "regular " + regular;
            }
        }
        return "visitor " + made;
    }

    /** @param arrival of a session's first page, null for the others */
    private void page(Crowd.@Nullable Arrival arrival) {
        boolean missing = random.nextInt(100) == 0;
        int number = (int) (PAGES * Math.pow(random.nextDouble(), 2));
        if (pages.length() > 0) {
            pages.append(',');
        }
        pages.append("{\"id\":\"")
                .append(id())
                .append("\",\"url\":\"https://bench.example")
                .append(missing ? "/gone/" : "/p/")
                .append(number)
                .append(arrival == null ? "" : arrival.query())
                .append("\",\"title\":\"Page ")
                .append(number)
                .append('"');
        if (arrival != null) {
            pages.append(",\"referrer\":\"").append(arrival.referrer()).append('"');
        }
        pages.append(missing ? ",\"status\":404}" : "}");
    }

    private StringBuilder item(String type, long at, int page) {
        if (items.length() > 0) {
            items.append(',');
        }
        return items.append("{\"type\":\"")
                .append(type)
                .append("\",\"at\":")
                .append(at)
                .append(",\"page\":")
                .append(page);
    }

    private void event(long at, int page) {
        StringBuilder item = item("event", at, page).append(",\"name\":\"");
        int kind = random.nextInt(100);
        if (kind < 45) {
            item.append("addToCart\",\"props\":{\"size\":\"")
                    .append(250 << random.nextInt(3))
                    .append("\"}}");
        } else if (kind < 70) {
            item.append("search\",\"props\":{\"term\":\"term ")
                    .append((int) (TERMS * Math.pow(random.nextDouble(), 2)))
                    .append("\",\"results\":")
                    .append(random.nextInt(12))
                    .append("}}");
        } else if (kind < 82) {
            item.append("outbound\",\"props\":{\"url\":\"https://elsewhere.example/")
                    .append(random.nextInt(LINKS))
                    .append("\"}}");
        } else if (kind < 87) {
            item.append("download\",\"props\":{\"url\":\"https://bench.example/files/")
                    .append(random.nextInt(LINKS))
                    .append(".pdf\"}}");
        } else if (kind < 95) {
            item.append("signup\"}");
        } else {
            item.append("purchase\",\"props\":{\"orderId\":\"")
                    .append(id())
                    .append("\"},\"revenue\":{\"amount\":")
                    .append(5 + random.nextInt(90))
                    .append(".50,\"currency\":\"EUR\"}}");
        }
    }

    private String id() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }
}

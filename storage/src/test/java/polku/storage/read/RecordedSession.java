package polku.storage.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import polku.storage.write.Attribution;
import polku.storage.write.Client;
import polku.storage.write.EventRow;

/**
 * A session of a made-up site, with all its events in order of time: what both the tables and the oracle are filled from.
 *
 * @param events empty for a session of pings only, which is none
 */
public record RecordedSession(
        long id,
        long visitor,
        long firstPing,
        long engagedMs,
        Attribution attribution,
        Client client,
        List<Hit> events) {

    /** Texts that would do harm wherever they were not bound or not escaped. */
    public static final List<String> NASTY = List.of(
            "'; DROP TABLE events; --",
            "back\\slash\\",
            "\"quotes'",
            "tab\tnew\nline",
            "ä漢🙂",
            "nul\0after",
            "{v0:String}",
            "100%_*",
            "\\N");

    public static final List<String> PAGES = List.of(
            "/",
            "/blog",
            "/blog/a",
            "/blog/b/c",
            "/x",
            "/shop",
            "/shop/'; DROP TABLE events; --",
            "/ä漢🙂\\",
            "/nul\0x");
    public static final List<String> HOSTS = List.of("example.org", "shop.example.org", "xn--e1afmkfd.example");
    public static final List<String> NAMES =
            List.of("signup", "purchase", "'quoted'", "search", "outbound", "download");
    public static final List<String> SOURCES = List.of("", "Google", "Facebook", "\"quotes'", "tab\tnew\nline");
    public static final List<String> CAMPAIGNS = List.of("", "autumn", "back\\slash\\", "{v0:String}");
    public static final List<String> COUNTRIES = List.of("", "FI", "SE", "IN");
    public static final List<String> TERMS = List.of("beans", "nul\0after", "ä漢🙂");
    public static final List<String> PLANS = List.of("free", "pro", "nul\0after", "\\N");

    /** A pageview or custom event. */
    public record Hit(
            long at,
            String name,
            String hostname,
            String page,
            Map<String, String> props,
            @Nullable BigDecimal revenue,
            String currency) {
        public boolean isPageview() {
            return name.equals(EventRow.PAGEVIEW);
        }

        String title() {
            return "Title of " + page.substring(0, Math.min(2, page.length()));
        }
    }

    public static RecordedSession random(Random random, long id, long earliest, long latest) {
        List<Hit> events = new ArrayList<>();
        long at = earliest + (long) (random.nextDouble() * (latest - earliest));
        long start = at;
        int size = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(random.nextInt(3) + 1) * 2;
        for (int i = 0; i < size; i++) {
            events.add(hit(random, at));
            // Pings may keep a session alive over a longer pause.
            long pause = random.nextInt(8) == 0 ? 5 * 3_600_000L : 29 * 60_000L;
            at = Math.min(
                    at + (random.nextInt(10) == 0 ? 0 : (long) (random.nextDouble() * pause)), start + 86_400_000L);
        }
        return new RecordedSession(
                id,
                random.nextInt(250),
                start,
                random.nextInt(600_000),
                new Attribution(
                        random.nextBoolean() ? "" : "google.com/",
                        of(random, SOURCES),
                        random.nextBoolean() ? "Direct" : "Referral",
                        of(random, SOURCES),
                        of(random, CAMPAIGNS),
                        of(random, CAMPAIGNS),
                        of(random, CAMPAIGNS),
                        of(random, SOURCES),
                        ""),
                new Client(
                        of(random, COUNTRIES),
                        random.nextBoolean() ? "desktop" : "mobile",
                        random.nextBoolean() ? "Firefox" : "Safari",
                        of(random, List.of("1", "2")),
                        random.nextBoolean() ? "Linux" : "iOS",
                        of(random, List.of("10.15", "17")),
                        random.nextBoolean() ? "xl" : "xs",
                        random.nextBoolean() ? "fi-FI" : "en-GB",
                        random.nextBoolean() ? "Pirkanmaa" : "",
                        random.nextBoolean() ? "Tampere" : ""),
                List.copyOf(events));
    }

    private static Hit hit(Random random, long at) {
        boolean view = random.nextInt(4) > 0;
        Map<String, String> props = new HashMap<>();
        if (random.nextInt(3) == 0) {
            props.put("plan", of(random, PLANS));
        }
        if (random.nextInt(5) == 0) {
            props.put("it's", of(random, NASTY));
        }
        String name = view ? EventRow.PAGEVIEW : of(random, NAMES);
        if (view && random.nextInt(6) == 0) {
            props.put("status", of(random, List.of("404", "500")));
        }
        if (name.equals("search") || random.nextInt(20) == 0) {
            props.put("term", of(random, TERMS));
        }
        if (name.equals("outbound") || name.equals("download")) {
            props.put("url", "https://example.net/" + random.nextInt(3));
        }
        boolean paid = !view && random.nextBoolean();
        return new Hit(
                at,
                name,
                of(random, HOSTS),
                of(random, PAGES),
                Map.copyOf(props),
                paid ? BigDecimal.valueOf(random.nextInt(1_000_000), 4) : null,
                paid ? of(random, List.of("EUR", "EUR", "USD", "")) : "");
    }

    public static <T> T of(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    public long startedAt() {
        return events.isEmpty() ? firstPing : events.get(0).at();
    }

    public long endedAt() {
        return events.isEmpty() ? firstPing : events.get(events.size() - 1).at();
    }

    public List<Hit> pageviews() {
        return events.stream().filter(Hit::isPageview).toList();
    }

    String entryPage() {
        return pageviews().isEmpty() ? "" : pageviews().get(0).page();
    }

    String entryHost() {
        return pageviews().isEmpty() ? "" : pageviews().get(0).hostname();
    }

    String exitPage() {
        return pageviews().isEmpty()
                ? ""
                : pageviews().get(pageviews().size() - 1).page();
    }

    String exitHost() {
        return pageviews().isEmpty()
                ? ""
                : pageviews().get(pageviews().size() - 1).hostname();
    }
}

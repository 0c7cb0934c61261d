package polku.load.queries;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import polku.load.EngineUnderTest;
import polku.load.PolkuUnderTest;
import polku.load.Scratch;
import polku.load.queries.Question.Filter;

/**
 * {@code ./polku bench --queries}: what the panels of the overview cost ClickHouse beside a plain scan of the raw events, on many
 * events; what many people who open it cost; and how long each panel takes on the demo.
 */
public final class QueryBench {
    private static final String DOMAIN = "bench.example";
    private static final ZoneId ZONE = ZoneId.of("Europe/Helsinki");
    private static final int DAYS = 30;
    private static final int PEOPLE = 50;
    private static final long SEED = 1;
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final Path home;
    private final Path directory;
    private final long events;
    private final int rounds;
    private final int requests;

    /**
     * @param vertx with a single event loop
     * @param home where Polku is built
     * @param directory takes all data; the many events that it has already are measured as they are
     * @param rounds each panel's costs are the median of so many
     * @param requests to each panel of the demo; 0 leaves the demo out
     */
    public QueryBench(Vertx vertx, Path home, Path directory, long events, int rounds, int requests) {
        this.vertx = vertx;
        this.home = home;
        this.directory = directory;
        this.events = events;
        this.rounds = rounds;
        this.requests = requests;
    }

    /** Prints tables in Markdown and a summary. */
    public void measure() throws IOException {
        List<String> summary = new ArrayList<>();
        try (EngineUnderTest engine = new EngineUnderTest(home, directory, EngineUnderTest.USUAL_MEGABYTES);
                PolkuUnderTest polku = new PolkuUnderTest(home, directory, PolkuUnderTest.Settings.PLAIN.on(engine))) {
            if (polku.total("events", "") == 0) {
                configure(polku);
                fill(polku);
            }
            awaitMerged(engine);
            summary.addAll(costs(engine, polku));
        }
        if (requests > 0) {
            summary.add(demo());
        }
        System.out.println();
        summary.forEach(line -> System.out.println("- " + line));
    }

    private static void configure(PolkuUnderTest polku) {
        String site = "/api/v1/sites/" + polku.site();
        polku.call("PATCH", site, "{\"timezone\":\"" + ZONE + "\"}");
        polku.call("POST", site + "/goals", "{\"name\":\"Signed up\",\"event\":\"signup\"}");
        polku.call("POST", site + "/goals", "{\"name\":\"Bought\",\"event\":\"purchase\"}");
        polku.call("POST", site + "/goals", "{\"name\":\"Saw page 3\",\"page\":\"/p/3\"}");
        polku.call("POST", site + "/groups", "{\"name\":\"Not found\",\"pattern\":\"/gone/*\"}");
    }

    /** Two months, through the collector's door. */
    private void fill(PolkuUnderTest polku) {
        Instant now = Instant.now();
        Instant from = Range.Compared.lastDays(DAYS, ZONE, now).previous().from();
        History history = new History(polku.site(), events, from, now, ZONE, SEED);
        long sent = new HistoryLoad(vertx, polku, history).run();
        polku.awaitDrained(LONGEST_DRAIN);
        List<Double> counted = polku.totals(List.of("events", "sessions", "pageviews"));
        boolean all = counted.equals(List.of((double) sent, (double) history.sessions(), (double) history.pageviews()));
        System.out.printf(
                Locale.ROOT,
                "%,d events, %,d of them pageviews, in %,d sessions of %d days; counted by a query: %,.0f, %,.0f, %,.0f (%s)%n",
                sent,
                history.pageviews(),
                history.sessions(),
                2 * DAYS,
                counted.get(0),
                counted.get(2),
                counted.get(1),
                all ? "met" : "MISSED");
    }

    private static void awaitMerged(EngineUnderTest engine) {
        engine.awaitMerged();
        System.out.printf(
                "parts, as ClickHouse merged them by itself: %s%n",
                engine.run(
                        "SELECT arrayStringConcat(groupArray(told), ', ') FROM (SELECT table || ' ' || count() AS told FROM"
                                + " system.parts WHERE active AND database = 'polku' AND table IN ('events', 'sessions',"
                                + " 'event_slots', 'session_slots') GROUP BY table ORDER BY table)"));
    }

    private List<String> costs(EngineUnderTest engine, PolkuUnderTest polku) {
        List<String> goals = new ArrayList<>();
        for (JsonNode goal : polku.call("GET", "/api/v1/sites/" + polku.site() + "/goals", "")
                .get("goals")) {
            goals.add(goal.get("id").asText());
        }
        Range.Compared period = Range.Compared.lastDays(DAYS, ZONE, Instant.now());
        List<Panel> overview = Overview.panels(period, goals);
        List<List<Panel>> screens = List.of(
                overview,
                Overview.filtered(period, Filter.is("source", "Google"), "source"),
                Overview.filtered(period, Filter.is("page", "/p/7"), "page"));
        System.out.printf(
                "%nThe last %d days, compared with the %d before. CPU time of ClickHouse's process, medians of %d rounds; in each round every"
                        + " panel through the query API and then its scan, max() over the columns that it needs of the raw events of the"
                        + " site and period (both periods where it compares). The same question is asked again after more than the"
                        + " second for which answers are shared; totals that several panels share count once, in a row of their own.%n",
                DAYS, DAYS, rounds);
        QueryDoor door = new QueryDoor(polku.port(), polku.site(), polku.key());
        long site = Long.parseLong(engine.run("SELECT any(site_id) FROM events"));
        PanelCosts costs = new PanelCosts(door, engine, site, polku.total("events", ""));
        costs.measure(screens, rounds);
        List<String> summary = new ArrayList<>(costs.print());
        summary.add(new Viewers(door, engine, overview).measure(PEOPLE));
        return summary;
    }

    private String demo() throws IOException {
        System.out.printf("%n› Starting the demo, with its visitors of 30 days%n");
        Path itsDirectory = Scratch.create("polku-bench-demo");
        String line;
        try (DemoUnderTest demo = new DemoUnderTest(home, itsDirectory)) {
            Range.Compared period = Range.Compared.lastDays(DAYS, ZONE, Instant.now());
            List<List<Panel>> screens = Stream.of(
                            Overview.panels(period, demo.goals()),
                            Overview.filtered(period, Filter.is("source", "Google"), "source"),
                            Overview.filtered(period, Filter.is("page", "/"), "page"))
                    .map(Overview::wholes)
                    .toList();
            System.out.printf(
                    "The demo, its last %d days, one request at a time, %d of each; visitors of the present go on coming. No answer of before is shared; panels"
                            + " that open together share their totals, and take turns at looking them up.%n",
                    DAYS, requests);
            PanelTimes times = new PanelTimes(demo.door(), screens);
            times.measure(requests);
            line = times.print();
        }
        Scratch.delete(itsDirectory);
        return line;
    }
}

package polku.server.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The truth beside a second count, made from nothing but the bytes that were to be sent. */
class TruthCountTest {
    private static final Instant END = Instant.parse("2026-11-02T09:10:00Z");

    /** What is neither an event nor a sign that the visitor is still there. */
    private static final Set<String> BACKGROUND = Set.of("error", "failedRequest", "vital", "identify");

    private static Truth truth;
    private static int itemsOfRobots;
    private static final Map<String, Long> interactions = new TreeMap<>();
    private static final Set<String> users = new HashSet<>();
    private static final Map<String, List<Told>> visitors = new TreeMap<>();

    record Told(long at, String type, String name, String path, String country, double amount, long active) {}

    record Session(String visitor, List<Told> items) {
        List<Told> events() {
            return items.stream()
                    .filter(item -> item.type.equals("pageview") || item.type.equals("event"))
                    .toList();
        }
    }

    @BeforeAll
    static void simulate() throws Exception {
        // over the end of summer time in Finland (2026-10-25)
        Simulator simulator = new Simulator(new SimulatorConfig(500, 12, 5), URI.create("http://localhost:8090"), END);
        TruthCount count = new TruthCount(simulator.lastDay());
        BeaconWriter writer = new BeaconWriter("k3v9q2xm7abc");
        ObjectMapper json = new ObjectMapper();
        while (simulator.hasNext()) {
            for (Visit visit : simulator.next(500)) {
                count.add(visit);
                for (byte[] bytes : writer.bodies(visit)) {
                    JsonNode body = json.readTree(bytes);
                    if (body.has("visitor") || body.has("client")) {
                        read(body, visit.person().country().code());
                    } else {
                        itemsOfRobots += body.path("items").size();
                    }
                }
            }
        }
        truth = count.truth(5, simulator);
        visitors.values().forEach(told -> told.sort(Comparator.comparingLong(Told::at)));
    }

    private static void read(JsonNode body, String country) {
        List<Told> told = visitors.computeIfAbsent(visitor(body), key -> new ArrayList<>());
        for (JsonNode item : body.path("items")) {
            countRows(item);
            if (BACKGROUND.contains(item.path("type").asText())) {
                continue;
            }
            String url = body.path("pages")
                    .get(item.path("page").asInt())
                    .path("url")
                    .asText();
            told.add(new Told(
                    item.path("at").asLong(),
                    item.path("type").asText(),
                    item.path("name").asText(),
                    URI.create(url).getPath().replaceFirst("(?<=.)/$", ""),
                    country,
                    item.path("revenue").path("amount").asDouble(),
                    item.path("active").asLong()));
        }
    }

    /** A session in which consent was granted is counted by address and browser to its end, later ones by what is kept. */
    private static String visitor(JsonNode body) {
        if (body.path("granted").asBoolean()) {
            return body.path("ip").asText() + body.path("userAgent").asText();
        }
        return body.path("client").asText() + body.path("visitor").asText();
    }

    private static void countRows(JsonNode item) {
        String type = item.path("type").asText();
        switch (type) {
            case "pageview", "event" -> {}
            case "identify" -> users.add(item.path("user").asText());
            case "move" -> interactions.merge(type, (long) item.path("points").size(), Long::sum);
            case "attention" ->
                interactions.merge(type, (long) item.path("spans").size(), Long::sum);
            case "form" -> {
                String action = item.path("action").asText();
                interactions.merge(
                        "form" + action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1), 1L, Long::sum);
            }
            default -> interactions.merge(type, 1L, Long::sum);
        }
    }

    private static List<Session> sessions() {
        List<Session> sessions = new ArrayList<>();
        visitors.forEach((visitor, told) -> {
            List<Told> current = new ArrayList<>();
            for (Told item : told) {
                if (!current.isEmpty() && item.at - current.get(current.size() - 1).at > 1_800_000) {
                    sessions.add(new Session(visitor, current));
                    current = new ArrayList<>();
                }
                current.add(item);
            }
            sessions.add(new Session(visitor, current));
        });
        return sessions;
    }

    @Test
    void total_equalsASecondCountOfTheBodies() {
        List<Session> sessions = sessions();
        List<Told> all = visitors.values().stream().flatMap(List::stream).toList();
        Truth.Count total = truth.total();
        assertThat(total.visitors()).isEqualTo(visitors.size()).isLessThan(total.sessions());
        assertThat(total.sessions()).isEqualTo(sessions.size());
        assertThat(total.pageviews())
                .isEqualTo(all.stream()
                        .filter(item -> item.type.equals("pageview"))
                        .count());
        assertThat(total.customEvents())
                .isEqualTo(
                        all.stream().filter(item -> item.type.equals("event")).count());
        assertThat(total.events()).isEqualTo(total.pageviews() + total.customEvents());
        assertThat(total.purchases())
                .isEqualTo(all.stream()
                        .filter(item -> item.name.equals("purchase"))
                        .count())
                .isPositive();
        assertThat(total.revenue())
                .isCloseTo(all.stream().mapToDouble(Told::amount).sum(), within(0.001));
        assertThat(total.engagedSeconds())
                .isCloseTo(all.stream().mapToLong(Told::active).sum() / 1000.0, within(0.001));
        assertThat(total.bounces())
                .isEqualTo(sessions.stream()
                        .filter(session -> session.events().size() == 1)
                        .count());
        assertThat(total.durationSeconds())
                .isCloseTo(
                        sessions.stream()
                                .map(Session::events)
                                .mapToDouble(events -> (events.get(events.size() - 1).at - events.get(0).at) / 1000.0)
                                .sum(),
                        within(0.001));
        long named = truth.by().get("event").entrySet().stream()
                .filter(entry -> !entry.getKey().equals("pageview"))
                .mapToLong(entry -> entry.getValue().events())
                .sum();
        assertThat(named).isEqualTo(total.customEvents());
    }

    @Test
    void interactions_equalASecondCountOfTheBodies() {
        assertThat(truth.interactionsByKind()).isEqualTo(interactions).hasSize(16);
        long rows = interactions.values().stream().mapToLong(Long::longValue).sum();
        assertThat((double) rows / truth.total().pageviews()).isBetween(3.5, 25.0);
        assertThat(truth.identified()).isEqualTo(users.size()).isPositive();
    }

    @Test
    void robots_countNowhereElse() {
        assertThat(truth.ofRobots()).isEqualTo(itemsOfRobots).isPositive();
        assertThat(truth.robots()).containsKeys("Googlebot", "GPTBot");
        assertThat(truth.by().get("country").values().stream()
                        .mapToLong(Truth.Count::pageviews)
                        .sum())
                .isEqualTo(truth.total().pageviews());
    }

    @Test
    void days_equalASecondCountOfTheBodies() {
        Map<String, Set<String>> visitorsOfDay = new TreeMap<>();
        Map<String, Integer> sessionsOfDay = new TreeMap<>();
        Map<String, Integer> pageviewsOfDay = new TreeMap<>();
        for (Session session : sessions()) {
            Set<String> touched = new HashSet<>();
            for (Told event : session.events()) {
                String day = Instant.ofEpochMilli(event.at)
                        .atZone(Rhythm.ZONE)
                        .toLocalDate()
                        .toString();
                touched.add(day);
                visitorsOfDay.computeIfAbsent(day, key -> new HashSet<>()).add(session.visitor);
                pageviewsOfDay.merge(day, event.type.equals("pageview") ? 1 : 0, Integer::sum);
            }
            touched.forEach(day -> sessionsOfDay.merge(day, 1, Integer::sum));
        }
        assertThat(truth.days().keySet()).isEqualTo(sessionsOfDay.keySet()).hasSize(13);
        truth.days().forEach((day, count) -> {
            assertThat(count.sessions())
                    .as(day)
                    .isEqualTo(sessionsOfDay.get(day).longValue());
            assertThat(count.pageviews())
                    .as(day)
                    .isEqualTo(pageviewsOfDay.get(day).longValue());
            assertThat(count.visitors())
                    .as(day)
                    .isEqualTo(visitorsOfDay.get(day).size());
        });
    }

    @Test
    void wholeDays_equalASecondCountOfTheBodies_beforeTheLastMidnight() {
        Instant midnight = Instant.parse("2026-11-01T22:00:00Z");
        List<Session> sessions = sessions().stream()
                .filter(session -> session.events().get(0).at < midnight.toEpochMilli())
                .toList();
        List<Told> all = visitors.values().stream()
                .flatMap(List::stream)
                .filter(item -> item.at < midnight.toEpochMilli())
                .toList();
        List<Told> purchases =
                all.stream().filter(item -> item.name.equals("purchase")).toList();
        Truth.WholeDays wholeDays = truth.wholeDays();
        Truth.Count total = wholeDays.total();

        assertThat(wholeDays.to()).isEqualTo(midnight.toString());
        assertThat(total.sessions())
                .isEqualTo(sessions.size())
                .isLessThan(truth.total().sessions());
        assertThat(total.visitors())
                .isEqualTo(sessions.stream().map(Session::visitor).distinct().count());
        assertThat(total.pageviews())
                .isEqualTo(all.stream()
                        .filter(item -> item.type.equals("pageview"))
                        .count());
        assertThat(total.revenue())
                .isCloseTo(purchases.stream().mapToDouble(Told::amount).sum(), within(0.001));
        assertThat(wholeDays.goals().get("Purchase").conversions()).isEqualTo(purchases.size());
        for (String dimension : List.of("source", "country", "device")) {
            assertThat(wholeDays.by().get(dimension).values().stream()
                            .mapToLong(Truth.Count::sessions)
                            .sum())
                    .isEqualTo(total.sessions());
        }
    }

    @Test
    void pagesAndCountries_equalASecondCountOfTheBodies() {
        Map<String, Long> views = new TreeMap<>();
        Map<String, Long> sessionsOfCountry = new TreeMap<>();
        Map<String, Set<String>> visitorsOfPage = new TreeMap<>();
        for (Session session : sessions()) {
            sessionsOfCountry.merge(session.items.get(0).country, 1L, Long::sum);
            for (Told event : session.events()) {
                views.merge(event.path, event.type.equals("pageview") ? 1L : 0L, Long::sum);
                visitorsOfPage
                        .computeIfAbsent(event.path, key -> new HashSet<>())
                        .add(session.visitor);
            }
        }
        assertThat(truth.by().get("page").keySet()).isEqualTo(views.keySet());
        truth.by().get("page").forEach((path, count) -> {
            assertThat(count.pageviews()).as(path).isEqualTo(views.get(path));
            assertThat(count.visitors())
                    .as(path)
                    .isEqualTo(visitorsOfPage.get(path).size());
        });
        assertThat(truth.by().get("country").keySet()).isEqualTo(sessionsOfCountry.keySet());
        truth.by()
                .get("country")
                .forEach((country, count) ->
                        assertThat(count.sessions()).as(country).isEqualTo(sessionsOfCountry.get(country)));
    }

    @Test
    void breakdowns_whereEachSessionHasOneValue_addUpToTheTotal() {
        for (Map<String, Truth.Count> breakdown : List.of(
                truth.by().get("source"), truth.by().get("country"), truth.by().get("device"))) {
            assertThat(breakdown.values().stream()
                            .mapToLong(Truth.Count::sessions)
                            .sum())
                    .isEqualTo(truth.total().sessions());
            assertThat(breakdown.values().stream()
                            .mapToLong(Truth.Count::events)
                            .sum())
                    .isEqualTo(truth.total().events());
            assertThat(breakdown.values().stream()
                            .mapToDouble(Truth.Count::revenue)
                            .sum())
                    .isCloseTo(truth.total().revenue(), within(0.01));
        }
    }
}

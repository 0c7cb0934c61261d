package polku.server.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Pageview;

class SimulatorTest {
    private static final Instant END = Instant.parse("2026-11-20T15:24:00Z");
    private static final URI SHOP = URI.create("http://localhost:8090");

    @Test
    void next_sameSeedAndEnd_givesTheSameBytes() {
        assertThat(bodies(visits(config(200, 4, 7)))).isEqualTo(bodies(visits(config(200, 4, 7))));
    }

    @Test
    void next_otherSeed_givesOthers() {
        assertThat(bodies(visits(config(50, 2, 7)))).doesNotContainAnyElementsOf(bodies(visits(config(50, 2, 8))));
    }

    @Test
    void next_allVisits_lieBetweenStartAndEndAndInOrder() {
        Simulator simulator = new Simulator(config(300, 5, 1), SHOP, END);
        assertThat(simulator.start()).isEqualTo(Instant.parse("2026-11-14T22:00:00Z"));
        List<Visit> visits = all(simulator);
        assertThat(visits).isSortedAccordingTo(Comparator.comparingLong(visit -> visit.firstAt() / 2_000));
        for (Visit visit : visits) {
            assertThat(visit.firstAt()).isGreaterThanOrEqualTo(simulator.start().toEpochMilli());
            assertThat(visit.lastAt()).isLessThan(END.toEpochMilli());
            assertThat(visit.items()).isSortedAccordingTo(Comparator.comparingLong(Item::at));
        }
    }

    @Test
    void next_visitsOfOneVisitor_areSessionsOfTheirOwn() {
        List<Visit> visits = visits(config(600, 10, 3));
        Map<String, Long> lastSeen = new HashMap<>();
        int returned = 0;
        for (Visit visit : visits) {
            Long before = lastSeen.put(visit.person().visitor(), visit.lastAt());
            if (before != null) {
                returned++;
                assertThat(visit.firstAt() - before)
                        .isGreaterThan(Duration.ofMinutes(30).toMillis());
            }
            for (int i = 1; i < visit.items().size(); i++) {
                assertThat(visit.items().get(i).at() - visit.items().get(i - 1).at())
                        .isLessThan(Duration.ofMinutes(30).toMillis());
            }
        }
        assertThat(returned).as("returning customers").isBetween(visits.size() / 10, visits.size() / 2);
    }

    @Test
    void next_aMonth_looksLikeAShop() {
        List<Visit> visits = visits(config(600, 30, 1));
        assertThat(visits).hasSizeBetween(16_500, 20_000);
        assertThat(share(visits, visit -> visit.person().livesIn("FI"))).isBetween(0.45, 0.65);
        assertThat(share(visits, visit -> visit.person().device().kind().equals("mobile")))
                .isBetween(0.5, 0.65);
        assertThat(share(visits, visit -> visit.pages().size() == 1)).isBetween(0.35, 0.6);
        double cart = share(visits, visit -> has(visit, "addToCart"));
        double checkout = share(visits, visit -> has(visit, "checkoutStep"));
        double purchase = share(visits, visit -> has(visit, "purchase"));
        assertThat(cart).isBetween(0.06, 0.16);
        assertThat(checkout).isBetween(0.3 * cart, 0.75 * cart);
        assertThat(purchase).isBetween(0.015, 0.04);
        double atNight = share(visits, visit -> hour(visit) < 6);
        double inTheEvening = share(visits, visit -> hour(visit) >= 17 && hour(visit) < 23);
        assertThat(atNight).isLessThan(0.1);
        assertThat(inTheEvening).isGreaterThan(0.3);
    }

    @Test
    void next_whatHappensInTheShop_isSeenFromItsDayOn() {
        Simulator simulator = new Simulator(config(600, 30, 1), SHOP, END);
        Happenings happenings = simulator.happenings();
        List<Visit> people = people(all(simulator));
        assertThat(people)
                .filteredOn(visit -> visit.pages().get(0).url().contains("slow-mornings"))
                .hasSizeGreaterThan(1_000)
                .noneMatch(visit -> day(visit).isBefore(happenings.campaign()));
        assertThat(people)
                .filteredOn(visit ->
                        visit.pages().stream().anyMatch(page -> page.path().endsWith("/coffee/halla")))
                .hasSizeGreaterThan(400)
                .noneMatch(visit -> day(visit).isBefore(happenings.launch()));
        Map<LocalDate, Long> days =
                people.stream().collect(Collectors.groupingBy(SimulatorTest::day, Collectors.counting()));
        happenings
                .letters()
                .forEach(letter -> assertThat(days.get(letter))
                        .as("the letter of " + letter)
                        .isGreaterThan((long) (1.15 * days.get(letter.minusDays(1)))));
        assertThat(days.get(happenings.launch()))
                .isGreaterThan((long) (1.2 * days.get(happenings.launch().minusDays(7))));
    }

    @Test
    void next_anotherEndOnTheSameDay_givesTheSameDaysBefore() {
        Instant midnight = Instant.parse("2026-11-19T22:00:00Z");
        List<String> early = bodies(all(new Simulator(config(200, 4, 7), SHOP, END.minusSeconds(20_000))).stream()
                .filter(visit -> visit.lastAt() < midnight.toEpochMilli())
                .toList());
        List<String> late = bodies(all(new Simulator(config(200, 4, 7), SHOP, END)).stream()
                .filter(visit -> visit.lastAt() < midnight.toEpochMilli())
                .toList());
        assertThat(early).isEqualTo(late).hasSizeGreaterThan(500);
    }

    @Test
    void next_manyAtOnceOrFew_areTheSame() {
        Simulator simulator = new Simulator(config(200, 3, 7), SHOP, END);
        List<Visit> few = new ArrayList<>();
        while (simulator.hasNext()) {
            few.addAll(simulator.next(7));
        }
        assertThat(bodies(few)).isEqualTo(bodies(all(new Simulator(config(200, 3, 7), SHOP, END))));
    }

    @Test
    void next_aMonth_hasPeopleWithAllIntentsAndBothLanguages() {
        List<Visit> visits = visits(config(600, 30, 1));
        for (String path : List.of(
                "/journal/water", "/guide/press", "/hours", "/delivery", "/wholesale", "/contact", "/account")) {
            assertThat(visits).as(path).anyMatch(visit -> saw(visit, path));
            assertThat(visits).as("/fi" + path).anyMatch(visit -> saw(visit, "/fi" + path));
        }
        assertThat(share(visits, visit -> visit.pages().get(0).path().startsWith("/fi")))
                .isBetween(0.25, 0.5);
        assertThat(share(visits, visit -> has(visit, "coupon"))).isBetween(0.003, 0.05);
        assertThat(visits).anyMatch(visit -> has(visit, "message"));
        assertThat(visits).anyMatch(visit -> has(visit, "language"));
    }

    @Test
    void next_aMonth_plantedProblemsCostWhereTheyArePlanted() {
        Simulator simulator = new Simulator(config(600, 30, 1), SHOP, END);
        PlantedCount count = new PlantedCount();
        people(all(simulator)).forEach(count::add);
        Map<String, Truth.PlantedTruth> planted = count.truth();
        assertThat(planted)
                .containsOnlyKeys("deadButton", "paymentError", "cartLoop", "unknownWord", "slowPage", "shippingLeak");
        planted.forEach((name, problem) -> {
            assertThat(problem.sessions()).as(name).isGreaterThan(15);
            assertThat(problem.compared()).as(name).isGreaterThan(15);
            assertThat((double) problem.exits() / problem.sessions())
                    .as(name)
                    .isGreaterThan(1.3 * problem.comparedExits() / problem.compared());
        });
    }

    @Test
    void next_aMonth_hasAllThatATrackerTells() {
        List<Visit> visits = visits(config(600, 30, 1));
        Map<String, Long> kinds = visits.stream()
                .flatMap(visit -> visit.items().stream())
                .filter(Visit.Interaction.class::isInstance)
                .collect(Collectors.groupingBy(item -> ((Visit.Interaction) item).kind(), Collectors.counting()));
        assertThat(kinds).hasSize(16);
        assertThat(share(visits, visit -> has(visit, "productView"))).isBetween(0.4, 0.8);
        assertThat(visits).anyMatch(visit -> has(visit, "removeFromCart"));
        assertThat(visits.stream().flatMap(visit -> visit.items().stream()))
                .noneMatch(item -> item instanceof CustomEvent event
                        && event.name().equals("purchase")
                        && event.lines().isEmpty());
        assertThat(share(visits, visit -> visit.pages().stream().anyMatch(page -> page.status() == 404)))
                .isBetween(0.005, 0.03);
        assertThat(share(visits, visit -> visit.person().isConsenting())).isBetween(0.08, 0.2);
        assertThat(share(
                        visits,
                        visit ->
                                visit.person().isConsenting() && !visit.person().isGranting()))
                .isGreaterThan(0.01);
    }

    @Test
    void next_scriptErrors_areOfThePaymentInOneBrowser() {
        List<Visit> visits = visits(config(600, 30, 1));
        for (Visit visit : visits) {
            for (Item item : visit.items()) {
                if (item instanceof Visit.ScriptError) {
                    assertThat(visit.pages().get(item.page()).path()).endsWith("/checkout/payment");
                    assertThat(visit.person().usesFirefox()).isTrue();
                }
            }
        }
    }

    @Test
    void next_threeThousandSessionsADay_costLittle() {
        long before = System.nanoTime();
        int items = 0;
        BeaconWriter writer = new BeaconWriter("k3v9q2xm7abc");
        Simulator simulator = new Simulator(config(3_000, 30, 1), SHOP, END);
        while (simulator.hasNext()) {
            for (Visit visit : simulator.next(1_000)) {
                items += visit.items().size();
                assertThat(writer.bodies(visit)).isNotEmpty();
            }
        }
        assertThat(items).isBetween(900_000, 1_800_000);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void next_firstItem_isAPageview() {
        assertThat(visits(config(200, 2, 5)))
                .allSatisfy(visit -> assertThat(visit.items().get(0)).isInstanceOf(Pageview.class));
    }

    private static SimulatorConfig config(int sessionsPerDay, int days, long seed) {
        return new SimulatorConfig(sessionsPerDay, days, seed);
    }

    /** Those of people. */
    private static List<Visit> visits(SimulatorConfig config) {
        return people(all(new Simulator(config, SHOP, END)));
    }

    private static List<Visit> people(List<Visit> visits) {
        return visits.stream().filter(visit -> visit.robot() == null).toList();
    }

    private static boolean saw(Visit visit, String path) {
        return visit.pages().stream().anyMatch(page -> page.path().equals(path));
    }

    private static LocalDate day(Visit visit) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(visit.firstAt()), Rhythm.ZONE);
    }

    static List<Visit> all(Simulator simulator) {
        List<Visit> visits = new ArrayList<>();
        while (simulator.hasNext()) {
            visits.addAll(simulator.next(1_000));
        }
        return visits;
    }

    private static List<String> bodies(List<Visit> visits) {
        BeaconWriter writer = new BeaconWriter("k3v9q2xm7abc");
        return visits.stream()
                .flatMap(visit -> writer.bodies(visit).stream())
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .toList();
    }

    private static boolean has(Visit visit, String name) {
        return visit.items().stream()
                .anyMatch(item ->
                        item instanceof CustomEvent event && event.name().equals(name));
    }

    private static int hour(Visit visit) {
        return Instant.ofEpochMilli(visit.firstAt()).atZone(Rhythm.ZONE).getHour();
    }

    private static double share(List<Visit> visits, Predicate<Visit> condition) {
        return (double) visits.stream().filter(condition).count() / visits.size();
    }
}

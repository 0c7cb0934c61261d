package polku.server.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
    void nextDay_sameSeedAndEnd_givesTheSameBytes() {
        assertThat(bodies(visits(config(200, 4, 7)))).isEqualTo(bodies(visits(config(200, 4, 7))));
    }

    @Test
    void nextDay_otherSeed_givesOthers() {
        assertThat(bodies(visits(config(50, 2, 7)))).doesNotContainAnyElementsOf(bodies(visits(config(50, 2, 8))));
    }

    @Test
    void nextDay_allVisits_lieBetweenStartAndEndAndInOrder() {
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
    void nextDay_visitsOfOneVisitor_areSessionsOfTheirOwn() {
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
    void nextDay_aMonth_looksLikeAShop() {
        List<Visit> visits = visits(SimulatorConfig.DEFAULT);
        assertThat(visits).hasSizeBetween(16_500, 20_000);
        assertThat(share(visits, visit -> visit.person().country().equals("FI")))
                .isBetween(0.45, 0.65);
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
    void nextDay_theCampaign_startsInTheMiddle() {
        Simulator simulator = new Simulator(config(400, 10, 1), SHOP, END);
        Instant middle = simulator.start().plus(Duration.ofDays(5));
        Map<Boolean, Long> campaign = all(simulator).stream()
                .filter(visit -> visit.pages().get(0).url().contains("first-frost"))
                .collect(Collectors.partitioningBy(
                        visit -> visit.firstAt() < middle.toEpochMilli(), Collectors.counting()));
        assertThat(campaign.get(true)).isZero();
        assertThat(campaign.get(false)).isGreaterThan(200);
    }

    @Test
    void nextDay_aMonth_hasAllThatATrackerTells() {
        List<Visit> visits = visits(SimulatorConfig.DEFAULT);
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
    void nextDay_scriptErrors_areOfOnePageInOneBrowser() {
        List<Visit> visits = visits(SimulatorConfig.DEFAULT);
        for (Visit visit : visits) {
            for (Item item : visit.items()) {
                if (item instanceof Visit.ScriptError || item instanceof Visit.FailedRequest) {
                    assertThat(visit.pages().get(item.page()).path()).isEqualTo("/coffee/halla");
                    assertThat(visit.person().device().userAgent()).contains("Firefox/");
                }
            }
        }
    }

    @Test
    void nextDay_threeThousandSessionsADay_costLittle() {
        long before = System.nanoTime();
        int items = 0;
        BeaconWriter writer = new BeaconWriter("k3v9q2xm7abc");
        Simulator simulator = new Simulator(config(3_000, 30, 1), SHOP, END);
        while (simulator.hasNext()) {
            for (Visit visit : simulator.nextDay()) {
                items += visit.items().size();
                assertThat(writer.bodies(visit)).isNotEmpty();
            }
        }
        assertThat(items).isBetween(1_000_000, 6_000_000);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void nextDay_firstItem_isAPageview() {
        assertThat(visits(config(200, 2, 5)))
                .allSatisfy(visit -> assertThat(visit.items().get(0)).isInstanceOf(Pageview.class));
    }

    private static SimulatorConfig config(int sessionsPerDay, int days, long seed) {
        return new SimulatorConfig(sessionsPerDay, days, seed);
    }

    /** Those of people. */
    private static List<Visit> visits(SimulatorConfig config) {
        return all(new Simulator(config, SHOP, END)).stream()
                .filter(visit -> visit.robot() == null)
                .toList();
    }

    static List<Visit> all(Simulator simulator) {
        List<Visit> visits = new ArrayList<>();
        while (simulator.hasNext()) {
            visits.addAll(simulator.nextDay());
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

package polku.server.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import polku.server.demo.simulator.FakeCollector.Received;

class SimulationTest {
    private static final Instant END = Instant.parse("2026-11-20T15:24:00Z");

    private final Vertx vertx = Vertx.vertx();
    private FakeCollector collector;
    private Simulation simulation;

    @BeforeEach
    void start() throws Exception {
        collector = FakeCollector.start(vertx);
        simulation = new Simulation(
                vertx,
                new Simulation.Target(
                        collector.address(), "polku_key", "k3v9q2xm7abc", URI.create("http://localhost:8090")),
                new SimulatorConfig(150, 3, 1));
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    @Test
    void sendPast_all_arrivesWithTheKeyAndIsTold() throws Exception {
        List<Progress> told = new CopyOnWriteArrayList<>();
        Truth truth = get(simulation.sendPast(END, told::add));
        List<Received> received = collector.received();
        assertThat(received)
                .allSatisfy(beacon -> assertThat(beacon.authorization()).isEqualTo("Bearer polku_key"));
        assertThat(received).extracting(Received::id).doesNotHaveDuplicates();
        long pageviews = received.stream()
                .filter(beacon -> !beacon.isRobots())
                .flatMap(beacon -> beacon.body().getJsonArray("items").stream())
                .filter(item -> ((JsonObject) item).getString("type").equals("pageview"))
                .count();
        assertThat(truth.total().pageviews()).isEqualTo(pageviews).isPositive();
        assertThat(told).isNotEmpty().isSortedAccordingTo(Comparator.comparingDouble(Progress::share));
        assertThat(told.get(told.size() - 1).percent()).isEqualTo(100);
    }

    @Test
    void sendPast_beaconsOfOneVisitor_arriveInOrderOfTime() throws Exception {
        get(simulation.sendPast(END, progress -> {}));
        Map<String, Long> last = new HashMap<>();
        for (Received beacon : collector.received()) {
            long at = beacon.body().getLong("sentAt");
            // whoever consented is named by what the browser keeps; robots are nobody
            String visitor = beacon.body().getString("visitor", beacon.body().getString("client", beacon.id()));
            Long before = last.put(visitor, at);
            assertThat(before == null || before <= at).isTrue();
        }
    }

    @Test
    void sendPast_collectorIsFullForAWhile_sendsTheSameBeaconAgain() throws Exception {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        collector.answering(beacon -> refused.size() < 20 && refused.add(beacon.id()) ? 503 : 202);
        get(simulation.sendPast(END, progress -> {}));
        Map<String, List<JsonObject>> byId = collector.received().stream()
                .collect(Collectors.groupingBy(Received::id, Collectors.mapping(Received::body, Collectors.toList())));
        assertThat(refused).hasSize(20);
        byId.forEach((id, bodies) -> {
            assertThat(bodies).hasSize(refused.contains(id) ? 2 : 1);
            assertThat(new HashSet<>(bodies)).hasSize(1);
        });
    }

    @Test
    void sendPast_collectorRefuses_failsWithItsWords() {
        collector.answering(beacon -> 404);
        assertThatThrownBy(() -> get(simulation.sendPast(END, progress -> {})))
                .hasMessageContaining("404")
                .hasMessageContaining("no");
    }

    @Test
    void sendPast_again_sendsTheSameIds() throws Exception {
        get(simulation.sendPast(END, progress -> {}));
        Set<String> first = ids();
        collector.received().clear();
        get(simulation.sendPast(END, progress -> {}));
        assertThat(ids()).isEqualTo(first);
    }

    @Test
    void startPresent_aHandfulOfVisitors_comesNowAndGoesOnStop() throws Exception {
        simulation.startPresent();
        await().atMost(Duration.ofSeconds(20)).until(() -> visitors().size() >= 3);
        long now = System.currentTimeMillis();
        assertThat(collector.received())
                .allSatisfy(
                        beacon -> assertThat(beacon.body().getLong("sentAt")).isBetween(now - 30_000, now + 5_000));
        get(simulation.stop());
        int sent = collector.received().size();
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(5))
                .until(() -> collector.received().size() == sent);
    }

    @Test
    void stop_collectorIsAway_doesNotWaitForIt() throws Exception {
        collector.answering(beacon -> 503);
        simulation.startPresent();
        await().atMost(Duration.ofSeconds(20)).until(() -> !collector.received().isEmpty());
        get(simulation.stop(), 4);
    }

    private Set<String> ids() {
        return collector.received().stream().map(Received::id).collect(Collectors.toSet());
    }

    private Set<String> visitors() {
        return collector.received().stream()
                .map(beacon -> beacon.body().getString("visitor"))
                .collect(Collectors.toSet());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return get(future, 60);
    }

    private static <T> T get(Future<T> future, int seconds) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    }
}

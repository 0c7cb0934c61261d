package polku.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.server.demo.simulator.FakeCollector;
import polku.server.demo.simulator.Progress;
import polku.server.demo.simulator.SimulatorConfig;

class DemoTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path dataDir;

    private FakeCollector collector;

    @BeforeEach
    void start() throws Exception {
        collector = FakeCollector.start(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    @Test
    void start_aNewDataDirectory_fillsThePastAndWritesTheTruth() throws Exception {
        List<Progress> told = new ArrayList<>();
        Demo demo = get(Demo.start(vertx, config(0, "k3v9q2xm7abc"), told::add));
        JsonNode truth =
                new ObjectMapper().readTree(dataDir.resolve("demo-truth.json").toFile());
        assertThat(truth.path("total").path("sessions").asInt()).isBetween(100, 500);
        assertThat(told.get(told.size() - 1).percent()).isEqualTo(100);
        assertThat(collector.pictures()).isGreaterThan(100);
        assertThat(collector.chunks()).isPositive();
        assertThat(collector
                        .received()
                        .get(0)
                        .body()
                        .getJsonArray("pages")
                        .getJsonObject(0)
                        .getString("url"))
                .startsWith(demo.shopAddress() + "/");
        get(demo.stop());
    }

    @Test
    void start_theSameDataDirectoryAgain_doesNotSendThePastAgain() throws Exception {
        get(get(Demo.start(vertx, config(0, "k3v9q2xm7abc"), progress -> {})).stop());
        List<Progress> told = new ArrayList<>();
        get(get(Demo.start(vertx, config(0, "k3v9q2xm7abc"), told::add)).stop());
        assertThat(told).isEmpty();
    }

    @Test
    void start_anotherSiteInTheDataDirectory_fillsItsPast() throws Exception {
        get(get(Demo.start(vertx, config(0, "k3v9q2xm7abc"), progress -> {})).stop());
        List<Progress> told = new ArrayList<>();
        get(get(Demo.start(vertx, config(0, "aaaaaaaaaaaa"), told::add)).stop());
        assertThat(told).isNotEmpty();
    }

    @Test
    void start_afterAnInterruptedFilling_sendsTheSameBeaconsAgain() throws Exception {
        collector.answering(beacon -> collector.received().size() < 50 ? 202 : 400);
        assertThatThrownBy(() -> get(Demo.start(vertx, config(0, "k3v9q2xm7abc"), progress -> {})))
                .hasMessageContaining("400");
        Set<String> before = ids();
        assertThat(dataDir.resolve("demo-truth.json")).doesNotExist();
        collector.answering(beacon -> 202);
        collector.received().clear();
        get(get(Demo.start(vertx, config(0, "k3v9q2xm7abc"), progress -> {})).stop());
        assertThat(ids()).containsAll(before);
        assertThat(Files.exists(dataDir.resolve("demo-truth.json"))).isTrue();
    }

    @Test
    void start_shopPortTaken_failsWithTheCauseAndSendsNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(
                            () -> get(Demo.start(vertx, config(taken.getLocalPort(), "k3v9q2xm7abc"), progress -> {})))
                    .hasCauseInstanceOf(BindException.class);
        }
        assertThat(collector.received()).isEmpty();
    }

    @Test
    void config_asText_hidesTheKey() {
        assertThat(config(0, "k3v9q2xm7abc").toString()).doesNotContain("polku_key");
    }

    private DemoConfig config(int shopPort, String site) {
        return new DemoConfig(
                collector.address(), "polku_key", site, shopPort, dataDir, new SimulatorConfig(100, 2, 1));
    }

    private Set<String> ids() {
        return collector.received().stream().map(FakeCollector.Received::id).collect(Collectors.toSet());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}

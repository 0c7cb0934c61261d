package polku.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise: what was answered with 2xx is counted exactly once, whoever is killed. Needs a built server. */
class KillTest {
    private static final int BEACONS = 20_000;
    private static final int SENDERS = 8;

    @TempDir
    Path directory;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private PolkuUnderTest polku;

    @BeforeEach
    void start() {
        polku = new PolkuUnderTest(Path.of("..").toAbsolutePath().normalize(), directory);
    }

    @AfterEach
    void stop() {
        polku.close();
    }

    @Test
    void killServer_amongConcurrentBeacons_countsEveryAcknowledgedOneOnce() throws Exception {
        Set<String> acknowledged = sendAndKill(running -> {
            running.process().kill();
            running.restart();
        });
        assertThat(acknowledged).hasSizeGreaterThan(BEACONS / 2).hasSizeLessThanOrEqualTo(BEACONS);
        assertCountedOnce(acknowledged);
    }

    @Test
    void killEngine_amongConcurrentBeacons_refusesNoneAndCountsEachOnce() throws Exception {
        Set<String> acknowledged = sendAndKill(running -> running.process().killEngine());
        assertThat(acknowledged)
                .as("the collector does not need ClickHouse to accept")
                .hasSize(BEACONS);
        assertCountedOnce(acknowledged);
    }

    /** Sends all beacons, kills when half are acknowledged, and gives the pages of those that were answered with 202. */
    private Set<String> sendAndKill(Consumer<PolkuUnderTest> kill) throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> running = IntStream.range(0, SENDERS)
                    .<Future<?>>mapToObj(sender -> senders.submit(() -> send(next, acknowledged)))
                    .toList();
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.size() > BEACONS / 2);
            kill.accept(polku);
            for (Future<?> sender : running) {
                sender.get();
            }
        } finally {
            senders.shutdownNow();
        }
        return acknowledged;
    }

    private void send(AtomicInteger next, Set<String> acknowledged) {
        int number;
        while ((number = next.getAndIncrement()) < BEACONS) {
            String page = "/killed/" + number;
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + polku.port() + "/b"))
                    .header("Content-Type", "text/plain")
                    .header("User-Agent", Beacons.USER_AGENTS[number % Beacons.USER_AGENTS.length])
                    .header("X-Forwarded-For", "88.112.7." + number % 250)
                    .timeout(Duration.ofSeconds(20))
                    .POST(HttpRequest.BodyPublishers.ofString(beacon(number, page)))
                    .build();
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 202) {
                    acknowledged.add(page);
                }
            } catch (IOException e) {
                // Nobody answered: not acknowledged. It may have been stored, but never twice.
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String beacon(int number, String page) {
        long now = System.currentTimeMillis();
        String id = String.format("%016x", 0xABCD_0000_0000L + number);
        return "{\"v\":1,\"site\":\"" + polku.site() + "\",\"id\":\"" + id + "\",\"sentAt\":" + now
                + ",\"language\":\"fi\",\"viewport\":[390,844],\"pages\":[{\"id\":\"" + id
                + "\",\"url\":\"https://bench.example" + page + "\",\"title\":\"\",\"referrer\":\"\"}],"
                + "\"items\":[{\"type\":\"pageview\",\"at\":" + now + ",\"page\":0}]}";
    }

    private void assertCountedOnce(Set<String> acknowledged) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> polku.by("page", "pageviews").keySet().containsAll(acknowledged));
        Map<String, Long> counted = polku.by("page", "pageviews");
        assertThat(counted.values()).as("none is counted twice").allMatch(count -> count == 1);
    }
}

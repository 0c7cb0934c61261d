package polku.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.storage.config.Environment;
import polku.storage.control.Site;
import polku.storage.control.Sites;

/** A server that is started while nobody answers at its ClickHouse's address. */
class WithoutClickHouseTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port = freePort();
    private final int managementPort = freePort();

    @TempDir
    Path data;

    @Test
    void restart_whileClickHouseIsDown_servesTheKnownSites_andKeepsWhatIsAccepted() throws Exception {
        Site site;
        try (PolkuServer server = start()) {
            site = server.store().sites().create(new Sites.Settings("example.org", List.of(), ZoneId.of("UTC"), "EUR"));
            assertThat(beacon(site, 1)).isEqualTo(202);
        }
        try (PolkuServer server = start()) {
            assertThat(beacon(site, 2)).isEqualTo(202);
            assertThat(beacon(site, 1)).as("a repetition").isEqualTo(202);
            HttpResponse<String> ready = get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"collector\":\"up\"", "\"clickhouse\":\"ClickHouse does not answer\"");
            assertThat(get("/metrics").body())
                    .contains(
                            "polku_ledger_rows{state=\"accepted\"} 2.0",
                            "polku_ledger_rows{state=\"spooled\"} 2.0",
                            "polku_ledger_rows{state=\"duplicate\"} 1.0");
        }
    }

    private PolkuServer start() {
        PolkuServer server = PolkuServer.start(
                new Environment(Map.of(
                        "POLKU_PORT", Integer.toString(port),
                        "POLKU_MANAGEMENT_PORT", Integer.toString(managementPort),
                        "POLKU_DATA_DIR", data.toString(),
                        "POLKU_CLICKHOUSE_URL", "http://127.0.0.1:1")),
                cause -> {
                    throw new AssertionError(cause);
                });
        server.awaitStart();
        return server;
    }

    private int beacon(Site site, int number) throws IOException, InterruptedException {
        long now = System.currentTimeMillis();
        String body = """
                {"v":1,"site":"%s","id":"%016x","sentAt":%d,"pages":[{"id":"5d41402abc4b2a76","url":"https://example.org/"}],
                 "items":[{"type":"pageview","at":%d,"page":0}]}""".formatted(site.id(), number, now, now);
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/b"))
                                .header("Content-Type", "text/plain")
                                .header(
                                        "User-Agent",
                                        "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

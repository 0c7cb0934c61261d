package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.collector.testing.Logged;
import polku.http.ProblemHandler;

class ProxyWarningTest {
    @TempDir
    Path data;

    @Test
    void untrustedProxy_isToldOfOnce_onWhicheverEventLoopAndRouteItsRequestsCome() {
        try (CollectorFixture collector = new CollectorFixture(data);
                Logged logged = new Logged("polku.collector.intake.ProxyWarning", Level.WARN)) {
            List<HttpServer> servers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Router router = Router.router(collector.vertx);
                ProblemHandler.install(router);
                collector.collector.mount(router);
                servers.add(collector
                        .vertx
                        .createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await());
            }
            for (HttpServer server : servers) {
                for (String path : List.of("/b", "/api/v1/events")) {
                    collector.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                            .header("X-Forwarded-For", "198.51.100.7")
                            .header("Authorization", "Bearer " + CollectorFixture.KEY)
                            .POST(BodyPublishers.ofString("[]"))
                            .build());
                }
            }
            assertThat(logged.messages()).singleElement().asString().contains("127.0.0.1", "POLKU_TRUSTED_PROXIES");
        }
    }
}

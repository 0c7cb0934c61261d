package polku.server.demo.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Answers {@code POST /b} as told, leaves robots out, and remembers what came, in order of arrival; counts what comes to {@code /s} and {@code /r}. */
public final class FakeCollector {
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger pictures = new AtomicInteger();
    private final AtomicInteger chunks = new AtomicInteger();
    private final HttpServer server;
    private volatile Function<Received, Integer> status = beacon -> 202;

    public record Received(String authorization, JsonObject body) {
        /** Robots are named by nothing but their user agents. */
        boolean isRobots() {
            return !body.containsKey("visitor") && !body.containsKey("client");
        }

        public String id() {
            return body.getString("id");
        }
    }

    private FakeCollector(HttpServer server) {
        this.server = server;
    }

    public static FakeCollector start(Vertx vertx) throws Exception {
        FakeCollector collector = new FakeCollector(vertx.createHttpServer());
        collector
                .server
                .requestHandler(collector::answer)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        return collector;
    }

    public void answering(Function<Received, Integer> chosen) {
        status = chosen;
    }

    public URI address() {
        return URI.create("http://localhost:" + server.actualPort());
    }

    public List<Received> received() {
        return received;
    }

    /** Pages of which a picture came. */
    public int pictures() {
        return pictures.get();
    }

    /** Of recordings. */
    public int chunks() {
        return chunks.get();
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/s") || request.path().equals("/r")) {
            (request.path().equals("/s") ? pictures : chunks).incrementAndGet();
            request.response().setStatusCode(202).end("{\"accepted\":1,\"dropped\":0}");
            return;
        }
        if (!request.path().equals("/b")) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.body().onSuccess(body -> {
            Received beacon = new Received(request.getHeader("Authorization"), body.toJsonObject());
            int code = status.apply(beacon);
            received.add(beacon);
            if (code == 202) {
                int items = beacon.body().getJsonArray("items").size();
                int dropped = beacon.isRobots() ? items : 0;
                request.response()
                        .setStatusCode(202)
                        .end("{\"accepted\":" + (items - dropped) + ",\"dropped\":" + dropped + "}");
            } else {
                request.response()
                        .setStatusCode(code)
                        .putHeader("Retry-After", "0")
                        .end("{\"title\":\"no\"}");
            }
        });
    }
}

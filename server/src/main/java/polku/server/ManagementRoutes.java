package polku.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Health and metrics, on a port of their own: {@code /health/live} (the process runs), {@code /health/ready} (it can take
 * traffic: 200 or 503 with the reasons), {@code /metrics} (Prometheus).
 */
final class ManagementRoutes {
    private final PrometheusMeterRegistry meters;
    private final List<Check> checks;

    ManagementRoutes(PrometheusMeterRegistry meters, List<Check> checks) {
        this.meters = meters;
        this.checks = checks;
    }

    /**
     * A part of the server that traffic depends on.
     *
     * @param trouble why it is not ready, empty when it is; asked on an event loop, so answered from memory
     */
    record Check(String name, Supplier<Optional<String>> trouble) {}

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(context -> context.json(new JsonObject().put("status", "up")));
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(this::metrics);
        return router;
    }

    private void ready(RoutingContext context) {
        JsonObject parts = new JsonObject();
        boolean all = true;
        for (Check check : checks) {
            Optional<String> trouble = check.trouble().get();
            parts.put(check.name(), trouble.orElse("up"));
            all &= trouble.isEmpty();
        }
        context.response().setStatusCode(all ? 200 : 503);
        context.json(new JsonObject().put("status", all ? "up" : "down").put("parts", parts));
    }

    private void metrics(RoutingContext context) {
        // Scraping walks all meters: not on the event loop.
        context.vertx()
                .executeBlocking(meters::scrape, false)
                .onSuccess(text -> context.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(context::fail);
    }
}

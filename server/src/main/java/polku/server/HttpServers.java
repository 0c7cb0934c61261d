package polku.server;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import polku.http.ConnectionGuard;
import polku.http.ProblemHandler;
import polku.http.RequestIdHandler;
import polku.http.SecurityHeadersHandler;
import polku.http.Shortcut;

/** The public port, served by every event loop with a router of its own, and the management port. */
final class HttpServers {
    /** Longer request lines and headers are answered with 414 and 431. */
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;

    /** From the connection to the end of the first request's headers. */
    private static final Duration FIRST_REQUEST = Duration.ofSeconds(10);

    /** Longer than any answer takes. */
    private static final Duration NEXT_REQUEST = Duration.ofSeconds(75);

    /** For requests under way when the server stops. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** What a role answers on the public port; asked by each event loop for itself. */
    interface Routes {
        void mount(Router router);

        /** Ways past the router for what is too frequent to go through it. */
        default List<Shortcut> shortcuts() {
            return List.of();
        }
    }

    private final Vertx vertx;

    HttpServers(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * @param connectionsPerAddress a trusted proxy, for whom all visitors' connections are its own, has no cap
     * @return the deployment, to be undeployed
     */
    Future<String> open(int port, int connectionsPerAddress, Predicate<String> withoutCap, List<Routes> routes) {
        ConnectionGuard guard =
                new ConnectionGuard(vertx, FIRST_REQUEST, NEXT_REQUEST, connectionsPerAddress, withoutCap);
        int loops = Runtime.getRuntime().availableProcessors();
        return vertx.deployVerticle(
                () -> new PublicPort(port, guard, routes), new DeploymentOptions().setInstances(loops));
    }

    Future<HttpServer> management(ServerConfig config, ManagementRoutes routes) {
        return vertx.createHttpServer()
                .requestHandler(routes.router(vertx))
                .listen(config.managementPort(), config.managementHost());
    }

    private static final class PublicPort extends VerticleBase {
        private final int port;
        private final ConnectionGuard guard;
        private final List<Routes> routes;
        private @Nullable HttpServer listening;

        PublicPort(int port, ConnectionGuard guard, List<Routes> routes) {
            this.port = port;
            this.guard = guard;
            this.routes = routes;
        }

        @Override
        public Future<?> start() {
            Router router = Router.router(vertx);
            router.route().handler(new RequestIdHandler());
            router.route().handler(new SecurityHeadersHandler());
            routes.forEach(part -> part.mount(router));
            ProblemHandler.install(router);
            HttpServerOptions options = new HttpServerOptions()
                    .setTcpNoDelay(true)
                    .setReusePort(true)
                    .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setDecompressionSupported(false)
                    .setCompressionSupported(false)
                    // Nothing here speaks WebSocket; each request would pass its handlers all the same.
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false)
                    // The guard sees a connection only after its first bytes otherwise.
                    .setHttp2ClearTextEnabled(false);
            HttpServer server = vertx.createHttpServer(options).invalidRequestHandler(ProblemHandler::invalidRequest);
            listening = server;
            List<Shortcut> shortcuts =
                    routes.stream().flatMap(part -> part.shortcuts().stream()).toList();
            return guard.guard(server, shortcuts).requestHandler(router).listen(port);
        }

        /** Requests under way are answered first. */
        @Override
        public Future<?> stop() {
            HttpServer server = listening;
            return server == null ? Future.succeededFuture() : server.shutdown(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}

package polku.server;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Consumer;
import polku.http.ProblemHandler;
import polku.http.RequestIdHandler;
import polku.http.SecurityHeadersHandler;

/** The public port, served by every event loop with a router of its own, and the management port. */
final class HttpServers {
    /** Longer request lines and headers are answered with 414 and 431. */
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;

    private final Vertx vertx;

    HttpServers(Vertx vertx) {
        this.vertx = vertx;
    }

    /** @return the deployment, to be undeployed */
    Future<String> open(int port, List<Consumer<Router>> routes) {
        int loops = Runtime.getRuntime().availableProcessors();
        return vertx.deployVerticle(() -> new PublicPort(port, routes), new DeploymentOptions().setInstances(loops));
    }

    Future<HttpServer> management(int port, ManagementRoutes routes) {
        return vertx.createHttpServer().requestHandler(routes.router(vertx)).listen(port);
    }

    private static final class PublicPort extends VerticleBase {
        private final int port;
        private final List<Consumer<Router>> routes;

        PublicPort(int port, List<Consumer<Router>> routes) {
            this.port = port;
            this.routes = routes;
        }

        @Override
        public Future<?> start() {
            Router router = Router.router(vertx);
            router.route().handler(new RequestIdHandler());
            router.route().handler(new SecurityHeadersHandler());
            routes.forEach(part -> part.accept(router));
            ProblemHandler.install(router);
            HttpServerOptions options = new HttpServerOptions()
                    .setTcpNoDelay(true)
                    .setReusePort(true)
                    .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setDecompressionSupported(false)
                    .setCompressionSupported(false);
            return vertx.createHttpServer(options)
                    .invalidRequestHandler(ProblemHandler::invalidRequest)
                    .requestHandler(router)
                    .listen(port);
        }
    }
}

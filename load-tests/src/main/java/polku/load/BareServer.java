package polku.load;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;

/** The baseline: a Vert.x server that answers 204 to everything without reading the body, on all event loops. */
public final class BareServer extends AbstractVerticle {
    private final int port;

    private BareServer(int port) {
        this.port = port;
    }

    /** @param arguments the port */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        vertx.deployVerticle(() -> new BareServer(port), new DeploymentOptions().setInstances(loops))
                .onSuccess(id -> System.out.println("ready"))
                .onFailure(cause -> {
                    System.err.println(cause.getMessage());
                    System.exit(1);
                });
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                .requestHandler(request -> request.response().setStatusCode(204).end())
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }
}

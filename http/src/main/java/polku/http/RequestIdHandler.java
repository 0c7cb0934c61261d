package polku.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Gives each request a random id, which the answer carries as {@code X-Request-Id} and the log beside every failure. */
public final class RequestIdHandler implements Handler<RoutingContext> {
    private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");

    @Override
    public void handle(RoutingContext context) {
        idOf(context.response());
        context.next();
    }

    /** The id of the request that is being answered; made here where no handler has made it yet. */
    public static String idOf(HttpServerResponse response) {
        String id = response.headers().get(HEADER);
        if (id == null) {
            id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            if (!response.headWritten()) {
                response.putHeader(HEADER, id);
            }
        }
        return id;
    }
}

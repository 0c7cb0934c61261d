package polku.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Gives each request a random id, which the answer carries as {@code X-Request-Id} and the log beside every failure. */
public final class RequestIdHandler implements Handler<RoutingContext> {
    private static final String HEADER = "X-Request-Id";

    @Override
    public void handle(RoutingContext context) {
        idOf(context);
        context.next();
    }

    /** The id of the request; made here where no handler has made it yet. */
    public static String idOf(RoutingContext context) {
        String id = context.get(HEADER);
        if (id == null) {
            id = newId();
            context.put(HEADER, id);
            if (!context.response().headWritten()) {
                context.response().putHeader(HEADER, id);
            }
        }
        return id;
    }

    static String newId() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}

package polku.server.demo.shop;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The contact form's mailbox: {@code POST /messages} reads the body, a picture among it, counts it and throws it away.
 * 204, or 413 for more than {@value #LIMIT} bytes.
 */
final class Messages {
    private static final int LIMIT = 6_000_000;

    private Messages() {}

    static void take(RoutingContext context) {
        HttpServerRequest request = context.request();
        AtomicLong bytes = new AtomicLong();
        request.handler(part -> bytes.addAndGet(part.length()));
        request.end().onSuccess(ended -> {
            if (!context.response().closed()) {
                context.response()
                        .setStatusCode(bytes.get() > LIMIT ? 413 : 204)
                        .end();
            }
        });
    }
}

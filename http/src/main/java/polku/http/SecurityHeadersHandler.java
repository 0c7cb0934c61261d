package polku.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Headers that every answer carries but the receipts of beacons, which are numbers alone: no sniffing, no framing, and a
 * policy under which nothing loads or runs. A handler that serves a page (the dashboard) overwrites the policy with its own.
 */
public final class SecurityHeadersHandler implements Handler<RoutingContext> {
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF_VALUE = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence FRAMES = HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence FRAMES_VALUE = HttpHeaders.createOptimized("DENY");
    private static final CharSequence REFERRER = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence REFERRER_VALUE = HttpHeaders.createOptimized("same-origin");
    private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence POLICY_VALUE =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

    @Override
    public void handle(RoutingContext context) {
        set(context.response());
        context.next();
    }

    static void set(HttpServerResponse response) {
        response.putHeader(NO_SNIFF, NO_SNIFF_VALUE);
        response.putHeader(FRAMES, FRAMES_VALUE);
        response.putHeader(REFERRER, REFERRER_VALUE);
        response.putHeader(POLICY, POLICY_VALUE);
    }
}

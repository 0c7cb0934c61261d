package polku.collector.intake;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Lets the pages of every site read an answer, and when to come back: trackers run on other origins than this server. */
final class CrossOrigin {
    static final CharSequence ANYONE = HttpHeaders.createOptimized("*");
    static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");

    private CrossOrigin() {}

    static HttpServerResponse allow(HttpServerResponse response) {
        return response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RETRY_AFTER);
    }
}

package polku.collector.intake;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** 202 "ok", with {@code X-Plausible-Dropped: 1} where it was left out, as the original says it. */
final class PlausibleAnswers implements IntakeHandler.Answers<Receipt> {
    @Override
    public void taken(HttpServerRequest request, Receipt receipt) {
        HttpServerResponse response = request.response();
        if (receipt.dropped() > 0) {
            response.putHeader("X-Plausible-Dropped", "1");
        }
        response.setStatusCode(202)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end("ok");
    }
}

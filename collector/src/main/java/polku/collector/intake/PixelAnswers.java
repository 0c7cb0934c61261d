package polku.collector.intake;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import polku.collector.Refusal;

/** An image whatever happened, since nobody reads anything else; what is refused is counted. */
final class PixelAnswers implements IntakeHandler.Answers<Receipt> {
    /** One transparent pixel, 43 bytes. */
    private static final Buffer GIF =
            Buffer.buffer(Base64.getDecoder().decode("R0lGODlhAQABAPAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="));

    @Override
    public void taken(HttpServerRequest request, Receipt receipt) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "image/gif")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .end(GIF);
    }

    @Override
    public void refused(HttpServerRequest request, Refusal refusal) {
        if (!request.response().closed()) {
            taken(request, new Receipt(0, 1));
        }
    }
}

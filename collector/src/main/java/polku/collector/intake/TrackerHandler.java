package polku.collector.intake;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.http.ServedFile;

/** Serves the tracker to every site. */
final class TrackerHandler implements Handler<RoutingContext> {
    private static final String RESOURCE = "/polku/tracker/t.js";
    private static final String CACHE = "public, max-age=3600, stale-while-revalidate=86400";

    private final @Nullable ServedFile tracker = read();

    private static @Nullable ServedFile read() {
        try (InputStream in = TrackerHandler.class.getResourceAsStream(RESOURCE)) {
            return in == null ? null : new ServedFile("text/javascript; charset=utf-8", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void handle(RoutingContext context) {
        if (tracker == null) {
            throw Problem.notFound("This build holds no tracker.").asException();
        }
        CrossOrigin.allow(context.response())
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHE)
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        tracker.answer(context.request());
    }
}

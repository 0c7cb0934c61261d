package polku.collector.intake;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.http.ServedFile;

/** Serves one file of the tracker to every site: the core, or a part that the core loads from beside it. */
final class TrackerHandler implements Handler<RoutingContext> {
    /** The core, interactions, what is rare, vitals and errors, commands for consent, snapshots of pages, replays, the overlay. */
    static final List<String> FILES = List.of("t.js", "i.js", "e.js", "v.js", "c.js", "s.js", "r.js", "o.js");

    private static final String CACHE = "public, max-age=3600, stale-while-revalidate=86400";

    private final @Nullable ServedFile tracker;

    TrackerHandler(String file) {
        tracker = read("/polku/tracker/" + file);
    }

    private static @Nullable ServedFile read(String resource) {
        try (InputStream in = TrackerHandler.class.getResourceAsStream(resource)) {
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

package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A pixel's query instead of a body; the page that shows it, where the query does not name one. */
final class PixelQuery implements IntakeHandler.Source {
    private static final int MAX = 4096;

    @Override
    public Future<byte[]> read(HttpServerRequest request) {
        String query = request.query() == null ? "" : request.query();
        String page = request.getHeader(HttpHeaders.REFERER);
        // Of several parameters with one name the first counts, so an address that the query names goes before.
        String whole = page == null ? query : query + "&url=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
        return Future.succeededFuture(
                (whole.length() > MAX ? whole.substring(0, MAX) : whole).getBytes(StandardCharsets.UTF_8));
    }
}

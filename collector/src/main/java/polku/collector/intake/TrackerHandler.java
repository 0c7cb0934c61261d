package polku.collector.intake;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;

/** Serves the tracker to every site: from memory, packed in advance, revalidated by its content's hash. */
final class TrackerHandler implements Handler<RoutingContext> {
    private static final String RESOURCE = "/polku/tracker/t.js";
    private static final String CACHE = "public, max-age=3600, stale-while-revalidate=86400";

    private final @Nullable Buffer plain;
    private final @Nullable Buffer packed;
    private final String hash;

    TrackerHandler() {
        byte[] script = read();
        plain = script == null ? null : Buffer.buffer(script);
        packed = script == null ? null : Buffer.buffer(pack(script));
        hash = script == null ? "" : hash(script);
    }

    private static byte @Nullable [] read() {
        try (InputStream in = TrackerHandler.class.getResourceAsStream(RESOURCE)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pack(byte[] script) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String hash(byte[] script) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(script), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void handle(RoutingContext context) {
        if (plain == null || packed == null) {
            throw Problem.notFound("This build holds no tracker.").asException();
        }
        boolean gzip = acceptsGzip(context.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
        String tag = "\"" + hash + (gzip ? "-gzip\"" : "\"");
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHE)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.equals("*") || known.contains(tag))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8");
        if (gzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.end(gzip ? packed : plain);
    }

    private static boolean acceptsGzip(@Nullable String header) {
        if (header == null) {
            return false;
        }
        for (String part : header.split(",")) {
            String coding = part.strip();
            if (coding.startsWith("gzip") && !coding.replace(" ", "").matches("gzip;q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }
}

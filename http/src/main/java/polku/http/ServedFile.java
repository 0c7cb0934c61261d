package polku.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file served from memory, packed in advance with gzip where that makes it smaller. It is told apart by its content:
 * times inside a reproducible jar never change, so a check by modification time would show an old file after an update.
 */
public final class ServedFile {
    private final String type;
    private final Buffer plain;
    private final @Nullable Buffer packed;
    private final String hash;

    /** Packs, which takes a while for a large file. */
    public ServedFile(String type, byte[] content) {
        this.type = type;
        this.plain = Buffer.buffer(content);
        byte[] gzip = gzip(content);
        this.packed = gzip.length < content.length ? Buffer.buffer(gzip) : null;
        this.hash = HexFormat.of().formatHex(sha256(content), 0, 12);
    }

    /** Answers GET and HEAD. What else the answer says, such as how long it may be kept, is up to the caller before. */
    public void answer(HttpServerRequest request) {
        Buffer gzip = acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING)) ? packed : null;
        String tag = "\"" + hash + (gzip == null ? "\"" : "-gzip\"");
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.equals("*") || known.contains(tag))) {
            response.setStatusCode(304).end();
            return;
        }
        Buffer body = gzip == null ? plain : gzip;
        response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        if (gzip != null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
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

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}

package polku.query.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the dashboard.
 *
 * @param tag its entity tag, from its content
 * @param compressed with gzip, where that makes it smaller
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DashboardFile(String type, byte[] body, Optional<byte[]> compressed, String tag) {
    private static final String ROOT = "/polku/dashboard";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    /** Blocks. Empty where there is no such file, or its kind is none that the dashboard has. */
    static Optional<DashboardFile> read(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream stream = DashboardFile.class.getResourceAsStream(ROOT + path)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] body = stream.readAllBytes();
            byte[] compressed = gzip(body);
            String tag = "\"" + HexFormat.of().formatHex(sha256(body), 0, 12) + "\"";
            return Optional.of(new DashboardFile(
                    type, body, compressed.length < body.length ? Optional.of(compressed) : Optional.empty(), tag));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}

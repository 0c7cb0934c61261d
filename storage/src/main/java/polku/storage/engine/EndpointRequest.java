package polku.storage.engine;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A request in ClickHouse's HTTP protocol, taken apart: credentials, {@code param_x}, settings, and the rest. */
final class EndpointRequest {
    /** URL parameters that are no settings; those without effect here are accepted and left alone. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "query",
            "database",
            "user",
            "password",
            "default_format",
            "query_id",
            "session_id",
            "session_timeout",
            "session_check",
            "session_timezone",
            "quota_key",
            "compress",
            "decompress",
            "buffer_size",
            "wait_end_of_query",
            "stacktrace",
            "role",
            "client_protocol_version",
            "close_session",
            "http_write_exception_in_output_format");

    private static final String PARAMETER = "param_";

    private final HttpExchange exchange;
    private final Map<String, String> url;

    EndpointRequest(HttpExchange exchange) throws EngineException {
        this.exchange = exchange;
        this.url = decoded(exchange.getRequestURI().getRawQuery());
    }

    boolean isAuthorized(String user, String password) {
        Headers headers = exchange.getRequestHeaders();
        @Nullable String givenUser = headers.getFirst("X-ClickHouse-User");
        @Nullable String givenPassword = headers.getFirst("X-ClickHouse-Key");
        @Nullable String authorization = headers.getFirst("Authorization");
        if (givenUser == null && givenPassword == null && authorization != null) {
            String[] pair = basic(authorization);
            givenUser = pair[0];
            givenPassword = pair[1];
        }
        if (givenUser == null) {
            givenUser = url.getOrDefault("user", "default");
        }
        if (givenPassword == null) {
            givenPassword = url.getOrDefault("password", "");
        }
        return same(givenUser, user) & same(givenPassword, password);
    }

    private static String[] basic(String authorization) {
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String pair = new String(
                        Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                if (colon >= 0) {
                    return new String[] {pair.substring(0, colon), pair.substring(colon + 1)};
                }
            } catch (IllegalArgumentException e) {
                return new String[] {"", ""};
            }
        }
        return new String[] {"", ""};
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    String query() {
        return url.getOrDefault("query", "");
    }

    String queryId() {
        return url.computeIfAbsent("query_id", name -> UUID.randomUUID().toString());
    }

    Optional<String> database() {
        return Optional.ofNullable(url.get("database"))
                .or(() -> Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-ClickHouse-Database")))
                .filter(name -> !name.isEmpty());
    }

    OutputFormat defaultFormat() {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-ClickHouse-Format"))
                .or(() -> Optional.ofNullable(url.get("default_format")))
                .map(OutputFormat::new)
                .orElse(OutputFormat.DEFAULT);
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        url.forEach((name, value) -> {
            if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()), value);
            }
        });
        return parameters;
    }

    /** Everything else in the URL. A GET may not change anything, as with ClickHouse. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        url.forEach((name, value) -> {
            if (!name.startsWith(PARAMETER) && !NO_SETTINGS.contains(name)) {
                settings.put(name, value);
            }
        });
        if (!exchange.getRequestMethod().equals("POST")
                && settings.getOrDefault("readonly", "0").equals("0")) {
            settings.put("readonly", "2");
        }
        return settings;
    }

    /** The body, unpacked; closing it has no effect, since what is left of it is still to be read before an answer. */
    InputStream body() throws EngineException, IOException {
        if (isOn("compress") || isOn("decompress")) {
            throw EngineException.of(
                    EngineException.NOT_IMPLEMENTED,
                    "NOT_IMPLEMENTED",
                    "ClickHouse's own compression is not available here; use compress=0 and decompress=0, or gzip");
        }
        InputStream unclosed = new FilterInputStream(exchange.getRequestBody()) {
            @Override
            public void close() {}
        };
        String encoding = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                .orElse("identity")
                .toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity" -> unclosed;
            case "gzip" -> new GZIPInputStream(unclosed, 1 << 16);
            default ->
                throw EngineException.of(
                        EngineException.NOT_IMPLEMENTED,
                        "NOT_IMPLEMENTED",
                        "Content-Encoding " + encoding + " is not available here; use gzip");
        };
    }

    boolean acceptsGzip() {
        @Nullable String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        return isOn("enable_http_compression") && accepted != null && accepted.contains("gzip");
    }

    private boolean isOn(String name) {
        String value = url.getOrDefault(name, "0");
        return value.equals("1") || value.equals("true");
    }

    private static Map<String, String> decoded(@Nullable String query) throws EngineException {
        Map<String, String> decoded = new LinkedHashMap<>();
        if (query == null) {
            return decoded;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                decoded.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw EngineException.of(36, "BAD_ARGUMENTS", "The URL is not well-formed");
            }
        }
        decoded.remove("");
        return decoded;
    }
}

package polku.collector.enrich;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An absolute {@code http(s)} URL as browsers write them; more lenient than {@link java.net.URI}, which refuses many.
 *
 * @param host lower case, without port, user and trailing dot; an IPv6 address without brackets
 * @param path begins with "/"; non-ASCII characters decoded, "%" escapes of ASCII left as they are; never ends with "/"
 *     unless it is just that; a route in the fragment is part of it ("/app#/cart")
 * @param query without "?", not decoded, "" where there is none
 */
public record PageUrl(String host, String path, String query) {

    /**
     * The URL, or null where the text is none. A fragment is dropped unless it is a route ({@code #/cart}, {@code
     * #!/cart}): trackers leave one in only where the owner says that routes are pages.
     */
    public static @Nullable PageUrl parse(String text) {
        int start = schemeLength(text);
        if (start == 0) {
            return null;
        }
        int hash = text.indexOf('#', start);
        String whole = hash < 0 ? text : text.substring(0, hash);
        int end = authorityEnd(whole, start);
        String host = hostOf(whole.substring(start, end));
        if (host == null) {
            return null;
        }
        int question = whole.indexOf('?', end);
        String path = whole.substring(end, question < 0 ? whole.length() : question);
        return new PageUrl(
                host,
                foldPath(path) + (hash < 0 ? "" : route(text.substring(hash))),
                question < 0 ? "" : whole.substring(question + 1));
    }

    private static String route(String fragment) {
        if (!fragment.startsWith("#/") && !fragment.startsWith("#!/")) {
            return "";
        }
        int question = fragment.indexOf('?');
        return decodeNonAscii(question < 0 ? fragment : fragment.substring(0, question));
    }

    private static int schemeLength(String text) {
        if (text.regionMatches(true, 0, "https://", 0, 8)) {
            return 8;
        }
        return text.regionMatches(true, 0, "http://", 0, 7) ? 7 : 0;
    }

    private static int authorityEnd(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/' || c == '?' || c == '\\') {
                return i;
            }
        }
        return text.length();
    }

    private static @Nullable String hostOf(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        if (host.startsWith("[")) {
            int close = host.indexOf(']');
            return close < 0 ? null : host.substring(1, close).toLowerCase(Locale.ROOT);
        }
        int colon = host.indexOf(':');
        host = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (host.isEmpty() || host.length() > 253) {
            return null;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c == '%' || c == '<' || c == '>' || c == '"' || c == 0x7f) {
                return null;
            }
        }
        return host;
    }

    private static String foldPath(String raw) {
        String path = decodeNonAscii(raw.replace('\\', '/'));
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? "/" : path.substring(0, end);
    }

    /** So that one page is one page whether its address was written "/käyttö" or "/k%C3%A4ytt%C3%B6". */
    private static String decodeNonAscii(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder decoded = new StringBuilder(path.length());
        int at = 0;
        while (at < path.length()) {
            int end = at;
            while (escapedByte(path, end) >= 0x80) {
                end += 3;
            }
            if (end == at) {
                decoded.append(path.charAt(at++));
            } else {
                appendDecoded(decoded, path, at, end);
                at = end;
            }
        }
        return decoded.toString();
    }

    private static void appendDecoded(StringBuilder to, String path, int from, int end) {
        ByteBuffer bytes = ByteBuffer.allocate((end - from) / 3);
        for (int i = from; i < end; i += 3) {
            bytes.put((byte) escapedByte(path, i));
        }
        try {
            to.append(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()));
        } catch (CharacterCodingException e) {
            to.append(path, from, end);
        }
    }

    private static int escapedByte(String text, int at) {
        if (at + 2 >= text.length() || text.charAt(at) != '%') {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** The query's parameters, decoded; of several with one name the first. */
    public Map<String, String> parameters() {
        if (query.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                parameters.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

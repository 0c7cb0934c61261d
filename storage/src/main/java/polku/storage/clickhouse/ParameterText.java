package polku.storage.clickhouse;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Values of {@code {name:Type}} parameters as ClickHouse reads them in {@code param_name}: as a field of its
 * TabSeparated format. Strings are escaped once; inside an array they are quoted.
 */
final class ParameterText {
    /** For DateTime64(3, 'UTC'). */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ParameterText() {}

    /** @throws IllegalArgumentException for a type that {@link ClickHouse} does not name */
    static String of(Object value) {
        return value instanceof String text ? escaped(text, false) : plain(value);
    }

    private static String plain(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Instant time) {
            return TIME.format(time);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ParameterText::element).collect(Collectors.joining(",", "[", "]"));
        }
        throw new IllegalArgumentException(
                "no parameter can be a " + value.getClass().getName());
    }

    private static String element(Object value) {
        if (value instanceof String text) {
            return "'" + escaped(text, true) + "'";
        }
        return value instanceof Instant ? "'" + plain(value) + "'" : plain(value);
    }

    private static String escaped(String text, boolean quoted) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\t' -> escaped.append("\\t");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\0' -> escaped.append("\\0");
                case '\'' -> escaped.append(quoted ? "\\'" : "'");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}

package polku.query.report;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import polku.query.web.Answer;

/**
 * A table as it is written, line by line. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
public final class CsvText {
    public static final String MEDIA_TYPE = "text/csv";

    private final StringBuilder text = new StringBuilder();
    private boolean lineBegins = true;

    /** An empty field where there is none. */
    public void number(@Nullable Number number) {
        field(number == null ? "" : number instanceof BigDecimal exact ? exact.toPlainString() : number.toString());
    }

    public void text(String value) {
        boolean formula = !value.isEmpty() && "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0;
        field(formula ? "'" + value : value);
    }

    /** A field that is known to be harmless. */
    void field(String value) {
        if (!lineBegins) {
            text.append(',');
        }
        lineBegins = false;
        boolean quoted = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        text.append(quoted ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
    }

    public void endLine() {
        text.append("\r\n");
        lineBegins = true;
    }

    /** All lines so far; the first is the header. */
    public Answer answer() {
        return Answer.ok(
                MEDIA_TYPE + "; charset=utf-8; header=present", text.toString().getBytes(StandardCharsets.UTF_8));
    }
}

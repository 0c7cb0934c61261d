package polku.query.report;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.query.web.Answer;
import polku.storage.read.Buckets;
import polku.storage.read.Metric;
import polku.storage.read.Report;
import polku.storage.read.ReportQuestion;

/**
 * The answer as a table: a column for each dimension and metric, and with a comparison each metric's again. All rows, whatever
 * the page, up to {@value #MOST_ROWS}. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
final class CsvAnswer {
    static final String MEDIA_TYPE = "text/csv";
    static final int MOST_ROWS = 100_000;

    private final ReportQuestion question;
    private final StringBuilder text = new StringBuilder();
    private boolean lineBegins = true;

    private CsvAnswer(ReportQuestion question) {
        this.question = question;
    }

    /** The question with all of its rows. */
    static ReportQuestion whole(ReportQuestion question) {
        return question.page(MOST_ROWS, 0);
    }

    static Answer of(ReportQuestion question, Report report) {
        CsvAnswer csv = new CsvAnswer(question);
        csv.header();
        csv.rows(report);
        byte[] bytes = csv.text.toString().getBytes(StandardCharsets.UTF_8);
        Answer answer = Answer.ok(MEDIA_TYPE + "; charset=utf-8; header=present", bytes);
        return report.rowCount() > report.rows().size() ? answer.with("Polku-Truncated", "true") : answer;
    }

    private void header() {
        List<String> names = new ArrayList<>();
        if (question.series() != null) {
            names.add("time");
        }
        question.dimensions().forEach(dimension -> names.add(dimension.id()));
        List<String> metrics = question.metrics().stream().map(Metric::id).toList();
        names.addAll(metrics);
        if (question.comparison() != null) {
            if (question.series() != null) {
                names.add("comparison.time");
            }
            metrics.forEach(metric -> names.add("comparison." + metric));
        }
        names.forEach(this::text);
        endLine();
    }

    private record Key(int step, List<String> dimensions) {}

    private void rows(Report report) {
        Map<Key, Report.Row> compared = new HashMap<>();
        if (report.comparison() != null) {
            report.comparison().forEach(row -> compared.put(new Key(row.step(), row.dimensions()), row));
        }
        for (Report.Row row : report.rows()) {
            time(question.series(), row.step());
            row.dimensions().forEach(this::text);
            row.metrics().forEach(this::number);
            if (question.comparison() != null) {
                comparison(compared.get(new Key(row.step(), row.dimensions())));
            }
            endLine();
        }
    }

    private void comparison(Report.@Nullable Row row) {
        if (row == null) {
            // The series compared with is shorter.
            int columns = question.metrics().size() + (question.series() == null ? 0 : 1);
            for (int i = 0; i < columns; i++) {
                field("");
            }
            return;
        }
        time(question.comparisonSeries(), row.step());
        row.metrics().forEach(this::number);
    }

    private void time(@Nullable Buckets series, int step) {
        if (series != null) {
            field(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(series.start(step)));
        }
    }

    private void number(@Nullable Number number) {
        field(number == null ? "" : number instanceof BigDecimal exact ? exact.toPlainString() : number.toString());
    }

    private void text(String value) {
        boolean formula = !value.isEmpty() && "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0;
        field(formula ? "'" + value : value);
    }

    private void field(String value) {
        if (!lineBegins) {
            text.append(',');
        }
        lineBegins = false;
        boolean quoted = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        text.append(quoted ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
    }

    private void endLine() {
        text.append("\r\n");
        lineBegins = true;
    }
}

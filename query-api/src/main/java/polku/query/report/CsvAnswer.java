package polku.query.report;

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
 * the page, up to {@value #MOST_ROWS}.
 */
final class CsvAnswer {
    static final int MOST_ROWS = 100_000;

    private final ReportQuestion question;
    private final CsvText table = new CsvText();

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
        Answer answer = csv.table.answer();
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
        names.forEach(table::text);
        table.endLine();
    }

    private record Key(int step, List<String> dimensions) {}

    private void rows(Report report) {
        Map<Key, Report.Row> compared = new HashMap<>();
        if (report.comparison() != null) {
            report.comparison().forEach(row -> compared.put(new Key(row.step(), row.dimensions()), row));
        }
        for (Report.Row row : report.rows()) {
            time(question.series(), row.step());
            row.dimensions().forEach(table::text);
            row.metrics().forEach(table::number);
            if (question.comparison() != null) {
                comparison(compared.get(new Key(row.step(), row.dimensions())));
            }
            table.endLine();
        }
    }

    private void comparison(Report.@Nullable Row row) {
        if (row == null) {
            // The series compared with is shorter.
            int columns = question.metrics().size() + (question.series() == null ? 0 : 1);
            for (int i = 0; i < columns; i++) {
                table.field("");
            }
            return;
        }
        time(question.comparisonSeries(), row.step());
        row.metrics().forEach(table::number);
    }

    private void time(@Nullable Buckets series, int step) {
        if (series != null) {
            table.field(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(series.start(step)));
        }
    }
}

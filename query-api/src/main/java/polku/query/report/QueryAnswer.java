package polku.query.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Site;
import polku.storage.read.Buckets;
import polku.storage.read.Change;
import polku.storage.read.Dimension;
import polku.storage.read.Metric;
import polku.storage.read.Period;
import polku.storage.read.Report;
import polku.storage.read.ReportQuestion;

/** The answer as JSON has it: numbers in the order of the metrics asked for, times in the site's zone. */
record QueryAnswer(
        List<Row> rows,
        List<@Nullable Number> totals,
        @Nullable Comparison comparison,
        Meta meta) {
    /** Beyond this ClickHouse's {@code uniq} estimates. */
    record Row(List<String> dimensions, List<@Nullable Number> metrics) {}

    record Range(String from, String to) {
        static Range of(Period period, ZoneId zone) {
            return new Range(text(period.from(), zone), text(period.to(), zone));
        }
    }

    /** @param significance of the totals' changes, null unless asked for */
    record Comparison(
            Range dateRange,
            List<Row> rows,
            List<@Nullable Number> totals,
            @Nullable List<Change> significance) {}

    /**
     * @param rowCount rows on all pages together
     * @param approximate metrics that are estimates somewhere in this answer
     * @param notes what a reader of the numbers must know, in words
     */
    record Meta(
            List<String> metrics,
            List<String> dimensions,
            String timezone,
            Range dateRange,
            long rowCount,
            @Nullable String nextCursor,
            List<String> approximate,
            String currency,
            List<String> notes) {}

    static QueryAnswer of(ReportQuestion question, Report report, @Nullable List<Change> significance, Site site) {
        ZoneId zone = site.timezone();
        Comparison comparison = null;
        if (question.comparison() != null && report.comparison() != null && report.comparisonTotals() != null) {
            comparison = new Comparison(
                    Range.of(question.comparison(), zone),
                    rows(report.comparison(), question.comparisonSeries()),
                    report.comparisonTotals(),
                    significance);
        }
        int end = question.offset() + report.rows().size();
        Meta meta = new Meta(
                question.metrics().stream().map(Metric::id).toList(),
                question.dimensions().stream().map(Dimension::id).toList(),
                zone.getId(),
                Range.of(question.period(), zone),
                report.rowCount(),
                end < report.rowCount() && !report.rows().isEmpty()
                        ? Cursor.of(question.page(1, 0).toString(), end)
                        : null,
                approximate(question, report),
                site.currency(),
                notes(report, site));
        return new QueryAnswer(rows(report.rows(), question.series()), report.totals(), comparison, meta);
    }

    private static List<Row> rows(List<Report.Row> rows, @Nullable Buckets series) {
        List<Row> written = new ArrayList<>();
        for (Report.Row row : rows) {
            List<String> dimensions = new ArrayList<>();
            if (series != null) {
                dimensions.add(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(series.start(row.step())));
            }
            dimensions.addAll(row.dimensions());
            written.add(new Row(dimensions, row.metrics()));
        }
        return written;
    }

    private static List<String> approximate(ReportQuestion question, Report report) {
        return question.metrics().stream()
                .filter(metric -> report.isEstimated()
                        && (metric.kind() == Metric.Kind.VISITORS || metric.kind() == Metric.Kind.SESSIONS))
                .map(Metric::id)
                .toList();
    }

    private static List<String> notes(Report report, Site site) {
        List<String> notes = new ArrayList<>();
        for (var other : report.otherCurrencies().entrySet()) {
            BigDecimal amount = other.getValue();
            notes.add("Revenue of " + amount.toPlainString() + " " + other.getKey()
                    + " is not included: the site reports in " + site.currency() + ".");
        }
        return notes;
    }

    private static String text(Instant time, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone));
    }
}

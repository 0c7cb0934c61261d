package polku.storage.read;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.ClickHouseException;

/** Answers the general query. Blocks. */
public final class ReportStore {
    /** ClickHouse's code. */
    private static final int MEMORY_LIMIT_EXCEEDED = 241;

    private final ClickHouse clickHouse;

    public ReportStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /**
     * One line of numbers over the whole period.
     *
     * @param compared null without comparison
     * @param moments see {@link Measures#addMoments}: of the period, then of the one compared with; empty without comparison
     * @param isEstimated see {@link Report}
     * @param otherCurrencies see {@link Report}
     */
    public record Totals(
            List<@Nullable Number> metrics,
            @Nullable List<@Nullable Number> compared,
            List<Double> moments,
            boolean isEstimated,
            Map<String, BigDecimal> otherCurrencies) {}

    /**
     * @param question {@link ReportQuestion#ofTotals}
     * @throws polku.storage.clickhouse.ClickHouseException also where the question is too heavy
     */
    public Totals totals(ReportQuestion question) {
        Found found = find(distinct -> ReportSql.totals(question, distinct), question.total());
        Line total = found.lines().get(0);
        return new Totals(
                total.metrics(),
                question.comparison() == null ? null : total.compared(),
                total.moments(),
                found.isEstimated(),
                otherCurrencies(question));
    }

    /** @throws polku.storage.clickhouse.ClickHouseException also where the question is too heavy */
    public Report answer(ReportQuestion question) {
        return answer(question, totals(question.ofTotals()));
    }

    /**
     * The same where the totals are known, as of a screen whose panels share them.
     *
     * @param total of {@code question.ofTotals()}
     */
    public Report answer(ReportQuestion question, Totals total) {
        Map<String, BigDecimal> currencies = total.otherCurrencies();
        List<@Nullable Number> totalCompared = total.compared();
        if (question.series() == null && question.dimensions().isEmpty()) {
            boolean first = question.offset() == 0;
            return new Report(
                    first ? List.of(new Report.Row(0, List.of(), total.metrics())) : List.of(),
                    totalCompared == null
                            ? null
                            : first ? List.of(new Report.Row(0, List.of(), totalCompared)) : List.of(),
                    total.metrics(),
                    totalCompared,
                    1,
                    total.isEstimated(),
                    currencies);
        }
        Found found = find(distinct -> ReportSql.rows(question, distinct), question);
        List<Line> lines = found.lines();
        boolean estimated = found.isEstimated() || total.isEstimated();
        if (question.series() != null && question.isPlainSeries()) {
            return new Report(
                    steps(question, lines, question.series(), false),
                    question.comparisonSeries() == null
                            ? null
                            : steps(question, lines, question.comparisonSeries(), true),
                    total.metrics(),
                    totalCompared,
                    question.series().size(),
                    estimated,
                    currencies);
        }
        return new Report(
                lines.stream().map(Line::row).toList(),
                question.comparison() == null ? null : compared(question, lines),
                total.metrics(),
                totalCompared,
                lines.isEmpty() ? rowCount(question) : lines.get(0).total(),
                estimated,
                currencies);
    }

    /** Every step of a plain series, also those without data. */
    private static List<Report.Row> steps(ReportQuestion question, List<Line> lines, Buckets series, boolean compared) {
        Map<Integer, Line> byStep = new HashMap<>();
        lines.forEach(line -> byStep.put(line.step(), line));
        List<@Nullable Number> empty = nothing(question);
        List<Report.Row> rows = new ArrayList<>();
        int end = (int) Math.min(series.size(), (long) question.offset() + question.limit());
        for (int step = question.offset(); step < end; step++) {
            Line line = byStep.get(step);
            rows.add(new Report.Row(
                    step, List.of(), line == null ? empty : compared ? line.compared() : line.metrics()));
        }
        return rows;
    }

    private static List<Report.Row> compared(ReportQuestion question, List<Line> lines) {
        Buckets series = question.comparisonSeries();
        return lines.stream()
                .filter(line -> series == null || line.step() < series.size())
                .map(line -> new Report.Row(line.step(), line.dimensions(), line.compared()))
                .toList();
    }

    private static List<@Nullable Number> nothing(ReportQuestion question) {
        List<@Nullable Number> metrics = new ArrayList<>();
        for (Metric metric : question.metrics()) {
            metrics.add(
                    metric.kind() == Metric.Kind.REVENUE
                            ? BigDecimal.ZERO
                            : metric.kind().isCount() ? (Number) 0L : null);
        }
        return metrics;
    }

    /** A page behind the last row has none that could tell how many there are. */
    private long rowCount(ReportQuestion question) {
        if (question.offset() == 0) {
            return 0;
        }
        ReportQuestion top = question.page(1, 0);
        List<Line> first =
                find(distinct -> ReportSql.rows(top, distinct), question).lines();
        return first.isEmpty() ? 0 : first.get(0).total();
    }

    private Map<String, BigDecimal> otherCurrencies(ReportQuestion question) {
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        if (question.metrics().stream().anyMatch(metric -> metric.kind() == Metric.Kind.REVENUE)) {
            SqlStatement statement = ReportSql.otherCurrencies(question);
            clickHouse
                    .query(
                            statement.sql(),
                            statement.parameters(),
                            QueryLimit.SCREEN,
                            row -> Map.entry(row.getString(1), plain(row.getBigDecimal(2))))
                    .forEach(each -> amounts.put(each.getKey(), each.getValue()));
        }
        return amounts;
    }

    /** Counts exactly as long as there is memory for that. */
    private Found find(Function<Distinct, SqlStatement> sql, ReportQuestion question) {
        try {
            return new Found(lines(sql.apply(Distinct.EXACT), question), false);
        } catch (ClickHouseException e) {
            if (e.code() != MEMORY_LIMIT_EXCEEDED) {
                throw e;
            }
            return new Found(lines(sql.apply(Distinct.ESTIMATED), question), true);
        }
    }

    private List<Line> lines(SqlStatement statement, ReportQuestion question) {
        return clickHouse.query(statement.sql(), statement.parameters(), QueryLimit.SCREEN, row -> line(row, question));
    }

    private static Line line(ResultSet row, ReportQuestion question) throws SQLException {
        int column = 1;
        int step = question.series() == null ? 0 : (int) row.getLong(column++);
        List<String> dimensions = new ArrayList<>();
        for (int i = 0; i < question.dimensions().size(); i++) {
            dimensions.add(row.getString(column++));
        }
        List<@Nullable Number> metrics = metrics(row, question, column);
        column += metrics.size();
        List<@Nullable Number> compared = List.of();
        if (question.comparison() != null) {
            compared = metrics(row, question, column);
            column += compared.size();
        }
        long total = row.getLong(column++);
        List<Double> moments = new ArrayList<>();
        for (int i = 0; i < question.moments(); i++) {
            moments.add(row.getDouble(column++));
        }
        return new Line(step, dimensions, metrics, compared, total, moments);
    }

    private static List<@Nullable Number> metrics(ResultSet row, ReportQuestion question, int first)
            throws SQLException {
        List<@Nullable Number> metrics = new ArrayList<>();
        for (int i = 0; i < question.metrics().size(); i++) {
            Metric.Kind kind = question.metrics().get(i).kind();
            if (kind == Metric.Kind.REVENUE) {
                metrics.add(plain(row.getBigDecimal(first + i)));
            } else if (kind.isCount()) {
                metrics.add(row.getLong(first + i));
            } else {
                double value = row.getDouble(first + i);
                metrics.add(row.wasNull() ? null : (Number) value);
            }
        }
        return metrics;
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private record Found(List<Line> lines, boolean isEstimated) {}

    private record Line(
            int step,
            List<String> dimensions,
            List<@Nullable Number> metrics,
            List<@Nullable Number> compared,
            long total,
            List<Double> moments) {
        Report.Row row() {
            return new Report.Row(step, dimensions, metrics);
        }
    }
}

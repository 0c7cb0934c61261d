package polku.storage.read;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Composes the SQL of the general query, with {@link PeriodSql}, {@link Measures} and {@link FilterSql}. No text of a
 * question becomes SQL: dimensions, metrics and operators come from enums, every value is bound, and tables are read
 * through {@link Tables} alone.
 *
 * <p>How. A period is read twice: the <em>events</em> in it (pageviews, revenue, …), and the <em>sessions</em> that overlap
 * it (visitors, bounces, durations, …). Both give one row per step of the series and values of the dimensions; the rows of
 * both, and of the period compared with, are then laid on top of each other:
 *
 * <pre>
 *   SELECT key…, metric… FROM (events UNION ALL sessions UNION ALL events compared UNION ALL sessions compared)
 *   GROUP BY key… ORDER BY … LIMIT …
 * </pre>
 */
final class ReportSql {
    private final ReportQuestion question;
    private final Bindings bindings = new Bindings();
    private final FilterSql filters;
    private final PeriodSql.Keys keys;
    private final MatchingSql.Conditions conditions = MatchingSql.Conditions.none();
    private final Measures measures;

    private ReportSql(ReportQuestion question, HostScope hostScope, Distinct distinct) {
        this.question = question;
        filters = new FilterSql(bindings, hostScope, PeriodSql.span(question));
        bindings.named("site", "UInt32", Integer.toUnsignedLong(question.site()));
        keys = new PeriodSql.Keys(
                question.dimensions().stream().map(filters::key).toList(),
                IntStream.range(0, question.dimensions().size())
                        .filter(i -> !(question.dimensions().get(i) instanceof Dimension.OfSession))
                        .boxed()
                        .toList(),
                question.dimensions().stream().anyMatch(dimension -> dimension instanceof Dimension.OfWeek));
        List<String> entered = new ArrayList<>();
        for (Filter filter : question.filters()) {
            conditions.add(filter, filters);
            if (filters.sides(filter).contains(FilterSql.Side.EVENT) && filters.isAboutPages(filter)) {
                entered.add(filters.entryCondition(filter));
            }
        }
        for (int i : keys.ofEvents()) {
            Dimension dimension = question.dimensions().get(i);
            filters.about(dimension).ifPresent(conditions.ofEvents()::add);
            filters.entry(dimension).ifPresent(entry -> entered.add(entry + " = s.d" + i));
        }
        String currency = bindings.named("currency", "String", question.currency());
        String among = String.join(" AND ", entered);
        measures = new Measures(question.metrics(), filters, among, currency, distinct);
        if (question.moments() > 0) {
            measures.addMoments(question.metrics(), filters, among);
        }
    }

    /**
     * One row each: {@code b} (index of the step; 0 without series), {@code d0}… (dimensions), {@code a0}… (metrics), {@code
     * c0}… (metrics compared with; only with a comparison), {@code total} (rows before the limit).
     */
    static SqlStatement rows(ReportQuestion question, Distinct distinct) {
        return new ReportSql(question, HostScope.of(question.dimensions()), distinct).statement();
    }

    /**
     * One row, as of {@link #rows} without dimensions. With a comparison {@code m0}… and {@code n0}… follow, see {@link
     * Measures#addMoments}: those of the period, then those of the one compared with.
     */
    static SqlStatement totals(ReportQuestion question, Distinct distinct) {
        return new ReportSql(question.total(), HostScope.of(question.dimensions()), distinct).statement();
    }

    /** Revenue in the period that is not in the site's currency: {@code currency}, {@code amount}. */
    static SqlStatement otherCurrencies(ReportQuestion question) {
        ReportSql composer = new ReportSql(question.total(), HostScope.of(question.dimensions()), Distinct.EXACT);
        PeriodSql period = composer.period(0, question.period(), null);
        String sql = "SELECT x.currency AS currency, sum(x.amount) AS amount\nFROM (\n"
                + String.join("\nUNION ALL\n", period.otherCurrencies())
                + "\n) AS x\nGROUP BY currency ORDER BY currency" + settings();
        return new SqlStatement(sql, composer.bindings.values());
    }

    private PeriodSql period(int compared, Period period, @Nullable Buckets series) {
        return new PeriodSql(compared, period, series, keys, conditions, measures, filters.groups(), bindings);
    }

    private SqlStatement statement() {
        List<String> parts =
                new ArrayList<>(period(0, question.period(), question.series()).parts());
        if (question.comparison() != null) {
            parts.addAll(period(1, question.comparison(), question.comparisonSeries())
                    .parts());
        }
        List<String> columns = new ArrayList<>();
        List<String> groups = keys.groups(question.series() != null);
        if (question.series() != null) {
            columns.add("x.b AS b");
        }
        columns.addAll(SqlText.numbered(
                "d",
                IntStream.range(0, question.dimensions().size())
                        .mapToObj(i -> filters.value(question.dimensions().get(i), "x.d" + i))
                        .toList()));
        columns.addAll(SqlText.numbered("a", measures.metrics(0)));
        if (question.comparison() != null) {
            columns.addAll(SqlText.numbered("c", measures.metrics(1)));
        }
        columns.add("count() OVER () AS total");
        columns.addAll(SqlText.numbered("m", measures.moments(0)));
        columns.addAll(SqlText.numbered("n", measures.moments(1)));
        StringBuilder sql = new StringBuilder("SELECT " + String.join(",\n  ", columns))
                .append("\nFROM (\n")
                .append(String.join("\nUNION ALL\n", parts))
                .append("\n) AS x");
        if (!groups.isEmpty()) {
            sql.append("\nGROUP BY ").append(String.join(", ", groups));
            if (question.comparison() != null && !question.isPlainSeries()) {
                sql.append("\nHAVING min(x.compared) = 0");
            }
            sql.append("\nORDER BY ").append(String.join(", ", order()));
        }
        if (!question.isPlainSeries()) {
            sql.append("\nLIMIT ")
                    .append(bindings.named("limit", "UInt32", question.limit()))
                    .append(" OFFSET ")
                    .append(bindings.named("offset", "UInt32", question.offset()));
        }
        return new SqlStatement(sql.append(settings()).toString(), bindings.values());
    }

    /** A session's old state and the row that cancels it lie in the same partition, so partitions need no merging. */
    private static String settings() {
        return "\nSETTINGS do_not_merge_across_partitions_select_final = 1, join_use_nulls = 0";
    }

    private List<String> order() {
        List<String> order = new ArrayList<>();
        if (question.series() != null) {
            order.add("b");
        }
        for (ReportQuestion.Order by : question.order()) {
            String column = by instanceof ReportQuestion.Order.ByMetric metric
                    ? "a" + metric.index()
                    : "d" + ((ReportQuestion.Order.ByDimension) by).index();
            order.add(column + (by.descending() ? " DESC" : " ASC") + " NULLS LAST");
        }
        IntStream.range(0, keys.columns().size()).forEach(i -> order.add("d" + i));
        return order;
    }
}

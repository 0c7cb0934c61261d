package polku.storage.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the general query asks of one site. Equal questions have equal answers, so it is the key under which one answer
 * serves all who ask at the same time.
 *
 * @param site the site's number
 * @param currency of the site: revenue in another is not added up
 * @param metrics at least one
 * @param dimensions up to three
 * @param filters all must hold
 * @param series of {@code period}, null for no time series
 * @param comparison null for none
 * @param comparisonSeries set where {@code series} and {@code comparison} are
 * @param order within a step of the series; ties are broken by the dimensions, so that paging is stable
 */
public record ReportQuestion(
        int site,
        String currency,
        List<Metric> metrics,
        List<Dimension> dimensions,
        List<Filter> filters,
        Period period,
        @Nullable Buckets series,
        @Nullable Period comparison,
        @Nullable Buckets comparisonSeries,
        List<Order> order,
        int limit,
        int offset) {

    public ReportQuestion {
        metrics = List.copyOf(metrics);
        dimensions = List.copyOf(dimensions);
        filters = List.copyOf(filters);
        order = List.copyOf(order);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("a question needs a metric");
        }
        if ((series != null && comparison != null) != (comparisonSeries != null)) {
            throw new IllegalArgumentException("a series is compared with a series");
        }
    }

    /** True where the rows are the steps of the series alone: all of them, also those without data. */
    public boolean isPlainSeries() {
        return series != null && dimensions.isEmpty();
    }

    /**
     * What the totals depend on: questions that differ in their rows alone have the same, and so the same totals. A dimension is
     * left where it decides whose host a filter looks at.
     */
    public ReportQuestion ofTotals() {
        List<Dimension> decisive = switch (filters.stream().anyMatch(ReportQuestion::isAboutHosts)
                ? HostScope.of(dimensions)
                : HostScope.EVENT) {
            case EVENT -> List.of();
            case ENTRY -> List.of(Dimension.OfSession.ENTRY_PAGE);
            case EXIT -> List.of(Dimension.OfSession.EXIT_PAGE);
        };
        return new ReportQuestion(
                site, currency, metrics, decisive, filters, period, null, comparison, null, List.of(), 1, 0);
    }

    private static boolean isAboutHosts(Filter filter) {
        return filter instanceof Filter.AnyOf any
                ? any.filters().stream().anyMatch(ReportQuestion::isAboutHosts)
                : filter instanceof Filter.Match match && match.dimension() == Dimension.OfEvent.HOSTNAME;
    }
    /** Numbers that tell how much its rates and means scatter come along with its answer: see {@link Measures#addMoments}. */
    int moments() {
        boolean compares = comparison != null && series == null && dimensions.isEmpty();
        return compares
                ? 6
                        * (int) metrics.stream()
                                .filter(metric -> !metric.kind().isCount())
                                .count()
                : 0;
    }

    /** The same without rows: one line of numbers over the whole period. */
    ReportQuestion total() {
        return new ReportQuestion(
                site, currency, metrics, List.of(), filters, period, null, comparison, null, List.of(), 1, 0);
    }

    /** The same question, for some of its rows. */
    public ReportQuestion page(int newLimit, int newOffset) {
        return new ReportQuestion(
                site,
                currency,
                metrics,
                dimensions,
                filters,
                period,
                series,
                comparison,
                comparisonSeries,
                order,
                newLimit,
                newOffset);
    }

    /** Orders by a metric or a dimension, counted from 0. */
    public sealed interface Order {
        boolean descending();

        record ByMetric(int index, boolean descending) implements Order {}

        record ByDimension(int index, boolean descending) implements Order {}
    }
}

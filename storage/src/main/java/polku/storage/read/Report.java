package polku.storage.read;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link ReportQuestion}.
 *
 * @param rows in order
 * @param comparison with a comparison: the rows compared with, else null. Of a plain series its own steps; otherwise the row
 *     of the same values (and the same step, counted from the start) for each of {@code rows}, left out where its series is
 *     shorter
 * @param totals one line over the whole period
 * @param comparisonTotals null without comparison
 * @param rowCount rows before the limit
 * @param isEstimated whether distinct visitors and sessions were too many to be counted exactly
 * @param otherCurrencies where revenue was asked: what was not added up because it is in another currency than the site's
 */
public record Report(
        List<Row> rows,
        @Nullable List<Row> comparison,
        List<@Nullable Number> totals,
        @Nullable List<@Nullable Number> comparisonTotals,
        long rowCount,
        boolean isEstimated,
        Map<String, BigDecimal> otherCurrencies) {

    /**
     * @param step index in the series, 0 without one
     * @param metrics in the order asked for: Long for counts, BigDecimal for revenue, Double or null for rates and means
     */
    public record Row(int step, List<String> dimensions, List<@Nullable Number> metrics) {}
}

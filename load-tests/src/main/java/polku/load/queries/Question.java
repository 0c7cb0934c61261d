package polku.load.queries;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code POST /sites/{site}/query}, as the dashboard writes it.
 *
 * @param dimensions none for totals and plain series; the rows are ordered by the first metric, the largest first
 * @param interval of a series, or null
 * @param compare null for no comparison
 */
record Question(
        List<String> metrics,
        Range range,
        List<Filter> filters,
        List<String> dimensions,
        @Nullable String interval,
        @Nullable Range compare,
        boolean significance) {
    private static final int SERIES_ROWS = 1000;
    private static final int PANEL_ROWS = 100;
    private static final int SLOTS_OF_WEEK = 7 * 24;

    /** @param operator {@code is}, {@code isNot}, … */
    record Filter(String operator, String dimension, String value) {
        static Filter is(String dimension, String value) {
            return new Filter("is", dimension, value);
        }
    }

    static Question totals(List<String> metrics, Range range, List<Filter> filters) {
        return new Question(metrics, range, filters, List.of(), null, null, false);
    }

    /** What an answer carries as its totals, asked by itself. */
    Question ofTotals() {
        return new Question(metrics, range, filters, List.of(), null, compare, false);
    }

    Question by(String... others) {
        return new Question(metrics, range, filters, List.of(others), interval, compare, significance);
    }

    Question compared(Range other) {
        return new Question(metrics, range, filters, dimensions, interval, other, significance);
    }

    Question series(String step) {
        return new Question(metrics, range, filters, dimensions, step, compare, significance);
    }

    Question withSignificance() {
        return new Question(metrics, range, filters, dimensions, interval, compare, true);
    }

    String json() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        metrics.forEach(body.putArray("metrics")::add);
        body.set("dateRange", range.json());
        ArrayNode conditions = body.putArray("filters");
        for (Filter filter : filters) {
            ArrayNode condition = conditions.addArray().add(filter.operator()).add(filter.dimension());
            condition.addArray().add(filter.value());
        }
        if (interval != null) {
            body.put("interval", interval).put("limit", SERIES_ROWS);
        }
        if (!dimensions.isEmpty()) {
            rows(body);
        }
        if (compare != null) {
            body.set("compare", compare.json());
        }
        if (significance) {
            body.put("significance", true);
        }
        return body.toString();
    }

    private void rows(ObjectNode body) {
        dimensions.forEach(body.putArray("dimensions")::add);
        boolean ofWeek = dimensions.contains("weekday");
        ArrayNode order = body.putArray("orderBy");
        if (ofWeek) {
            dimensions.forEach(dimension -> order.addArray().add(dimension).add("asc"));
        } else {
            order.addArray().add(metrics.get(0)).add("desc");
        }
        body.put("limit", ofWeek ? SLOTS_OF_WEEK : PANEL_ROWS);
    }
}

package polku.query.heatmap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.query.report.QueryRequest.DateRange;

/**
 * The body of {@code POST …/heatmaps/elements}.
 *
 * @param goal of the conversions; null for any goal
 * @param compare the same page otherwise
 */
record ElementsRequest(
        @Nullable String page,
        @Nullable String pageGroup,
        @Nullable String device,
        @Nullable DateRange dateRange,
        @Nullable List<JsonNode> filters,
        @Nullable String goal,
        @Nullable Compare compare,
        @Nullable List<@Nullable List<@Nullable String>> orderBy,
        @Nullable Integer limit,
        @Nullable String cursor) {
    ScopeRequest scope() {
        return new ScopeRequest(page, pageGroup, device, dateRange, filters);
    }

    /** What is not given is as in the question itself. */
    record Compare(
            @Nullable DateRange dateRange,
            @Nullable List<JsonNode> filters,
            @Nullable String device) {}

    RowPages.Wish rows() {
        return new RowPages.Wish(orderBy, limit, cursor);
    }
}

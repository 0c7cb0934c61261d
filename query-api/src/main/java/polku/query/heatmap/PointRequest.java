package polku.query.heatmap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.query.report.QueryRequest.DateRange;

/**
 * The body of {@code POST …/heatmaps/query}.
 *
 * @param by null for points that are told apart by their place alone
 * @param goal of {@code by: "converted"}; null for any goal
 */
record PointRequest(
        @Nullable String page,
        @Nullable String pageGroup,
        @Nullable String device,
        @Nullable DateRange dateRange,
        @Nullable List<JsonNode> filters,
        @Nullable String kind,
        @Nullable String by,
        @Nullable String goal) {
    ScopeRequest scope() {
        return new ScopeRequest(page, pageGroup, device, dateRange, filters);
    }
}

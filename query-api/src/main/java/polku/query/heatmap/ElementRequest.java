package polku.query.heatmap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.query.report.QueryRequest.DateRange;

/** The body of {@code POST …/heatmaps/element}. */
record ElementRequest(
        @Nullable String page,
        @Nullable String pageGroup,
        @Nullable String device,
        @Nullable DateRange dateRange,
        @Nullable List<JsonNode> filters,
        @Nullable String selector,
        @Nullable String interval) {
    ScopeRequest scope() {
        return new ScopeRequest(page, pageGroup, device, dateRange, filters);
    }
}

package polku.query.heatmap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.query.report.QueryRequest.DateRange;

/** The body of {@code POST …/heatmaps/scroll}. */
record ScrollRequest(
        @Nullable String page,
        @Nullable String pageGroup,
        @Nullable String device,
        @Nullable DateRange dateRange,
        @Nullable List<JsonNode> filters) {
    ScopeRequest scope() {
        return new ScopeRequest(page, pageGroup, device, dateRange, filters);
    }
}

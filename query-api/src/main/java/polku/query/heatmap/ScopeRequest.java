package polku.query.heatmap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.query.report.QueryRequest.DateRange;

/**
 * What all questions about a page have in common, as it came.
 *
 * @param page or {@code pageGroup}: one of the two
 * @param device desktop, tablet or mobile; null for all
 * @param filters as of the general query
 */
record ScopeRequest(
        @Nullable String page,
        @Nullable String pageGroup,
        @Nullable String device,
        @Nullable DateRange dateRange,
        @Nullable List<JsonNode> filters) {}

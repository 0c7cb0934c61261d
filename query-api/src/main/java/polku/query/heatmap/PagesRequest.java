package polku.query.heatmap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.query.report.QueryRequest.DateRange;

/**
 * The body of {@code POST …/heatmaps/pages}.
 *
 * @param search a part of the page, whatever its case
 * @param grouped by URL group
 */
record PagesRequest(
        @Nullable String device,
        @Nullable DateRange dateRange,
        @Nullable List<JsonNode> filters,
        @Nullable String search,
        @Nullable Boolean grouped,
        @Nullable List<@Nullable List<@Nullable String>> orderBy,
        @Nullable Integer limit,
        @Nullable String cursor) {
    RowPages.Wish rows() {
        return new RowPages.Wish(orderBy, limit, cursor);
    }
}

package polku.query.heatmap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.query.report.QueryRequest.DateRange;

/** The body of {@code POST …/heatmaps/zones}. */
record ZonesRequest(
        @Nullable String page,
        @Nullable String pageGroup,
        @Nullable String device,
        @Nullable DateRange dateRange,
        @Nullable List<JsonNode> filters,
        @Nullable List<@Nullable Zone> zones) {
    ScopeRequest scope() {
        return new ScopeRequest(page, pageGroup, device, dateRange, filters);
    }

    /**
     * @param top in ‰ of the document's height, like the bottom
     * @param alwaysInView null for false
     */
    record Zone(
            @Nullable String id,
            @Nullable List<@Nullable String> selectors,
            @Nullable Double top,
            @Nullable Double bottom,
            @Nullable Boolean alwaysInView) {}
}

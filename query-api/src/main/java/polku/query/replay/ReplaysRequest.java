package polku.query.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.query.report.QueryRequest.DateRange;

/**
 * The body of {@code POST …/replays/query}.
 *
 * @param orderBy pairs of a column and {@code "asc"} or {@code "desc"}
 */
record ReplaysRequest(
        @Nullable DateRange dateRange,
        @Nullable List<JsonNode> filters,
        @Nullable Where where,
        @Nullable List<@Nullable List<@Nullable String>> orderBy,
        @Nullable Integer limit,
        @Nullable String cursor) {

    /** See {@link polku.storage.read.replay.ReplayWhere}. */
    record Where(
            @Nullable Clicked clicked,
            @Nullable String errorText,
            @Nullable String requestText,
            @Nullable From frustration,
            @Nullable Range duration,
            @Nullable Range pages,
            @Nullable String visitedPage,
            @Nullable Boolean purchased,
            @Nullable Converted converted,
            @Nullable String user,
            @Nullable String visitor,
            @Nullable List<@Nullable String> sessions,
            @Nullable Boolean pinned,
            @Nullable Boolean watched) {
        static final Where ANY =
                new Where(null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    record Clicked(
            @Nullable String selector,
            @Nullable String page,
            @Nullable String kind) {}

    record From(@Nullable Integer from) {}

    record Range(@Nullable Integer from, @Nullable Integer to) {}

    record Converted(@Nullable String goal, @Nullable Boolean is) {}
}

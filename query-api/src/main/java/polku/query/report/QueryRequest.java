package polku.query.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /sites/{site}/query}, as it came; {@link QuestionReader} says what each field may be.
 *
 * @param filters all must hold; each {@code ["op", "dimension", ["value"…]]} or {@code ["or", [filter…]]}
 * @param compare {@code "previousPeriod"}, {@code "previousYear"} or a date range
 * @param orderBy pairs of a selected metric or dimension and {@code "asc"} or {@code "desc"}
 * @param significance whether to tell how sure the changes are
 * @param limit rows of a page, 1–1000
 * @param cursor {@code meta.nextCursor} of the page before
 * @param offset rows to leave out before the page; in place of a cursor where the page is known by its place
 */
public record QueryRequest(
        @Nullable List<@Nullable String> metrics,
        @Nullable DateRange dateRange,
        @Nullable List<@Nullable String> dimensions,
        @Nullable List<JsonNode> filters,
        @Nullable String interval,
        @Nullable JsonNode compare,
        @Nullable List<@Nullable List<@Nullable String>> orderBy,
        @Nullable Integer limit,
        @Nullable Boolean significance,
        @Nullable String cursor,
        @Nullable Integer offset) {

    /** RFC 3339 times with a zone; {@code to} is exclusive. */
    public record DateRange(@Nullable String from, @Nullable String to) {}
}

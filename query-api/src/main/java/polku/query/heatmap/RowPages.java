package polku.query.heatmap;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import polku.query.report.Cursor;
import polku.query.report.InvalidQuery;

/**
 * Orders rows and cuts pages of them.
 *
 * @param columns by which rows can be ordered
 * @param usual the order where none is asked for; breaks ties too, so that paging is stable
 */
record RowPages<R>(Map<String, Function<R, @Nullable Object>> columns, Comparator<R> usual) {
    private static final int MOST_ROWS = 1000;
    private static final int USUAL_ROWS = 100;

    /**
     * What is asked for, as it came.
     *
     * @param orderBy pairs of a column and {@code "asc"} or {@code "desc"}
     */
    record Wish(
            @Nullable List<@Nullable List<@Nullable String>> orderBy,
            @Nullable Integer limit,
            @Nullable String cursor) {}

    /** @param total on all pages together */
    record Meta(long total, @Nullable String nextCursor) {}

    record Page<R>(List<R> rows, Meta meta) {}

    /** Checks a wish before rows are looked for; {@code question} as of {@link #page}. */
    void check(Wish wish, String question) {
        order(wish.orderBy());
        limit(wish.limit());
        Cursor.offset(wish.cursor(), question + wish.orderBy());
    }

    /** @param question written so that equal questions are written the same: a cursor fits its own alone */
    Page<R> page(List<R> rows, Wish wish, String question) {
        String asked = question + wish.orderBy();
        int start = Math.min(Cursor.offset(wish.cursor(), asked), rows.size());
        int end = Math.min(rows.size(), start + limit(wish.limit()));
        List<R> page = ordered(rows, wish).subList(start, end);
        return new Page<>(page, new Meta(rows.size(), end < rows.size() ? Cursor.of(asked, end) : null));
    }

    /** All of them. */
    List<R> ordered(List<R> rows, Wish wish) {
        return rows.stream().sorted(order(wish.orderBy())).toList();
    }

    private static int limit(@Nullable Integer given) {
        if (given != null && (given < 1 || given > MOST_ROWS)) {
            throw InvalidQuery.at("/limit", "must be from 1 to " + MOST_ROWS);
        }
        return given == null ? USUAL_ROWS : given;
    }

    private Comparator<R> order(@Nullable List<@Nullable List<@Nullable String>> given) {
        if (given == null || given.isEmpty()) {
            return usual;
        }
        if (given.size() > columns.size()) {
            throw InvalidQuery.at("/orderBy", "must be at most " + columns.size() + " pairs");
        }
        Comparator<R> order = (a, b) -> 0;
        for (int i = 0; i < given.size(); i++) {
            List<@Nullable String> pair = given.get(i);
            if (pair == null || pair.size() != 2 || pair.get(0) == null) {
                throw InvalidQuery.at("/orderBy/" + i, "must be a field of the rows, and asc or desc");
            }
            Function<R, @Nullable Object> column = columns.get(pair.get(0));
            if (column == null) {
                throw InvalidQuery.at(
                        "/orderBy/" + i + "/0",
                        "must be one of "
                                + String.join(
                                        ", ", columns.keySet().stream().sorted().toList()));
            }
            boolean descending = "desc".equals(pair.get(1));
            if (!descending && !"asc".equals(pair.get(1))) {
                throw InvalidQuery.at("/orderBy/" + i + "/1", "must be asc or desc");
            }
            order = order.thenComparing(by(column, descending));
        }
        return order.thenComparing(usual);
    }

    private static <R> Comparator<R> by(Function<R, @Nullable Object> column, boolean descending) {
        return (a, b) -> {
            Object first = column.apply(a);
            Object second = column.apply(b);
            if (first == null || second == null) {
                return Boolean.compare(first == null, second == null);
            }
            int compared = first instanceof String text
                    ? text.compareTo((String) second)
                    : Double.compare(((Number) first).doubleValue(), ((Number) second).doubleValue());
            return descending ? -compared : compared;
        };
    }
}

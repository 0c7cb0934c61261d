package polku.query.heatmap;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polku.storage.read.heatmap.PageRow;

/** The pages of a site as JSON has them. */
final class PageTable {
    static final RowPages<PageRow> PAGES = new RowPages<>(
            Map.ofEntries(
                    Map.entry("page", PageRow::page),
                    Map.entry("pageviews", PageRow::pageviews),
                    Map.entry("sessions", PageRow::sessions),
                    Map.entry("clicks", PageRow::clicks),
                    Map.entry("clicksPerView", PageRow::clicksPerView),
                    Map.entry("rageClicks", PageRow::rageClicks),
                    Map.entry("rageRate", PageRow::rageRate),
                    Map.entry("deadClicks", PageRow::deadClicks),
                    Map.entry("errorClicks", PageRow::errorClicks),
                    Map.entry("averageDepth", PageRow::averageDepth),
                    Map.entry("score", PageRow::score)),
            Comparator.comparingDouble((PageRow row) -> -row.score())
                    .thenComparingLong(row -> -row.sessions())
                    .thenComparing(PageRow::page));

    private PageTable() {}

    /** @param search a part of the page, whatever its case; "" for all */
    static RowPages.Page<PageRow> json(List<PageRow> rows, String search, RowPages.Wish wish, String question) {
        String part = search.toLowerCase(Locale.ROOT);
        List<PageRow> found = part.isEmpty()
                ? rows
                : rows.stream()
                        .filter(row -> row.page().toLowerCase(Locale.ROOT).contains(part))
                        .toList();
        return PAGES.page(found, wish, question + search);
    }
}

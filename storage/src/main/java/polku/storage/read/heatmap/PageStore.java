package polku.storage.read.heatmap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.read.SqlText;
import polku.storage.write.RowReader;

/** Answers which pages were visited, and how people fared there. Blocks. */
public final class PageStore {
    private final ClickHouse clickHouse;

    public PageStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    private record Views(long pageviews, long sessions, PageRow.Devices devices) {
        static final Views NONE = new Views(0, 0, new PageRow.Devices(0, 0, 0));
    }

    private record Clicks(long clicks, long rage, long dead, long error, long enraged, long frustrated) {
        static final Clicks NONE = new Clicks(0, 0, 0, 0, 0, 0);
    }

    /**
     * All pages with pageviews or clicks, in no order.
     *
     * @throws polku.storage.clickhouse.ClickHouseException also where the question is too heavy
     */
    public List<PageRow> answer(PageQuestion question) {
        List<RowReader> parts = ScopeSql.rows(clickHouse, List.of(views(question), clicks(question), depths(question)));
        Map<String, Views> views = views(parts.get(0));
        Map<String, Clicks> clicks = clicks(parts.get(1));
        Map<String, Double> depths = depths(parts.get(2));
        Set<String> pages = new HashSet<>(clicks.keySet());
        views.forEach((page, count) -> {
            if (count.pageviews() > 0) {
                pages.add(page);
            }
        });
        Map<String, Scores.Fared> fared = new HashMap<>();
        for (String page : pages) {
            fared.put(
                    page,
                    new Scores.Fared(
                            views.getOrDefault(page, Views.NONE).sessions(),
                            clicks.getOrDefault(page, Clicks.NONE).frustrated()));
        }
        Scores scores = new Scores(fared.values());
        List<PageRow> rows = new ArrayList<>();
        fared.forEach((page, how) -> rows.add(row(
                page,
                views.getOrDefault(page, Views.NONE),
                clicks.getOrDefault(page, Clicks.NONE),
                depths.get(page),
                scores.of(how))));
        return rows;
    }

    private static PageRow row(String page, Views views, Clicks clicks, @Nullable Double depth, double score) {
        return new PageRow(
                page,
                views.pageviews(),
                views.sessions(),
                clicks.clicks(),
                views.pageviews() == 0 ? null : (Double) ((double) clicks.clicks() / views.pageviews()),
                clicks.rage(),
                Rate.of(clicks.enraged(), views.sessions()),
                clicks.dead(),
                clicks.error(),
                depth,
                views.devices(),
                score);
    }

    private static ClickHouse.Select views(PageQuestion question) {
        ScopeSql reads = new ScopeSql(question.scope());
        String device = question.scope().device();
        String asked = device == null ? "1" : "e.device = " + reads.device(device);
        return reads.select("SELECT " + reads.place("e.page", question.groups()) + " AS place, countIf(" + asked
                + "), uniqExactIf(e.session_id, " + asked
                + "), countIf(e.device = 'desktop'), countIf(e.device = 'tablet'), countIf(e.device = 'mobile')\n"
                + "FROM (\n" + SqlText.indented(reads.pageviews(List.of("page", "session_id", "device")))
                + ") AS e\nGROUP BY place");
    }

    private static Map<String, Views> views(RowReader rows) {
        Map<String, Views> views = new HashMap<>();
        while (!rows.isAtEnd()) {
            views.put(
                    rows.text(),
                    new Views(
                            rows.int64(), rows.int64(), new PageRow.Devices(rows.int64(), rows.int64(), rows.int64())));
        }
        return views;
    }

    private static ClickHouse.Select clicks(PageQuestion question) {
        ScopeSql reads = new ScopeSql(question.scope());
        return reads.select("SELECT " + reads.place("i.page", question.groups())
                + " AS place, countIf(i.kind = 'click'), countIf(i.kind = 'rageClick'),"
                + " countIf(i.kind = 'deadClick'), countIf(i.kind = 'errorClick'),"
                + " uniqExactIf(i.session_id, i.kind = 'rageClick'), uniqExactIf(i.session_id, i.kind != 'click')"
                + reads.fromInteractions(
                        List.of("page", "kind", "session_id"), "click", "rageClick", "deadClick", "errorClick")
                + "\nGROUP BY place");
    }

    private static Map<String, Clicks> clicks(RowReader rows) {
        Map<String, Clicks> clicks = new HashMap<>();
        while (!rows.isAtEnd()) {
            clicks.put(
                    rows.text(),
                    new Clicks(rows.int64(), rows.int64(), rows.int64(), rows.int64(), rows.int64(), rows.int64()));
        }
        return clicks;
    }

    private static ClickHouse.Select depths(PageQuestion question) {
        ScopeSql reads = new ScopeSql(question.scope());
        String visitors = "SELECT " + reads.place("i.page", question.groups())
                + " AS place, max(i.scroll_depth) AS depth"
                + reads.fromInteractions(List.of("page", "visitor_id", "scroll_depth"), "engagement")
                + "\nGROUP BY place, i.visitor_id";
        return reads.select("SELECT v.place, avg(v.depth) / 1000\nFROM (\n" + SqlText.indented(visitors)
                + ") AS v\nGROUP BY v.place");
    }

    private static Map<String, Double> depths(RowReader rows) {
        Map<String, Double> depths = new HashMap<>();
        while (!rows.isAtEnd()) {
            depths.put(rows.text(), rows.float64());
        }
        return depths;
    }
}

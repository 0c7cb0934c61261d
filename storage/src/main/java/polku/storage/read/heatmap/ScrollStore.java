package polku.storage.read.heatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.write.RowReader;

/** Answers how far a page was scrolled and what was looked at. Blocks. */
public final class ScrollStore {
    private final ClickHouse clickHouse;

    public ScrollStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** @throws polku.storage.clickhouse.ClickHouseException also where the question is too heavy */
    public Scrolling answer(HeatmapScope scope) {
        List<RowReader> parts = ScopeSql.rows(
                clickHouse,
                List.of(deepest(scope), visitors(scope), windows(scope), attention(scope), SampleSql.samples(scope)));
        long[] deepest = deepest(parts.get(0));
        long[] reach = new long[Scrolling.BANDS];
        long pageviews = 0;
        for (int depth = Scrolling.BANDS; depth > 0; depth--) {
            pageviews += deepest[depth];
            reach[depth - 1] = pageviews;
        }
        RowReader visitors = parts.get(1);
        RowReader windows = parts.get(2);
        return new Scrolling(
                SampleSql.samples(parts.get(4)),
                pageviews + deepest[0],
                visitors.int64(),
                reach,
                known(visitors.float64()),
                known(windows.float64()),
                known(windows.float64()),
                known(windows.float64()),
                new Scrolling.Attention(windows.int64(), seconds(parts.get(3))));
    }

    /** How many pageviews got so many ‰ far, and no further. */
    private static ClickHouse.Select deepest(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        return reads.select("SELECT p.depth, count()\nFROM (\nSELECT max(i.scroll_depth) AS depth"
                + reads.fromInteractions(List.of("visitor_id", "pageview_id", "scroll_depth"), "engagement")
                + "\nGROUP BY i.visitor_id, i.pageview_id) AS p\nGROUP BY p.depth");
    }

    private static long[] deepest(RowReader rows) {
        long[] deepest = new long[Scrolling.BANDS + 1];
        while (!rows.isAtEnd()) {
            int depth = rows.uint16();
            deepest[Math.min(depth, Scrolling.BANDS)] += rows.int64();
        }
        return deepest;
    }

    /** Sessions, and the mean of how far each visitor got. */
    private static ClickHouse.Select visitors(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        return reads.select("SELECT sum(v.sessions), avg(v.depth) / 1000\n"
                + "FROM (\nSELECT uniqExact(i.session_id) AS sessions, max(i.scroll_depth) AS depth"
                + reads.fromInteractions(List.of("visitor_id", "session_id", "scroll_depth"), "engagement")
                + "\nGROUP BY i.visitor_id) AS v");
    }

    /** Of pageviews the mean fold, window and document, and how many told of attention. Not every interaction knows the document. */
    private static ClickHouse.Select windows(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        return reads.select("SELECT avgIf(least(1, p.window / p.document), p.window > 0 AND p.document > 0),"
                + " avgIf(p.window, p.window > 0), avgIf(p.document, p.document > 0), countIf(p.looked)\n"
                + "FROM (\nSELECT max(i.viewport_height) AS window, max(i.document_height) AS document,"
                + " max(i.kind = 'attention') AS looked"
                + reads.fromInteractions(
                        List.of("visitor_id", "pageview_id", "kind", "viewport_height", "document_height"),
                        "engagement",
                        "attention")
                + "\nGROUP BY i.visitor_id, i.pageview_id) AS p");
    }

    private static ClickHouse.Select attention(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        return reads.select("SELECT i.band_top, i.band_bottom, sum(i.active_ms)"
                + reads.fromInteractions(List.of("band_top", "band_bottom", "active_ms"), "attention")
                + "\nGROUP BY i.band_top, i.band_bottom");
    }

    /** Of each band. */
    private static double[] seconds(RowReader spans) {
        long[] changes = new long[Scrolling.BANDS + 1];
        while (!spans.isAtEnd()) {
            int top = Math.min(spans.uint16(), Scrolling.BANDS);
            int bottom = Math.max(top, Math.min(spans.uint16(), Scrolling.BANDS));
            long millis = spans.int64();
            changes[top] += millis;
            changes[bottom] -= millis;
        }
        double[] seconds = new double[Scrolling.BANDS];
        long millis = 0;
        for (int band = 0; band < Scrolling.BANDS; band++) {
            millis += changes[band];
            seconds[band] = millis / 1000.0;
        }
        return seconds;
    }

    /** The mean of nothing is no number. */
    private static @Nullable Double known(double mean) {
        return Double.isNaN(mean) ? null : (Double) mean;
    }
}

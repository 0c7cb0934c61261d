package polku.storage.read.heatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.write.RowReader;

/** Answers how far a page was scrolled and what was looked at. Blocks. */
public final class ScrollStore {
    private final ClickHouse clickHouse;
    private final SampleStore samples;

    public ScrollStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
        this.samples = new SampleStore(clickHouse);
    }

    /** @throws polku.storage.clickhouse.ClickHouseException also where the question is too heavy */
    public Scrolling answer(HeatmapScope scope) {
        long[] deepest = deepest(scope);
        long[] reach = new long[Scrolling.BANDS];
        long pageviews = 0;
        for (int depth = Scrolling.BANDS; depth > 0; depth--) {
            pageviews += deepest[depth];
            reach[depth - 1] = pageviews;
        }
        RowReader visitors = visitors(scope);
        long sessions = visitors.int64();
        Double depth = known(visitors.float64());
        RowReader windows = windows(scope);
        return new Scrolling(
                samples.of(scope),
                pageviews + deepest[0],
                sessions,
                reach,
                depth,
                known(windows.float64()),
                known(windows.float64()),
                known(windows.float64()),
                new Scrolling.Attention(windows.int64(), attention(scope)));
    }

    /** How many pageviews got so many ‰ far, and no further. */
    private long[] deepest(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        String sql = "SELECT p.depth, count()\nFROM (\nSELECT max(i.scroll_depth) AS depth"
                + reads.fromInteractions(List.of("visitor_id", "pageview_id", "scroll_depth"), "engagement")
                + "\nGROUP BY i.visitor_id, i.pageview_id) AS p\nGROUP BY p.depth";
        long[] deepest = new long[Scrolling.BANDS + 1];
        RowReader rows = rows(sql, reads);
        while (!rows.isAtEnd()) {
            int depth = rows.uint16();
            deepest[Math.min(depth, Scrolling.BANDS)] += rows.int64();
        }
        return deepest;
    }

    /** Sessions, and the mean of how far each visitor got. */
    private RowReader visitors(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        return rows(
                "SELECT sum(v.sessions), avg(v.depth) / 1000\n"
                        + "FROM (\nSELECT uniqExact(i.session_id) AS sessions, max(i.scroll_depth) AS depth"
                        + reads.fromInteractions(List.of("visitor_id", "session_id", "scroll_depth"), "engagement")
                        + "\nGROUP BY i.visitor_id) AS v",
                reads);
    }

    /** Of pageviews the mean fold, window and document, and how many told of attention. Not every interaction knows the document. */
    private RowReader windows(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        return rows(
                "SELECT avgIf(least(1, p.window / p.document), p.window > 0 AND p.document > 0),"
                        + " avgIf(p.window, p.window > 0), avgIf(p.document, p.document > 0), countIf(p.looked)\n"
                        + "FROM (\nSELECT max(i.viewport_height) AS window, max(i.document_height) AS document,"
                        + " max(i.kind = 'attention') AS looked"
                        + reads.fromInteractions(
                                List.of("visitor_id", "pageview_id", "kind", "viewport_height", "document_height"),
                                "engagement",
                                "attention")
                        + "\nGROUP BY i.visitor_id, i.pageview_id) AS p",
                reads);
    }

    /** Seconds of each band. */
    private double[] attention(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        RowReader spans = rows(
                "SELECT i.band_top, i.band_bottom, sum(i.active_ms)"
                        + reads.fromInteractions(List.of("band_top", "band_bottom", "active_ms"), "attention")
                        + "\nGROUP BY i.band_top, i.band_bottom",
                reads);
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

    private RowReader rows(String sql, ScopeSql reads) {
        return reads.rows(clickHouse, sql);
    }

    /** The mean of nothing is no number. */
    private static @Nullable Double known(double mean) {
        return Double.isNaN(mean) ? null : (Double) mean;
    }
}

package polku.query.heatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.read.heatmap.Samples;
import polku.storage.read.heatmap.Scrolling;

/** {@link Scrolling} as JSON has it. */
record ScrollAnswer(
        List<Samples.OfDevice> samples,
        long pageviews,
        long sessions,
        long[] reach,
        @Nullable Double averageDepth,
        @Nullable Double averageFold,
        @Nullable Double foldPx,
        @Nullable Double documentHeight,
        Scrolling.Attention attention) {
    static ScrollAnswer of(Scrolling scrolling) {
        return new ScrollAnswer(
                scrolling.samples().devices(),
                scrolling.pageviews(),
                scrolling.sessions(),
                scrolling.reach(),
                scrolling.averageDepth(),
                scrolling.averageFold(),
                scrolling.foldPx(),
                scrolling.documentHeight(),
                scrolling.attention());
    }
}

package polku.storage.read.heatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a page that were clicked, in no order.
 *
 * @param comparedSamples null without comparison
 */
public record Elements(Samples samples, @Nullable Samples comparedSamples, List<Row> rows) {

    /**
     * @param tag as of the latest click, like the text
     * @param share of all clicks on the page; null without any
     * @param sessions that clicked it
     * @param clickRate {@code sessions} of those of the page; null without any of these
     * @param hesitationSeconds median, over pageviews, from the pointer's first point on the element to the first click on it
     * @param conversionsAfter sessions that reached a goal when they clicked it or later
     * @param conversionRateAfter of {@code sessions}
     * @param compared null without comparison
     * @param pValue how likely a difference of the click rates of this size is by chance; null where that cannot be told
     */
    public record Row(
            String selector,
            String tag,
            String text,
            long clicks,
            @Nullable Double share,
            long sessions,
            @Nullable Double clickRate,
            long rageClicks,
            long deadClicks,
            long errorClicks,
            @Nullable Double hesitationSeconds,
            long conversionsAfter,
            @Nullable Double conversionRateAfter,
            @Nullable Compared compared,
            @Nullable Double pValue) {}

    public record Compared(
            long clicks, long sessions, @Nullable Double clickRate) {}
}

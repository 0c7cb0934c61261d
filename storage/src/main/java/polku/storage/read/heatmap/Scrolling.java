package polku.storage.read.heatmap;

import org.jspecify.annotations.Nullable;

/**
 * How far a page was scrolled, and which of it was looked at.
 *
 * @param pageviews that told how far they got
 * @param sessions of these
 * @param reach for each ‰ of the document's height, from the top, how many pageviews got that far at least
 * @param averageDepth mean over visitors of the furthest that each got, 0–1; null without any
 * @param averageFold mean over pageviews of the part of the document that the window holds, 0–1; null where that is not known
 * @param foldPx mean height of the window in CSS px; null likewise
 * @param documentHeight mean, in CSS px; null likewise
 */
public record Scrolling(
        Samples samples,
        long pageviews,
        long sessions,
        long[] reach,
        @Nullable Double averageDepth,
        @Nullable Double averageFold,
        @Nullable Double foldPx,
        @Nullable Double documentHeight,
        Attention attention) {
    /** Parts of a document's height that are told apart. */
    public static final int BANDS = 1000;

    /**
     * @param pageviews that told of it
     * @param seconds for each ‰ of the document's height, how long it was in the window of an active visitor
     */
    public record Attention(long pageviews, double[] seconds) {}
}

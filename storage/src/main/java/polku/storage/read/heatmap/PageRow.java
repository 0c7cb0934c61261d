package polku.storage.read.heatmap;

import org.jspecify.annotations.Nullable;

/**
 * A page, and how people fared there.
 *
 * @param page or the URL group
 * @param pageviews in the period, on the devices asked for, like {@code sessions}
 * @param rageRate sessions with a rage click on the page, of {@code sessions}
 * @param averageDepth mean over visitors of the furthest that each got, 0–1
 * @param devices pageviews on each, whichever was asked for
 * @param score see {@link Scores}
 */
public record PageRow(
        String page,
        long pageviews,
        long sessions,
        long clicks,
        @Nullable Double clicksPerView,
        long rageClicks,
        @Nullable Double rageRate,
        long deadClicks,
        long errorClicks,
        @Nullable Double averageDepth,
        Devices devices,
        double score) {

    public record Devices(long desktop, long tablet, long mobile) {}
}

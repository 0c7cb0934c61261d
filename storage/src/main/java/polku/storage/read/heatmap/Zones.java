package polku.storage.read.heatmap;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What parts of a page are worth, in the order asked for.
 *
 * @param attentionPageviews that told what was in their window
 */
public record Zones(Samples samples, long attentionPageviews, List<Row> rows) {

    /**
     * @param clickRate {@code clickedSessions} of the sessions of the page
     * @param exposedPageviews with the zone's middle in the window of an active visitor; of a zone that is always in view, all that
     *     told of attention
     * @param exposure of the pageviews that told of attention
     * @param seconds mean, over exposed pageviews, of how long the middle was there
     * @param attractiveness exposed pageviews with a click or move in the zone, of all exposed ones
     * @param revenue of purchases after a click in the zone, in the same session
     */
    public record Row(
            String id,
            long clicks,
            long clickedSessions,
            @Nullable Double clickRate,
            long exposedPageviews,
            @Nullable Double exposure,
            @Nullable Double seconds,
            @Nullable Double attractiveness,
            BigDecimal revenue,
            long purchases) {}
}

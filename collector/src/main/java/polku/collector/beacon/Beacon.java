package polku.collector.beacon;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked body of {@code POST /b}: every limit of the protocol holds.
 *
 * @param id the same on a retry
 * @param sentAt milliseconds on the client's clock
 * @param viewportWidth CSS px, 0 where it was not said; likewise the height
 * @param visitor with a key only, like {@code ip} and {@code userAgent}
 */
public record Beacon(
        String site,
        long id,
        long sentAt,
        String language,
        int viewportWidth,
        int viewportHeight,
        List<Page> pages,
        List<Item> items,
        @Nullable String visitor,
        @Nullable String ip,
        @Nullable String userAgent) {

    /** True where it says who the visitor is, which only the owner's servers may. */
    public boolean speaksForAnother() {
        return visitor != null || ip != null || userAgent != null;
    }

    /** @param id of the pageview */
    public record Page(long id, String url, String title, String referrer) {}

    /** Something that happened on a page. */
    public sealed interface Item {
        /** Milliseconds on the client's clock. */
        long at();

        /** Index into {@link Beacon#pages}. */
        int page();
    }

    public record Pageview(long at, int page) implements Item {}

    public record CustomEvent(
            long at,
            int page,
            String name,
            Map<String, String> props,
            @Nullable Revenue revenue) implements Item {}

    /** Units as in {@link polku.storage.write.InteractionRow}. */
    public record Click(
            long at,
            int page,
            String selector,
            String tag,
            String text,
            int x,
            int y,
            int pageX,
            int pageY,
            int documentWidth,
            int documentHeight)
            implements Item {}

    /** Units as in {@link polku.storage.write.InteractionRow}. */
    public record Engagement(long at, int page, int visible, int active, int depth) implements Item {}

    /** @param currency ISO 4217 */
    public record Revenue(BigDecimal amount, String currency) {}
}

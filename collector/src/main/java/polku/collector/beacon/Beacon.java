package polku.collector.beacon;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.storage.write.InteractionRow;
import polku.storage.write.InteractionRow.Kind;
import polku.storage.write.Product;

/**
 * A checked body of {@code POST /b}: every limit of the protocol holds.
 *
 * @param id the same on a retry
 * @param sentAt milliseconds on the client's clock
 * @param viewportWidth CSS px, 0 where it was not said; likewise the height
 * @param visitor with a key only, like {@code ip} and {@code userAgent}
 * @param client the id that the browser of a consenting visitor keeps, 32 hex digits
 * @param granted consent came in the session that is running, which still counts under the cookieless id; only with
 *     {@code client}
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
        @Nullable String userAgent,
        @Nullable String client,
        boolean granted) {

    /** One that tells nothing of consent, as other formats do not. */
    public Beacon(
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
        this(
                site,
                id,
                sentAt,
                language,
                viewportWidth,
                viewportHeight,
                pages,
                items,
                visitor,
                ip,
                userAgent,
                null,
                false);
    }

    /** How many of the items are pageviews. */
    public int pageviews() {
        int pageviews = 0;
        for (Item item : items) {
            pageviews += item instanceof Pageview ? 1 : 0;
        }
        return pageviews;
    }

    /** True where it says who the visitor is, which only the owner's servers may. */
    public boolean speaksForAnother() {
        return visitor != null || ip != null || userAgent != null;
    }

    /**
     * @param id of the pageview
     * @param status of the document, 0 where it was not said
     */
    public record Page(long id, String url, String title, String referrer, int status) {
        public Page(long id, String url, String title, String referrer) {
            this(id, url, title, referrer, 0);
        }
    }

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
            @Nullable Revenue revenue,
            List<Product> items) implements Item {
        public CustomEvent(long at, int page, String name, Map<String, String> props, @Nullable Revenue revenue) {
            this(at, page, name, props, revenue, List.of());
        }
    }

    /**
     * A click, or what was judged of one; units as in {@link InteractionRow.Spot}.
     *
     * @param kind click, rageClick, deadClick or errorClick
     */
    public record Click(
            long at,
            int page,
            Kind kind,
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

    /** Units as in {@link InteractionRow.Attention}. */
    public record Engagement(long at, int page, int visible, int active, int depth) implements Item {}

    /**
     * Where the pointer was.
     *
     * @param elements selectors
     * @param points {@value #POINT_NUMBERS} numbers each: ms after {@code at}, index of the element, then as in a click
     */
    public record Move(long at, int page, int documentWidth, int documentHeight, List<String> elements, int[] points)
            implements Item {
        public static final int POINT_NUMBERS = 6;
    }

    /**
     * What was in the window of an active visitor.
     *
     * @param spans {@value #SPAN_NUMBERS} numbers each: top and bottom in ‰ of the document's height, active ms
     */
    public record Spans(long at, int page, int documentWidth, int documentHeight, int[] spans) implements Item {
        public static final int SPAN_NUMBERS = 3;
    }

    /**
     * A step of filling in a form, never with a value.
     *
     * @param kind formStart, formField, formSubmit or formAbandon
     * @param form selector, like {@code field}
     * @param name of the field
     * @param ms in the field, or since the start
     */
    public record Form(long at, int page, Kind kind, String form, String field, String name, int ms, int changes)
            implements Item {}

    /** @param line 0 where it was not said, like {@code column} */
    public record ScriptError(long at, int page, String message, String source, int line, int column, String stack)
            implements Item {}

    /** @param status 0 where there was no answer */
    public record FailedRequest(long at, int page, String method, String url, int status, int ms) implements Item {}

    /** @param target selector, "" where it was not said */
    public record Vital(long at, int page, String name, double value, String rating, String target) implements Item {}

    /** @param length characters */
    public record Copy(long at, int page, String selector, int length) implements Item {}

    public record Print(long at, int page) implements Item {}

    /** The owner's own id of the person; neither an event nor an interaction. */
    public record Identify(long at, int page, String user, Map<String, String> traits) implements Item {}

    /** @param currency ISO 4217 */
    public record Revenue(BigDecimal amount, String currency) {}

    /** Items that may only be stored of a visitor who consented, and are left out otherwise. */
    public int unconsented() {
        if (client != null) {
            return 0;
        }
        int count = 0;
        for (Item item : items) {
            count += item instanceof Identify ? 1 : 0;
        }
        return count;
    }
}

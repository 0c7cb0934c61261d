package polku.storage.read.heatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The points of a page.
 *
 * @param interactions the sum of the elements' counts, and of the points'
 * @param sessions with such an interaction
 * @param elements the one with most interactions first
 * @param values by which the points are told apart, the one with most interactions first; null unless asked for
 */
public record Heatmap(
        Samples samples,
        long interactions,
        long sessions,
        List<Element> elements,
        @Nullable List<String> values,
        Points points) {

    /** @param tag as of its latest click, like the text; "" where that is not known */
    public record Element(String selector, String tag, String text, long count) {}

    /**
     * Side by side, the interactions of one cell of an element's box (and of one value) each.
     *
     * @param element index
     * @param x mean of its interactions, in 1/32767 of the box's width
     * @param y likewise, of its height
     * @param pageX mean, in CSS px, like {@code pageY} and {@code documentWidth}
     * @param value index; null where the points have none
     */
    public record Points(
            int[] element,
            int[] x,
            int[] y,
            int[] pageX,
            int[] pageY,
            int[] documentWidth,
            int[] count,
            int @Nullable [] value) {
        public int size() {
            return element.length;
        }
    }
}

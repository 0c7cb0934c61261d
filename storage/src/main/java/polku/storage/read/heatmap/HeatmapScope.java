package polku.storage.read.heatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.read.Filter;
import polku.storage.read.Period;

/**
 * Which interactions count: those on the page, in the period, of the sessions that the filters keep.
 *
 * @param site the site's number
 * @param device desktop, tablet or mobile; null for all
 * @param filters all must hold
 */
public record HeatmapScope(int site, Place place, @Nullable String device, Period period, List<Filter> filters) {
    public HeatmapScope {
        filters = List.copyOf(filters);
    }
}

package polku.storage.read.heatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.control.UrlGroup;

/**
 * Asks which pages were visited, and how people fared there.
 *
 * @param scope of {@link Place.Any}
 * @param groups of the site, for rows by URL group; null for rows by page
 */
public record PageQuestion(HeatmapScope scope, @Nullable List<UrlGroup> groups) {
    public PageQuestion {
        groups = groups == null ? null : List.copyOf(groups);
    }
}

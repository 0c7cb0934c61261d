package polku.storage.read.heatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;

/**
 * Asks which elements of a page were clicked.
 *
 * @param goals any of which counts as a conversion
 * @param compared the same page otherwise; null for no comparison
 */
public record ElementQuestion(
        HeatmapScope scope, List<Goal> goals, @Nullable HeatmapScope compared) {
    public ElementQuestion {
        goals = List.copyOf(goals);
    }
}

package polku.storage.read.heatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;
import polku.storage.read.Dimension;

/**
 * Asks where on its elements a page was clicked or moved over.
 *
 * @param by what the points are told apart by besides their place; null for nothing
 */
public record PointQuestion(
        HeatmapScope scope, PointKind kind, @Nullable By by) {
    /** A property of the point's session. */
    public sealed interface By {
        record OfSession(Dimension.OfSession dimension) implements By {}

        /** Whether the visitor had come before: "new" or "returning". */
        record Returning() implements By {}

        /** Whether the session has an event that reaches any of the goals: "converted" or "notConverted". */
        record Converted(List<Goal> goals) implements By {
            public Converted {
                goals = List.copyOf(goals);
            }
        }
    }
}

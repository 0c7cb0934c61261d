package polku.query.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;

/** The goals that a query may name; they are only looked up when it does. */
final class GoalsOfSite {
    private final GoalDirectory directory;
    private final String siteId;
    private @Nullable List<Goal> loaded;

    GoalsOfSite(GoalDirectory directory, String siteId) {
        this.directory = directory;
        this.siteId = siteId;
    }

    List<Goal> all() {
        if (loaded == null) {
            loaded = List.copyOf(directory.goals(siteId));
        }
        return loaded;
    }

    /** @param pointer of the field that names it */
    Goal named(String id, String pointer) {
        return all().stream()
                .filter(goal -> goal.id().equals(id))
                .findFirst()
                .orElseThrow(() -> InvalidQuery.at(pointer, "names no goal of this site"));
    }
}

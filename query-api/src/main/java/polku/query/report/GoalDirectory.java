package polku.query.report;

import java.util.List;
import polku.storage.control.Goal;

/** The goals of a site. May block. */
@FunctionalInterface
public interface GoalDirectory {
    List<Goal> goals(String siteId);
}

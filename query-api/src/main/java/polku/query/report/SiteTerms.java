package polku.query.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;
import polku.storage.control.Site;
import polku.storage.control.UrlGroup;
import polku.storage.read.Dimension;

/** What a question about a site may name: its goals and dimensions. They are only looked up when it does. */
public final class SiteTerms {
    private final GoalDirectory goals;
    private final GroupDirectory groups;
    private final Site site;
    private @Nullable List<Goal> loaded;

    public SiteTerms(GoalDirectory goals, GroupDirectory groups, Site site) {
        this.goals = goals;
        this.groups = groups;
        this.site = site;
    }

    /** All of them. */
    public List<Goal> goals() {
        if (loaded == null) {
            loaded = List.copyOf(goals.goals(site.id()));
        }
        return loaded;
    }

    /** @param pointer of the field that names it */
    public Goal goal(String id, String pointer) {
        return goals().stream()
                .filter(goal -> goal.id().equals(id))
                .findFirst()
                .orElseThrow(() -> InvalidQuery.at(pointer, "names no goal of this site"));
    }

    /** The URL groups, in the order in which they apply. */
    public List<UrlGroup> pageGroups() {
        return groups.groups(site.id());
    }

    /** @param pointer of the field that names it */
    public Dimension dimension(String id, String pointer) {
        if (id.equals(Dimension.PageGroup.ID)) {
            return new Dimension.PageGroup(pageGroups());
        }
        Dimension dimension = Dimension.OfWeek.Part.of(id)
                .<Dimension>map(part -> new Dimension.OfWeek(part, site.timezone()))
                .or(() -> Dimension.of(id))
                .orElseThrow(() -> InvalidQuery.at(pointer, "names no dimension that is known"));
        if (dimension instanceof Dimension.Property property) {
            if (property.key().length() > 64) {
                throw InvalidQuery.at(pointer, "names a property of more than 64 characters");
            }
            UnicodeText.check(property.key(), pointer);
        }
        return dimension;
    }
}

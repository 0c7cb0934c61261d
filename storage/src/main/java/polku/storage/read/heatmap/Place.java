package polku.storage.read.heatmap;

import java.util.List;
import polku.storage.control.UrlGroup;

/** What is looked at. */
public sealed interface Place {
    /** Every page of the site. */
    record Any() implements Place {}

    record Page(String page) implements Place {}

    /**
     * All pages of a URL group; also a page that is in none, by its own name.
     *
     * @param groups of the site, in the order in which they apply
     */
    record Group(String name, List<UrlGroup> groups) implements Place {
        public Group {
            groups = List.copyOf(groups);
        }
    }
}

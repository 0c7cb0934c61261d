package polku.query.report;

import java.util.List;
import polku.storage.control.UrlGroup;

/** The URL groups of a site, in the order in which they apply. May block. */
@FunctionalInterface
public interface GroupDirectory {
    List<UrlGroup> groups(String siteId);
}

package polku.storage.control;

import java.util.Optional;

/** Sites by public id, answered from memory: safe on an event loop. */
public interface SiteDirectory {
    Optional<Site> find(String siteId);
}

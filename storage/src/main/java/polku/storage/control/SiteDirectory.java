package polku.storage.control;

import java.util.Optional;

/** Sites by public id, answered from memory: safe on an event loop. */
public interface SiteDirectory {
    Optional<Site> find(String siteId);

    /** @param domain the site's or one of its aliases, lower case, without "www." */
    Optional<Site> findByDomain(String domain);
}

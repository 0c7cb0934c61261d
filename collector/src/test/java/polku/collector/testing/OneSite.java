package polku.collector.testing;

import java.util.Optional;
import polku.storage.control.Site;
import polku.storage.control.SiteDirectory;

/** A directory of one site. */
public record OneSite(Site site) implements SiteDirectory {
    @Override
    public Optional<Site> find(String siteId) {
        return Optional.of(site).filter(one -> one.id().equals(siteId));
    }

    @Override
    public Optional<Site> findByDomain(String domain) {
        return Optional.of(site)
                .filter(one -> one.domain().equals(domain) || one.aliases().contains(domain));
    }
}

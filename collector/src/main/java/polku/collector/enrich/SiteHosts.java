package polku.collector.enrich;

import java.net.IDN;
import java.util.Set;
import polku.storage.control.Site;

/** Which host names belong to a site, and how its pages are named. */
public final class SiteHosts {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

    private SiteHosts() {}

    /**
     * True for the site's domain, its aliases, and all subdomains of these. A site whose domain is "localhost" has
     * the loopback addresses too, so that a page under development is measured however it is opened.
     *
     * @param host lower case, without port
     */
    public static boolean belongs(Site site, String host) {
        if (isWithin(host, site.domain()) || isThisMachine(site, host)) {
            return true;
        }
        for (String alias : site.aliases()) {
            if (isWithin(host, alias)) {
                return true;
            }
        }
        return false;
    }

    /** The page's identity: the path on the site's main domain (or its "www."), host and path anywhere else. */
    public static String page(Site site, PageUrl url) {
        String host = url.host();
        boolean isMain = sameHost(host, site.domain())
                || host.startsWith("www.") && sameHost(host.substring(4), site.domain())
                || isThisMachine(site, host);
        return isMain ? url.path() : host + url.path();
    }

    private static boolean isThisMachine(Site site, String host) {
        return site.domain().equals("localhost") && THIS_MACHINE.contains(host);
    }

    private static boolean isWithin(String host, String domain) {
        String named = asWrittenIn(domain, host);
        int dot = named.length() - domain.length() - 1;
        return dot < 0
                ? named.equalsIgnoreCase(domain)
                : named.charAt(dot) == '.' && named.regionMatches(true, dot + 1, domain, 0, domain.length());
    }

    private static boolean sameHost(String host, String domain) {
        return asWrittenIn(domain, host).equalsIgnoreCase(domain);
    }

    /** Browsers write "xn--…"; an owner may have written the domain with its letters. */
    private static String asWrittenIn(String domain, String host) {
        return host.contains("xn--") && !domain.contains("xn--") ? IDN.toUnicode(host) : host;
    }
}

package polku.query.site;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import polku.storage.control.Site;

/** Addresses of pages that people write into fields. */
public final class SitePage {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private SitePage() {}

    /**
     * A page of the site.
     *
     * @throws IllegalArgumentException in words for the field
     */
    public static URI of(String text, Site site) {
        URI url = address(text);
        if (!belongs(site, url.getHost().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("must be a page of " + site.domain() + " or of one of its aliases");
        }
        return url;
    }

    /**
     * Any address of the web.
     *
     * @throws IllegalArgumentException in words for the field
     */
    public static URI address(String text) {
        try {
            URI url = new URI(text).parseServerAuthority();
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (text.length() <= 2048 && web && url.getHost() != null && url.getUserInfo() == null) {
                return new URI(url.toASCIIString());
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be an http or https address", e);
        }
        throw new IllegalArgumentException("must be an http or https address");
    }

    /**
     * The site's domain, its aliases, and their subdomains; for one under development, this machine by any name.
     *
     * @param host in lower case
     */
    public static boolean belongs(Site site, String host) {
        return isWithin(host, site.domain())
                || site.aliases().stream().anyMatch(alias -> isWithin(host, alias))
                || site.domain().equals("localhost") && THIS_MACHINE.contains(host);
    }

    private static boolean isWithin(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }
}

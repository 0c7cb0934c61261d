package polku.query.markup;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import polku.storage.control.Site;

/**
 * Which addresses a recorded page may be shown with: pictures and fonts that are in the address itself, or of the site's own domains; the
 * same that the policy of the page in which it is shown lets load.
 *
 * @param domains of the site, those below them included
 */
public record SafeAddresses(List<String> domains) {
    private static final Pattern DATA = Pattern.compile(
            "data:(image/(png|jpeg|gif|webp|avif|svg\\+xml|bmp|x-icon)|(application|font)/(x-)?(font-)?(woff2?|ttf|otf|truetype|opentype"
                    + "|sfnt|octet-stream))[;,][^\"'<>\\\\()\\s]*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FRAGMENT = Pattern.compile("#[^\\s\"'<>()\\\\]{0,200}");
    private static final int LONGEST_LINK = 4096;

    public SafeAddresses {
        domains = List.copyOf(domains);
    }

    public static SafeAddresses of(Site site) {
        List<String> domains = new ArrayList<>(site.aliases());
        domains.add(site.domain());
        return new SafeAddresses(domains);
    }

    /** True for a picture or font that may be loaded, and for a place in the same document. */
    public boolean isSafe(String address) {
        return FRAGMENT.matcher(address).matches() || DATA.matcher(address).matches() || isOwn(address);
    }

    /** True for a web address of one of the domains. */
    public boolean isOwn(String address) {
        if (address.length() > LONGEST_LINK || !address.regionMatches(true, 0, "http", 0, 4)) {
            return false;
        }
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            String host = uri.getHost();
            return host != null
                    && uri.getUserInfo() == null
                    && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                    && domains.stream().anyMatch(domain -> isIn(host.toLowerCase(Locale.ROOT), domain));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** True where all candidates of a {@code srcset} are. */
    public boolean areOwn(String srcset) {
        for (String candidate : srcset.split(",\\s")) {
            String address = candidate.strip().split("\\s", 2)[0];
            if (!isOwn(address)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIn(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }
}

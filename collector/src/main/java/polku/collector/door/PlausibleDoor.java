package polku.collector.door;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import polku.collector.Refusal;
import polku.collector.beacon.Beacon;
import polku.collector.beacon.Beacon.Item;
import polku.collector.beacon.JsonTree;
import polku.collector.enrich.PageUrl;
import polku.storage.control.Site;
import polku.storage.control.SiteDirectory;

/**
 * {@code POST /api/event} as Plausible's Events API documents it (https://plausible.io/docs/events-api) and as its tracker
 * sends it, with the short names of the members and the long ones.
 */
public final class PlausibleDoor implements Door {
    private static final String ENGAGEMENT = "engagement";
    /** Its names of what Polku's own tracker calls otherwise, so that reports show one event and not two. */
    private static final Map<String, String> NAMES =
            Map.of("Outbound Link: Click", "outbound", "File Download", "download");

    private static final int MAX_DAY = 86_400_000;
    private static final int MAX_SIDE = 65_535;

    private final SiteDirectory sites;
    private final PageviewIds pageviews;

    public PlausibleDoor(SiteDirectory sites, PageviewIds pageviews) {
        this.sites = sites;
        this.pageviews = pageviews;
    }

    @Override
    public Optional<Beacon> read(byte[] body, Caller caller) {
        Members sent = Members.of(JsonTree.parse(body), "The body");
        String name = sent.eventName("n", "name");
        String url = pageUrl(sent);
        Site site = site(sent, url);
        String referrer = sent.text(Members.MAX_URL, "r", "referrer");
        Integer width = sent.number(0, MAX_SIDE, "w", "screen_width");
        long pageviewId = Members.isPageview(name)
                ? pageviews.begin(site.id(), caller.who(), url)
                : pageviews.current(site.id(), caller.who(), url);
        Item item = item(sent, name, caller.receivedAt());
        return Optional.of(new Beacon(
                site.id(),
                ThreadLocalRandom.current().nextLong(),
                caller.receivedAt(),
                "",
                width == null ? 0 : width,
                0,
                List.of(new Beacon.Page(pageviewId, url, "", referrer == null ? "" : referrer)),
                List.of(item),
                null,
                caller.visitorAddress(),
                caller.keyed() ? caller.userAgent() : null));
    }

    private static Item item(Members sent, String name, long at) {
        if (Members.isPageview(name)) {
            return new Beacon.Pageview(at, 0);
        }
        if (name.equals(ENGAGEMENT)) {
            Integer engaged = sent.number(0, MAX_DAY, "e");
            Integer depth = sent.number(0, 100, "sd");
            int millis = engaged == null ? 0 : engaged;
            // Its clock runs while the page is visible and has the focus, which is as near to active as it tells.
            return new Beacon.Engagement(at, 0, millis, millis, depth == null ? 0 : depth * 10);
        }
        Map<String, String> props = Members.props(Members.unpacked(sent.value("m", "meta", "p", "props")));
        return new Beacon.CustomEvent(at, 0, NAMES.getOrDefault(name, name), props, revenue(sent));
    }

    private static Beacon.@Nullable Revenue revenue(Members sent) {
        JsonNode revenue = Members.unpacked(sent.value("$", "revenue"));
        return revenue == null ? null : Members.revenue(revenue.get("amount"), revenue.get("currency"));
    }

    /** Without the fragment, unless the sender says that it is the page's route. */
    private static String pageUrl(Members sent) {
        String url = sent.requiredText(Members.MAX_URL, "u", "url");
        int hash = url.indexOf('#');
        JsonNode routes = sent.value("h", "hashMode");
        boolean isRoute = routes != null && (routes.asInt() == 1 || routes.asBoolean());
        return hash < 0 || isRoute ? url : url.substring(0, hash);
    }

    /** By {@code domain}; of several between commas the first that is here. Without one the page's host names the site. */
    private Site site(Members sent, String url) {
        String domains = sent.text(Members.MAX_URL, "d", "domain");
        if (domains == null) {
            PageUrl page = PageUrl.parse(url);
            domains = page == null ? "" : page.host();
        }
        for (String domain : domains.split(",", -1)) {
            Optional<Site> site =
                    sites.findByDomain(domain.strip().toLowerCase(Locale.ROOT).replaceFirst("^www\\.", ""));
            if (site.isPresent()) {
                return site.get();
            }
        }
        throw Refusal.unknownSite(Members.cut(domains, 100));
    }
}

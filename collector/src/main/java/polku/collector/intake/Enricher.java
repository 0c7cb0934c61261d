package polku.collector.intake;

import java.util.Map;
import polku.collector.Refusal;
import polku.collector.enrich.Attributions;
import polku.collector.enrich.PageUrl;
import polku.collector.enrich.Place;
import polku.collector.enrich.Places;
import polku.collector.enrich.ScreenClass;
import polku.collector.enrich.Scrubber;
import polku.collector.enrich.SiteHosts;
import polku.collector.enrich.UserAgent;
import polku.collector.rows.PageFacts;
import polku.storage.control.Site;
import polku.storage.write.Client;

/** Makes of what was sent what is stored: scrubbed, shortened, named. */
final class Enricher {
    /** Longer values are no name of a page, and would fill the lists of pages. */
    private static final int LONGEST_PARAMETER = 100;

    private final Scrubber scrubber = new Scrubber();
    private final Attributions attributions = new Attributions(scrubber);
    private final Places places;

    Enricher(Places places) {
        this.places = places;
    }

    /** A page's address; whether it is one of the site's is not said. */
    static PageUrl url(String url, String where) {
        PageUrl parsed = PageUrl.parse(url);
        if (parsed == null) {
            throw Refusal.malformed(where + " must be an absolute http or https address.");
        }
        return parsed;
    }

    /** @param status of the document, 0 where it was not said */
    PageFacts page(Site site, int pageviewId, PageUrl url, String title, String referrer, int status) {
        return new PageFacts(
                pageviewId,
                url.host(),
                scrubber.path(SiteHosts.page(site, url)) + query(site, url),
                scrubber.text(title),
                status,
                attributions.of(site, url, referrer));
    }

    /** The parameters that the owner wants to tell pages apart by, in the order of their names, as "?id=7&tab=2". */
    private String query(Site site, PageUrl url) {
        if (site.queryParameters().isEmpty() || url.query().isEmpty()) {
            return ""; // as nearly always
        }
        Map<String, String> parameters = url.parameters();
        StringBuilder query = new StringBuilder();
        for (String name : site.queryParameters()) {
            String value = parameters.get(name);
            if (value != null && !value.isEmpty() && value.length() <= LONGEST_PARAMETER) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(scrubber.path(value).replace("&", "%26"));
            }
        }
        return query.toString();
    }

    /** For an event that happened on no page, such as a refund: its visit came from somewhere all the same. */
    PageFacts noPage(Site site, String referrer) {
        return new PageFacts(0, "", "", "", 0, attributions.of(site, null, referrer));
    }

    Client client(byte[] address, boolean locate, UserAgent agent, int viewportWidth, String language) {
        Place place = locate ? places.of(address) : Place.UNKNOWN;
        return new Client(
                place.country(),
                agent.device(),
                agent.browser(),
                agent.browserVersion(),
                agent.os(),
                agent.osVersion(),
                ScreenClass.of(viewportWidth),
                language,
                place.region(),
                place.city());
    }

    /** The one that passes every string. */
    Scrubber scrubber() {
        return scrubber;
    }
}

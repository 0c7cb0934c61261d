package polku.collector.intake;

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
    private final Scrubber scrubber = new Scrubber();
    private final Attributions attributions = new Attributions(scrubber);
    private final Places places;

    Enricher(Places places) {
        this.places = places;
    }

    /** The page's address, which must lie on one of the site's hosts. */
    PageUrl url(Site site, String url, String where) {
        PageUrl parsed = PageUrl.parse(url);
        if (parsed == null) {
            throw Refusal.malformed(where + " must be an absolute http or https address.");
        }
        if (!SiteHosts.belongs(site, parsed.host())) {
            throw Refusal.wrongHostname(parsed.host());
        }
        return parsed;
    }

    /** @param status of the document, 0 where it was not said */
    PageFacts page(Site site, int pageviewId, PageUrl url, String title, String referrer, int status) {
        return new PageFacts(
                pageviewId,
                url.host(),
                scrubber.path(SiteHosts.page(site, url)),
                scrubber.text(title),
                status,
                attributions.of(site, url, referrer));
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

package polku.collector.intake;

import org.jspecify.annotations.Nullable;
import polku.collector.LeftOut;
import polku.collector.Refusal;
import polku.collector.enrich.PageUrl;
import polku.collector.enrich.SiteHosts;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.Site;

/**
 * Who sent a request, as far as the connection and the headers tell.
 *
 * @param address 4 or 16 bytes
 * @param origin the page that sent it, as browsers say; null where they do not
 * @param forwardedFor the first X-Forwarded-For as it was written; only with a key does it begin with the visitor's
 *     address
 * @param optedOut its headers ask not to be tracked (Global Privacy Control, Do Not Track)
 * @param keyed it carried a key that may send events for others
 */
record Sender(
        byte[] address,
        String userAgent,
        @Nullable String origin,
        @Nullable String forwardedFor,
        boolean optedOut,
        boolean keyed) {

    /**
     * Refuses what a page of others sent. Not "null" and the like, which come from sandboxed pages and strict referrer
     * policies; the owner's servers may have any.
     *
     * @param pageviews of what was sent, for the site's owner to know; {@code events} likewise
     */
    void checkOrigin(Site site, int pageviews, int events) {
        PageUrl url = origin == null || keyed ? null : PageUrl.parse(origin);
        if (origin != null && url != null && !SiteHosts.belongs(site, url.host())) {
            throw Refusal.wrongOrigin(origin, new LeftOut(site, Reason.OTHER_HOST, url.host(), pageviews, events));
        }
    }
}

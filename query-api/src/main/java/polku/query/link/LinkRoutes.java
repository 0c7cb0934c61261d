package polku.query.link;

import java.net.URI;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import polku.query.access.Access;
import polku.query.site.SitePage;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.storage.control.PageTokens;
import polku.storage.control.PageTokens.Grant;
import polku.storage.control.PageTokens.Purpose;
import polku.storage.control.Site;

/**
 * Links to a page of the site that let who opens them do one thing there, for a while: {@code POST /sites/{site}/links}. The token is in
 * the fragment, which browsers send to nobody.
 */
public final class LinkRoutes implements EndpointGroup {
    private final PageTokens tokens;
    private final InstantSource clock;

    public LinkRoutes(PageTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * @param purpose "snapshot": take a picture of the page
     * @param url of the page, as it is opened
     * @param page as reports name it
     */
    record LinkDraft(
            @Nullable String purpose,
            @Nullable String url,
            @Nullable String page) {}

    /** @param expiresAt in the site's time zone */
    record LinkAnswer(String url, String expiresAt) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(Endpoint.post("/sites/{site}/links", Access.EDIT, LinkDraft.class, this::create));
    }

    private Answer create(ApiRequest<LinkDraft> request) {
        Site site = request.site();
        Fields fields = new Fields();
        Purpose purpose = fields.required("purpose", request.body().purpose(), LinkRoutes::purpose);
        URI url = fields.required("url", request.body().url(), text -> SitePage.of(text, site));
        String page = fields.required("page", request.body().page(), Fields.text(2048));
        fields.check();
        if (purpose == null || url == null || page == null) {
            throw new IllegalStateException("a checked field is missing");
        }
        String address = url.toString();
        int fragment = address.indexOf('#');
        String token =
                tokens.sign(new Grant(purpose, site.id(), 0, url.getHost().toLowerCase(Locale.ROOT), page, ""));
        return Answer.created(new LinkAnswer(
                (fragment < 0 ? address : address.substring(0, fragment)) + "#polku=" + token,
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        clock.instant().plus(purpose.life()).atZone(site.timezone()))));
    }

    private static Purpose purpose(String given) {
        return switch (given) {
            case "snapshot" -> Purpose.SNAPSHOT;
            case "overlay" -> Purpose.OVERLAY;
            default -> throw new IllegalArgumentException("must be snapshot or overlay");
        };
    }
}

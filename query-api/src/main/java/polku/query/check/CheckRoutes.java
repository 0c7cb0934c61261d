package polku.query.check;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.check.LiveCheck.Finding;
import polku.query.check.RecentlyLeftOut.LeftOut;
import polku.query.site.SitePage;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.query.web.QueryParameters;
import polku.storage.control.Site;

/** Why nothing comes: {@code GET /sites/{site}/check}. */
public final class CheckRoutes implements EndpointGroup {
    /** Each may hold a thread for five seconds. */
    private static final int MOST_AT_ONCE = 2;

    private final LiveCheck check;
    private final Optional<URI> publicUrl;
    private final RecentlyLeftOut leftOut;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    /** @param publicUrl of this server, where the operator says so */
    public CheckRoutes(Optional<URI> publicUrl, RecentlyLeftOut leftOut) {
        this(publicUrl, leftOut, new PageFetch(InetAddress::getAllByName, PublicAddresses::isPublic));
    }

    CheckRoutes(Optional<URI> publicUrl, RecentlyLeftOut leftOut, PageFetch fetch) {
        this.publicUrl = publicUrl;
        this.leftOut = leftOut;
        this.check = new LiveCheck(fetch);
    }

    /**
     * @param since of what the collector left out; RFC 3339
     * @param leftOut of the site's figures, by reason, and with each the latest first
     */
    record CheckAnswer(
            String url, @Nullable Integer status, List<Finding> findings, String since, List<LeftOut> leftOut) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(Endpoint.get("/sites/{site}/check", Access.EDIT, this::check));
    }

    private Answer check(ApiRequest<NoBody> request) {
        QueryParameters.Values given = request.query().only("url", "server");
        Site site = request.site();
        Fields fields = new Fields();
        URI url = fields.optional("url", given.get("url"), text -> SitePage.of(text, site));
        URI server = fields.optional("server", given.get("server"), SitePage::address);
        fields.check();
        URI page = url == null ? URI.create("https://" + site.domain() + "/") : url;
        @Nullable URI expected = server == null ? publicUrl.orElse(null) : server;
        if (!room.tryAcquire()) {
            throw Problem.of(503, "busy", "Busy", "Other pages are being looked at; try again.")
                    .asException();
        }
        try {
            Predicate<String> ours = host -> SitePage.belongs(site, host);
            LiveCheck.Result found = check.check(page, site.id(), Optional.ofNullable(expected), ours);
            return Answer.ok(new CheckAnswer(
                    found.url(), found.status(), found.findings(), leftOut.since(site), leftOut.of(site, ours)));
        } finally {
            room.release();
        }
    }
}

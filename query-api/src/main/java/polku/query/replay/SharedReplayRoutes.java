package polku.query.replay;

import java.util.List;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.snapshot.BackdropPage;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.storage.control.ReplayShares;
import polku.storage.control.Site;
import polku.storage.control.SiteDirectory;

/**
 * One recorded session for whoever has a link to it: {@code /shared/replays/{session}}, with the link's token as
 * {@code Authorization: Bearer}. It opens this session and nothing else.
 */
public final class SharedReplayRoutes implements EndpointGroup {
    private static final String PATH = "/shared/replays/{session}";

    private final ReplayShares shares;
    private final SiteDirectory sites;
    private final ReplayReads reads;

    public SharedReplayRoutes(ReplayShares shares, SiteDirectory sites, ReplayRoutes replays) {
        this.shares = shares;
        this.sites = sites;
        this.reads = replays.reads();
    }

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get(PATH, Access.ANYONE, request -> {
                    request.query().only();
                    return reads.find(site(request), SessionIds.of(request));
                }),
                Endpoint.get(
                        PATH + "/events",
                        Access.ANYONE,
                        request -> reads.events(site(request), SessionIds.of(request), request.query())),
                // a frame cannot send the token, and there is nothing in it
                Endpoint.get(PATH + "/backdrop", Access.ANYONE, request -> {
                    request.query().only();
                    return BackdropPage.ofAnyone();
                }),
                Endpoint.get(
                        PATH + "/live",
                        Access.ANYONE,
                        request -> reads.live(site(request), SessionIds.of(request), request.query())));
    }

    private Site site(ApiRequest<NoBody> request) {
        ReplayShares.Share share = request.bearer()
                .flatMap(shares::find)
                .filter(found -> SessionIds.read(request.path("session")).orElse(0L) == found.session())
                .orElseThrow(() -> Problem.of(403, "The link has expired, or is for something else.")
                        .asException());
        return sites.find(share.siteId()).orElseThrow(SessionIds::none);
    }
}

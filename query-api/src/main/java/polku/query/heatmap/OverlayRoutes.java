package polku.query.heatmap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.report.InvalidQuery;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.Json;
import polku.query.web.SharedAnswers;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.control.PageTokens;
import polku.storage.control.PageTokens.Grant;
import polku.storage.control.PageTokens.Presented;
import polku.storage.control.PageTokens.Purpose;
import polku.storage.control.Site;
import polku.storage.control.SiteDirectory;
import polku.storage.read.Period;
import polku.storage.read.heatmap.HeatmapScope;
import polku.storage.read.heatmap.Place;
import polku.storage.read.heatmap.PointQuestion;
import polku.storage.read.heatmap.PointStore;

/**
 * The map of one page for whoever opened it by an owner's link: {@code POST /overlay}. It is asked by the page itself, from the site's
 * origin and without a sign-in: the token is all that it goes by.
 */
public final class OverlayRoutes implements EndpointGroup {
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 400;
    private static final int MOST_KEPT = 4;

    private final PageTokens tokens;
    private final SiteDirectory sites;
    private final InstantSource clock;
    private final Executor executor;
    private final SharedAnswers<PointQuestion, byte[]> points;

    /** @param executor as of {@link HeatmapRoutes} */
    public OverlayRoutes(
            ClickHouse clickHouse, PageTokens tokens, SiteDirectory sites, InstantSource clock, Executor executor) {
        this.tokens = tokens;
        this.sites = sites;
        this.clock = clock;
        this.executor = executor;
        PointStore store = new PointStore(clickHouse);
        points = new SharedAnswers<>(
                (question, arrived) -> Json.write(PointAnswer.of(store.answer(question))), MOST_KEPT);
    }

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(Endpoint.post("/overlay", Access.ANYONE, OverlayRequest.class, this::overlay)
                .forAnyOrigin());
    }

    private Answer overlay(ApiRequest<OverlayRequest> request) {
        OverlayRequest asked = request.body();
        Grant grant = tokens.read(asked.token() == null ? "" : asked.token())
                .map(Presented::grant)
                .filter(found -> found.purpose() == Purpose.OVERLAY)
                .orElseThrow(() -> Problem.of(403, "The link has expired, or is for something else.")
                        .asException());
        Site site = sites.find(grant.siteId())
                .orElseThrow(() -> Problem.notFound("There is no such site.").asException());
        PointQuestion question = new PointQuestion(
                new HeatmapScope(
                        site.number(),
                        new Place.Page(grant.page()),
                        HeatmapReader.device(asked.device(), "/device"),
                        period(asked.days()),
                        List.of()),
                HeatmapReader.kind(asked.kind()),
                null);
        return Answer.later(points.ask(question, request.arrived(), executor)
                .thenApply(json -> Answer.ok("application/json", json)));
    }

    /** To the next whole minute, so that those who ask one after the other ask the same. */
    private Period period(@Nullable Integer days) {
        int counted = days == null ? USUAL_DAYS : days;
        if (counted < 1 || counted > MOST_DAYS) {
            throw InvalidQuery.at("/days", "must be from 1 to " + MOST_DAYS);
        }
        Instant end = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        return new Period(end.minus(Duration.ofDays(counted)), end);
    }
}

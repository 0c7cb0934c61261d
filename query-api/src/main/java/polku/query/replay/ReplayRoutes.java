package polku.query.replay;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import polku.query.access.Access;
import polku.query.report.Cursor;
import polku.query.report.GoalDirectory;
import polku.query.report.GroupDirectory;
import polku.query.report.InvalidQuery;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.query.web.SharedAnswers;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.control.ControlStore;
import polku.storage.control.ReplayPins;
import polku.storage.control.Site;
import polku.storage.read.replay.ReplayQuestion;
import polku.storage.read.replay.ReplayStore;

/** Recorded sessions, found and watched: {@code /sites/{site}/replays}. */
public final class ReplayRoutes implements EndpointGroup {
    private static final String PATH = "/sites/{site}/replays/";
    private static final int MOST_KEPT = 16;

    private final ReplayReader reader;
    private final ReplayReads reads;
    private final ReplayPins pins;
    private final InstantSource clock;
    private final Executor executor;
    private final SharedAnswers<ReplayQuestion, ReplayStore.Page> pages;

    /**
     * @param goals as {@code controlStore.goals()::list}
     * @param groups as {@code controlStore.urlGroups()::list}
     * @param executor finds answers: so many at once
     */
    public ReplayRoutes(
            ClickHouse clickHouse,
            ControlStore control,
            GoalDirectory goals,
            GroupDirectory groups,
            InstantSource clock,
            Executor executor) {
        pins = control.replayPins();
        reader = new ReplayReader(goals, groups, pins);
        reads = new ReplayReads(clickHouse, pins, control.replayNotes(), goals, clock, executor);
        this.clock = clock;
        this.executor = executor;
        ReplayStore store = new ReplayStore(clickHouse);
        pages = new SharedAnswers<>((question, arrived) -> store.answer(question), MOST_KEPT);
    }

    ReplayReads reads() {
        return reads;
    }

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.post(PATH + "query", Access.READ, ReplaysRequest.class, this::query),
                Endpoint.get(PATH + "{session}", Access.READ, request -> reads.find(request.site(), plain(request))),
                Endpoint.get(
                        PATH + "{session}/events",
                        Access.READ,
                        request -> reads.events(request.site(), SessionIds.of(request), request.query())),
                Endpoint.get(
                        PATH + "{session}/live",
                        Access.READ,
                        request -> reads.live(request.site(), SessionIds.of(request), request.query())),
                Endpoint.get(
                        PATH + "{session}/export",
                        Access.READ,
                        request -> reads.export(request.site(), plain(request))));
    }

    private Answer query(ApiRequest<ReplaysRequest> request) {
        Site site = request.site();
        // to the second, so that those who ask together ask the same
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ReplayReader.Asked asked = reader.question(request.body(), site, now);
        return Answer.later(pages.ask(asked.question(), request.arrived(), executor)
                .thenApply(page -> Answer.ok(table(page, asked, site)))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    throw cause instanceof ClickHouseException e
                            ? InvalidQuery.known(e)
                            : new CompletionException(cause);
                }));
    }

    private ReplayAnswers.Table table(ReplayStore.Page page, ReplayReader.Asked asked, Site site) {
        Set<Long> pinned = new HashSet<>(pins.pinned(site.id()));
        Set<Long> watched = new HashSet<>(pins.watched(site.id()));
        int end = asked.question().offset() + asked.question().limit();
        return new ReplayAnswers.Table(
                page.rows().stream()
                        .map(replay -> ReplayAnswers.row(
                                replay,
                                pinned.contains(replay.session()),
                                watched.contains(replay.session()),
                                site.timezone()))
                        .toList(),
                new ReplayAnswers.Meta(
                        page.total(),
                        end < page.total() && end <= Cursor.MOST_ROWS ? Cursor.of(asked.asked(), end) : null));
    }

    private static long plain(ApiRequest<NoBody> request) {
        request.query().only();
        return SessionIds.of(request);
    }
}

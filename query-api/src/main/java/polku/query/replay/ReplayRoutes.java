package polku.query.replay;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
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
import polku.storage.replay.ReplayDeletion;
import polku.storage.replay.ReplayDisk;

/** Recorded sessions, found and watched: {@code /sites/{site}/replays}. */
public final class ReplayRoutes implements EndpointGroup {
    private static final String PATH = "/sites/{site}/replays/";
    private static final int MOST_KEPT = 16;

    private final ReplayReader reader;
    private final ReplayReads reads;
    private final ReplayPins pins;
    private final ControlStore control;
    private final ReplayStore store;
    private final ReplayDeletion deletion;
    private final ReplayDisk disk;
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
        this.control = control;
        store = new ReplayStore(clickHouse);
        deletion = new ReplayDeletion(clickHouse);
        disk = new ReplayDisk(clickHouse);
        pages = new SharedAnswers<>((question, arrived) -> store.answer(question), MOST_KEPT);
    }

    ReplayReads reads() {
        return reads;
    }

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.post(PATH + "query", Access.READ, ReplaysRequest.class, this::query),
                Endpoint.get(PATH + "usage", Access.READ, this::usage),
                Endpoint.delete(PATH + "{session}", Access.EDIT, this::delete),
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

    record DayAnswer(String day, long bytes) {}

    /** @param bytes on disk, like those of the days, which are UTC's */
    record Usage(long bytes, long sessions, @Nullable String oldestAt, long budgetBytes, List<DayAnswer> days) {}

    private Answer usage(ApiRequest<NoBody> request) {
        request.query().only();
        Site site = request.site();
        List<ReplayDisk.Day> days = disk.days(site.number(), pins.pinned(site.id()));
        ReplayStore.Extent extent = store.extent(site.number());
        Instant oldest = extent.oldest();
        return Answer.ok(new Usage(
                days.stream().mapToLong(ReplayDisk.Day::bytes).sum(),
                extent.sessions(),
                oldest == null ? null : ReplayAnswers.time(oldest, site.timezone()),
                site.replay().budgetMegabytes() * 1_000_000L,
                days.stream()
                        .map(day -> new DayAnswer(day.day().toString(), day.bytes()))
                        .toList()));
    }

    /** Also of what nothing is recorded any more, what was written about it goes, and its links. */
    private Answer delete(ApiRequest<NoBody> request) {
        Site site = request.site();
        long session = plain(request);
        return Answer.later(CompletableFuture.supplyAsync(
                () -> {
                    boolean deleted = deletion.delete(site.number(), session);
                    pins.forget(site.id(), session);
                    control.replayNotes().forget(site.id(), session);
                    control.replayShares().forget(site.id(), session);
                    if (!deleted) {
                        throw SessionIds.none();
                    }
                    return Answer.noContent();
                },
                executor));
    }

    private static long plain(ApiRequest<NoBody> request) {
        request.query().only();
        return SessionIds.of(request);
    }
}

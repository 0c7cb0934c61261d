package polku.query.heatmap;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import polku.query.access.Access;
import polku.query.report.GoalDirectory;
import polku.query.report.GroupDirectory;
import polku.query.report.InvalidQuery;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.Json;
import polku.query.web.SharedAnswers;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.read.heatmap.HeatmapScope;
import polku.storage.read.heatmap.PointQuestion;
import polku.storage.read.heatmap.PointStore;
import polku.storage.read.heatmap.ScrollStore;

/** What visitors did inside a page: {@code POST /sites/{site}/heatmaps/…}. */
public final class HeatmapRoutes implements EndpointGroup {
    /** Answers may have some tens of megabytes. */
    private static final int MOST_KEPT = 8;

    private final HeatmapReader reader;
    private final Executor executor;
    private final SharedAnswers<PointQuestion, byte[]> points;
    private final SharedAnswers<HeatmapScope, byte[]> scrolling;

    /**
     * @param goals as {@code controlStore.goals()::list}
     * @param groups as {@code controlStore.urlGroups()::list}
     * @param executor finds answers: so many at once, of which each may be for many who ask
     */
    public HeatmapRoutes(ClickHouse clickHouse, GoalDirectory goals, GroupDirectory groups, Executor executor) {
        this.executor = executor;
        reader = new HeatmapReader(goals, groups);
        PointStore pointStore = new PointStore(clickHouse);
        points = shared(question -> PointAnswer.of(pointStore.answer(question)));
        ScrollStore scrollStore = new ScrollStore(clickHouse);
        scrolling = shared(scope -> ScrollAnswer.of(scrollStore.answer(scope)));
    }

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.post("/sites/{site}/heatmaps/query", Access.READ, PointRequest.class, this::points),
                Endpoint.post("/sites/{site}/heatmaps/scroll", Access.READ, ScrollRequest.class, this::scroll));
    }

    private Answer points(ApiRequest<PointRequest> request) {
        return ask(points, reader.points(request.body(), request.site()), request.arrived());
    }

    private Answer scroll(ApiRequest<ScrollRequest> request) {
        HeatmapScope scope = reader.scope(request.body().scope(), request.site(), reader.terms(request.site()));
        return ask(scrolling, scope, request.arrived());
    }

    /** Shared as the bytes that are sent, so that a large answer is written once. */
    private static <K> SharedAnswers<K, byte[]> shared(Function<K, Object> answer) {
        return new SharedAnswers<>((question, arrived) -> Json.write(answer.apply(question)), MOST_KEPT);
    }

    private <K> Answer ask(SharedAnswers<K, byte[]> answers, K question, long arrived) {
        return Answer.later(answers.ask(question, arrived, executor)
                .thenApply(json -> Answer.ok("application/json", json))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    throw cause instanceof ClickHouseException e
                            ? InvalidQuery.known(e)
                            : new CompletionException(cause);
                }));
    }
}

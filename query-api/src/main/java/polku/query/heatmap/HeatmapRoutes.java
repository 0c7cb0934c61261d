package polku.query.heatmap;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import polku.query.access.Access;
import polku.query.report.CsvText;
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
import polku.storage.control.Site;
import polku.storage.read.heatmap.ElementQuestion;
import polku.storage.read.heatmap.ElementSeriesQuestion;
import polku.storage.read.heatmap.ElementSeriesStore;
import polku.storage.read.heatmap.ElementStore;
import polku.storage.read.heatmap.Elements;
import polku.storage.read.heatmap.HeatmapScope;
import polku.storage.read.heatmap.PageQuestion;
import polku.storage.read.heatmap.PageRow;
import polku.storage.read.heatmap.PageStore;
import polku.storage.read.heatmap.PointQuestion;
import polku.storage.read.heatmap.PointStore;
import polku.storage.read.heatmap.ScrollStore;
import polku.storage.read.heatmap.ZoneQuestion;
import polku.storage.read.heatmap.ZoneStore;

/** What visitors did inside a page: {@code POST /sites/{site}/heatmaps/…}. */
public final class HeatmapRoutes implements EndpointGroup {
    private static final String PATH = "/sites/{site}/heatmaps/";
    /** Answers may have some tens of megabytes. */
    private static final int MOST_KEPT = 8;
    /** Zones name all elements inside them. */
    private static final int MOST_ZONE_BYTES = 1 << 20;

    private final HeatmapReader reader;
    private final Executor executor;
    private final SharedAnswers<PointQuestion, byte[]> points;
    private final SharedAnswers<HeatmapScope, byte[]> scrolling;
    private final SharedAnswers<ElementQuestion, Elements> elements;
    private final SharedAnswers<ZoneQuestion, byte[]> zones;
    private final SharedAnswers<ElementSeriesQuestion, byte[]> series;
    private final SharedAnswers<PageQuestion, List<PageRow>> pages;

    /**
     * @param goals as {@code controlStore.goals()::list}
     * @param groups as {@code controlStore.urlGroups()::list}
     * @param executor finds answers: so many at once, of which each may be for many who ask
     */
    public HeatmapRoutes(ClickHouse clickHouse, GoalDirectory goals, GroupDirectory groups, Executor executor) {
        this.executor = executor;
        reader = new HeatmapReader(goals, groups);
        PointStore pointStore = new PointStore(clickHouse);
        points = written(question -> PointAnswer.of(pointStore.answer(question)));
        ScrollStore scrollStore = new ScrollStore(clickHouse);
        scrolling = written(scope -> ScrollAnswer.of(scrollStore.answer(scope)));
        ElementStore elementStore = new ElementStore(clickHouse);
        elements = shared(elementStore::answer);
        ZoneStore zoneStore = new ZoneStore(clickHouse);
        zones = written(question -> ZoneAnswer.of(zoneStore.answer(question)));
        ElementSeriesStore seriesStore = new ElementSeriesStore(clickHouse);
        series = written(question -> ElementAnswer.of(question.series(), seriesStore.answer(question)));
        PageStore pageStore = new PageStore(clickHouse);
        pages = shared(pageStore::answer);
    }

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.post(PATH + "query", Access.READ, PointRequest.class, this::points),
                Endpoint.post(PATH + "scroll", Access.READ, ScrollRequest.class, this::scroll),
                Endpoint.post(PATH + "elements", Access.READ, ElementsRequest.class, this::elements),
                Endpoint.post(PATH + "zones", Access.READ, ZonesRequest.class, this::zones)
                        .withBodiesOf(MOST_ZONE_BYTES),
                Endpoint.post(PATH + "element", Access.READ, ElementRequest.class, this::element),
                Endpoint.post(PATH + "pages", Access.READ, PagesRequest.class, this::pages));
    }

    private Answer points(ApiRequest<PointRequest> request) {
        return answer(points, reader.points(request.body(), request.site()), request, HeatmapRoutes::json);
    }

    private Answer scroll(ApiRequest<ScrollRequest> request) {
        HeatmapScope scope = reader.scope(request.body().scope(), request.site(), reader.terms(request.site()));
        return answer(scrolling, scope, request, HeatmapRoutes::json);
    }

    private Answer elements(ApiRequest<ElementsRequest> request) {
        ElementQuestion question = reader.elements(request.body(), request.site());
        RowPages.Wish wish = request.body().rows();
        boolean csv = request.prefers(CsvText.MEDIA_TYPE);
        return answer(
                elements,
                question,
                request,
                found -> csv
                        ? ElementTable.csv(found, wish)
                        : Answer.ok(ElementTable.json(found, wish, question.toString())));
    }

    private Answer zones(ApiRequest<ZonesRequest> request) {
        Site site = request.site();
        HeatmapScope scope = reader.scope(request.body().scope(), site, reader.terms(site));
        ZoneQuestion question =
                new ZoneQuestion(scope, ZoneReader.read(request.body().zones()), site.currency());
        return answer(zones, question, request, HeatmapRoutes::json);
    }

    private Answer element(ApiRequest<ElementRequest> request) {
        return answer(series, reader.series(request.body(), request.site()), request, HeatmapRoutes::json);
    }

    private Answer pages(ApiRequest<PagesRequest> request) {
        PageQuestion question = reader.pages(request.body(), request.site());
        RowPages.Wish wish = request.body().rows();
        String search = HeatmapReader.search(request.body());
        return answer(
                pages, question, request, found -> Answer.ok(PageTable.json(found, search, wish, question.toString())));
    }

    /** Shared as the bytes that are sent, so that a large answer is written once. */
    private static <K> SharedAnswers<K, byte[]> written(Function<K, Object> answer) {
        return shared(question -> Json.write(answer.apply(question)));
    }

    private static <K, V> SharedAnswers<K, V> shared(Function<K, V> answer) {
        return new SharedAnswers<>((question, arrived) -> answer.apply(question), MOST_KEPT);
    }

    private static Answer json(byte[] bytes) {
        return Answer.ok("application/json", bytes);
    }

    private <K, V> Answer answer(
            SharedAnswers<K, V> answers, K question, ApiRequest<?> request, Function<V, Answer> form) {
        return Answer.later(answers.ask(question, request.arrived(), executor)
                .thenApply(form)
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    throw cause instanceof ClickHouseException e
                            ? InvalidQuery.known(e)
                            : new CompletionException(cause);
                }));
    }
}

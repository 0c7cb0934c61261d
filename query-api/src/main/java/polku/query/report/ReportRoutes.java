package polku.query.report;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import polku.query.access.Access;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.SharedAnswers;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.read.Change;
import polku.storage.read.ChangeStore;
import polku.storage.read.Report;
import polku.storage.read.ReportQuestion;
import polku.storage.read.ReportStore;

/** What happened on a site: {@code POST /sites/{site}/query}. */
public final class ReportRoutes implements EndpointGroup {
    private final QuestionReader reader;
    private final ReportStore store;
    private final SharedAnswers<ReportQuestion, Report> reports;
    private final SharedAnswers<ChangeQuestion, List<Change>> changes;
    private final Executor executor;

    private record ChangeQuestion(ReportQuestion question, ZoneId zone) {}

    /**
     * @param goals as {@code controlStore.goals()::list}
     * @param groups as {@code controlStore.urlGroups()::list}
     * @param clock tells how much of a running period is over
     * @param executor finds answers: so many at once, of which each may be for many who ask
     */
    public ReportRoutes(
            ClickHouse clickHouse, GoalDirectory goals, GroupDirectory groups, InstantSource clock, Executor executor) {
        this.executor = executor;
        reader = new QuestionReader(goals, groups);
        store = new ReportStore(clickHouse);
        SharedAnswers<ReportQuestion, ReportStore.Totals> totals =
                new SharedAnswers<>((question, arrived) -> store.totals(question));
        reports = new SharedAnswers<>(
                (question, arrived) -> store.answer(question, totals.get(question.ofTotals(), arrived)));
        ChangeStore changeStore = new ChangeStore(clickHouse);
        changes = new SharedAnswers<>((asked, arrived) -> changeStore.changes(
                asked.question(), asked.zone(), totals.get(asked.question().ofTotals(), arrived), clock.instant()));
    }

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(Endpoint.post("/sites/{site}/query", Access.READ, QueryRequest.class, this::query));
    }

    private Answer query(ApiRequest<QueryRequest> request) {
        ReportQuestion question = reader.read(request.body(), request.site());
        if (request.prefers(CsvText.MEDIA_TYPE)) {
            // Not shared: tables of this size are not kept in memory for anyone who might ask the same.
            ReportQuestion whole = CsvAnswer.whole(question);
            try {
                return CsvAnswer.of(whole, store.answer(whole));
            } catch (ClickHouseException e) {
                throw InvalidQuery.known(e);
            }
        }
        boolean compares = Boolean.TRUE.equals(request.body().significance()) && question.comparison() != null;
        CompletableFuture<Report> report = reports.ask(question, request.arrived(), executor);
        CompletableFuture<@Nullable List<Change>> significance = compares
                ? changes.ask(
                                new ChangeQuestion(
                                        question.page(1, 0), request.site().timezone()),
                                request.arrived(),
                                executor)
                        .thenApply(found -> found)
                : CompletableFuture.completedFuture(null);
        return Answer.later(report.thenCombine(
                        significance, (found, sure) -> Answer.ok(QueryAnswer.of(question, found, sure, request.site())))
                .exceptionally(failure -> {
                    throw failure.getCause() instanceof ClickHouseException e
                            ? InvalidQuery.known(e)
                            : new CompletionException(failure.getCause());
                }));
    }
}

package polku.query.report;

import java.time.InstantSource;
import java.util.List;
import polku.query.access.Access;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.read.Realtime;
import polku.storage.read.RealtimeStore;
import polku.storage.read.Report;
import polku.storage.read.ReportQuestion;
import polku.storage.read.ReportStore;

/** What happened on a site: {@code POST /sites/{site}/query} and {@code GET /sites/{site}/realtime}. */
public final class ReportRoutes implements EndpointGroup {
    /** ClickHouse's CANNOT_COMPILE_REGEXP: RE2 there refuses what re2j here lets pass, such as one that grows too large. */
    private static final int REGEX_REFUSED = 427;

    private final QuestionReader reader;
    private final ReportStore store;
    private final SharedAnswers<ReportQuestion, Report> reports;
    private final SharedAnswers<Integer, Realtime> realtime;

    /**
     * @param goals as {@code controlStore.goals()::list}
     * @param groups as {@code controlStore.urlGroups()::list}
     */
    public ReportRoutes(ClickHouse clickHouse, GoalDirectory goals, GroupDirectory groups, InstantSource clock) {
        reader = new QuestionReader(goals, groups);
        store = new ReportStore(clickHouse);
        reports = new SharedAnswers<>(store::answer);
        RealtimeStore now = new RealtimeStore(clickHouse);
        realtime = new SharedAnswers<>(site -> now.answer(site, clock.instant()));
    }

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.post("/sites/{site}/query", Access.READ, QueryRequest.class, this::query),
                Endpoint.get("/sites/{site}/realtime", Access.READ, this::realtime));
    }

    private Answer query(ApiRequest<QueryRequest> request) {
        ReportQuestion question = reader.read(request.body(), request.site());
        try {
            if (request.prefers(CsvAnswer.MEDIA_TYPE)) {
                // Not shared: tables of this size are not kept in memory for anyone who might ask the same.
                ReportQuestion whole = CsvAnswer.whole(question);
                return CsvAnswer.of(whole, store.answer(whole));
            }
            return Answer.ok(QueryAnswer.of(question, reports.get(question), request.site()));
        } catch (ClickHouseException e) {
            if (e.code() == REGEX_REFUSED) {
                throw InvalidQuery.at("/filters", "have a regular expression that is too large or not in RE2's syntax");
            }
            throw e;
        }
    }

    private Answer realtime(ApiRequest<NoBody> request) {
        return Answer.ok(RealtimeAnswer.of(realtime.get(request.site().number())));
    }
}

package polku.query.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import polku.query.access.Access;
import polku.query.report.FilterReader;
import polku.query.report.GoalDirectory;
import polku.query.report.GroupDirectory;
import polku.query.report.InvalidQuery;
import polku.query.report.Periods;
import polku.query.report.QueryRequest.DateRange;
import polku.query.report.SeriesReader;
import polku.query.report.SiteTerms;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.SharedAnswers;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.control.Site;
import polku.storage.read.Interval;
import polku.storage.read.Period;
import polku.storage.read.replay.Quantified;
import polku.storage.read.replay.QuantifyQuestion;
import polku.storage.read.replay.QuantifyStore;
import polku.storage.statistics.Sample;

/** How common is what was seen in one session: {@code POST /sites/{site}/replays/quantify}. */
public final class QuantifyRoutes implements EndpointGroup {
    private static final int MOST_KEPT = 32;
    private static final Set<String> CLICKS = Set.of("click", "rageClick", "deadClick", "errorClick");

    private final GoalDirectory goals;
    private final GroupDirectory groups;
    private final Executor executor;
    private final SharedAnswers<QuantifyQuestion, Quantified> answers;

    /** @param executor as of {@link ReplayRoutes} */
    public QuantifyRoutes(ClickHouse clickHouse, GoalDirectory goals, GroupDirectory groups, Executor executor) {
        this.goals = goals;
        this.groups = groups;
        this.executor = executor;
        QuantifyStore store = new QuantifyStore(clickHouse);
        answers = new SharedAnswers<>((question, arrived) -> store.answer(question), MOST_KEPT);
    }

    /** See {@link QuantifyQuestion.Signal}. */
    record SignalRequest(
            @Nullable String kind,
            @Nullable String text,
            @Nullable String selector,
            @Nullable String url,
            @Nullable Integer status,
            @Nullable String name,
            @Nullable String page) {}

    record QuantifyRequest(
            @Nullable SignalRequest signal,
            @Nullable DateRange dateRange,
            @Nullable List<JsonNode> filters,
            @Nullable String goal,
            @Nullable String interval) {}

    record StepAnswer(String start, long sessions, long allSessions) {}

    record ValueAnswer(
            String value, long sessions, @Nullable Double share) {}

    record GroupAnswer(
            long sessions, long converted, @Nullable Double rate) {
        static GroupAnswer of(Quantified.Group group) {
            return new GroupAnswer(group.sessions(), group.converted(), group.rate());
        }
    }

    record Conversion(
            GroupAnswer with, GroupAnswer without, @Nullable Double pValue) {}

    record Revenue(
            @Nullable Double perSessionWith,
            @Nullable Double perSessionWithout,
            @Nullable Double atStake,
            String currency) {}

    record Previous(long sessions) {}

    record QuantifyAnswer(
            long sessions,
            long visitors,
            long occurrences,
            long allSessions,
            @Nullable Double share,
            long replays,
            List<StepAnswer> trend,
            List<ValueAnswer> pages,
            List<ValueAnswer> browsers,
            List<ValueAnswer> devices,
            List<ValueAnswer> countries,
            Conversion conversion,
            Revenue revenue,
            Previous previous) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.post("/sites/{site}/replays/quantify", Access.READ, QuantifyRequest.class, this::quantify));
    }

    private Answer quantify(ApiRequest<QuantifyRequest> request) {
        QuantifyQuestion question = question(request.body(), request.site());
        return Answer.later(answers.ask(question, request.arrived(), executor)
                .thenApply(found -> Answer.ok(answer(found, question)))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    throw cause instanceof ClickHouseException e
                            ? InvalidQuery.known(e)
                            : new CompletionException(cause);
                }));
    }

    private QuantifyQuestion question(QuantifyRequest request, Site site) {
        SiteTerms terms = new SiteTerms(goals, groups, site);
        Period period = Periods.read(request.dateRange(), "/dateRange");
        Interval interval = SeriesReader.interval(request.interval());
        return new QuantifyQuestion(
                site.number(),
                signal(request.signal()),
                period,
                Periods.previous(period, site.timezone()),
                new FilterReader(terms).read(request.filters()),
                request.goal() == null ? terms.goals() : List.of(terms.goal(request.goal(), "/goal")),
                site.currency(),
                SeriesReader.buckets(period, interval == null ? Interval.DAY : interval, site));
    }

    private static QuantifyQuestion.Signal signal(@Nullable SignalRequest given) {
        if (given == null) {
            throw InvalidQuery.at("/signal", "is missing");
        }
        String kind = given.kind() == null ? "" : given.kind();
        boolean click = CLICKS.contains(kind);
        boolean request = kind.equals("failedRequest");
        boolean event = kind.equals("event");
        if (!click && !request && !event && !kind.equals("error")) {
            throw InvalidQuery.at(
                    "/signal/kind", "must be error, failedRequest, rageClick, deadClick, errorClick, click or event");
        }
        if (event && given.name() == null) {
            throw InvalidQuery.at("/signal/name", "is missing");
        }
        only(click || kind.equals("error"), given.text(), "text");
        only(click, given.selector(), "selector");
        only(request, given.url(), "url");
        only(request, given.status(), "status");
        only(event, given.name(), "name");
        if (given.status() != null && (given.status() < 0 || given.status() > 999)) {
            throw InvalidQuery.at("/signal/status", "must be from 0 to 999");
        }
        return new QuantifyQuestion.Signal(
                kind,
                ReplayReader.text(given.text(), "/signal/text"),
                ReplayReader.text(given.selector(), "/signal/selector"),
                ReplayReader.text(given.url(), "/signal/url"),
                given.status(),
                ReplayReader.text(given.name(), "/signal/name"),
                ReplayReader.text(given.page(), "/signal/page"));
    }

    private static void only(boolean fits, @Nullable Object given, String name) {
        if (given != null && !fits) {
            throw InvalidQuery.at("/signal/" + name, "does not go with this kind");
        }
    }

    private static QuantifyAnswer answer(Quantified found, QuantifyQuestion question) {
        Quantified.Group with = found.with();
        Quantified.Group without = found.without();
        long all = with.sessions() + without.sessions();
        Double pValue = Sample.sameProportion(sample(with), sample(without));
        List<StepAnswer> trend = new ArrayList<>();
        for (int i = 0; i < found.trend().size(); i++) {
            trend.add(new StepAnswer(
                    ReplayAnswers.time(
                            question.series().start(i).toInstant(),
                            question.series().zone()),
                    found.trend().get(i).sessions(),
                    found.trend().get(i).allSessions()));
        }
        return new QuantifyAnswer(
                with.sessions(),
                found.visitors(),
                found.occurrences(),
                all,
                share(with.sessions(), all),
                found.replays(),
                trend,
                values(found.pages(), with),
                values(found.browsers(), with),
                values(found.devices(), with),
                values(found.countries(), with),
                new Conversion(GroupAnswer.of(with), GroupAnswer.of(without), pValue),
                new Revenue(
                        with.revenuePerSession(),
                        without.revenuePerSession(),
                        found.atStake(pValue),
                        question.currency()),
                new Previous(found.previous()));
    }

    private static Sample sample(Quantified.Group group) {
        return new Sample(group.sessions(), group.converted(), group.converted());
    }

    private static List<ValueAnswer> values(List<Quantified.Value> values, Quantified.Group with) {
        return values.stream()
                .map(value ->
                        new ValueAnswer(value.value(), value.sessions(), share(value.sessions(), with.sessions())))
                .toList();
    }

    private static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : (Double) ((double) part / whole);
    }
}

package polku.query.report;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polku.query.access.Access;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.query.web.QueryParameters;
import polku.query.web.SharedAnswers;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.read.Dimension;
import polku.storage.read.Period;
import polku.storage.read.ValueQuestion;
import polku.storage.read.ValueStore;

/** What filters can be chosen from: {@code GET /sites/{site}/values} and {@code …/properties}. */
public final class ValueRoutes implements EndpointGroup {
    private static final int USUAL_VALUES = 20;
    private static final int MOST_VALUES = 100;
    private static final int LONGEST_SEARCH = 200;
    private static final int MOST_PROPERTIES = 200;

    private final GoalDirectory goals;
    private final GroupDirectory groups;
    private final InstantSource clock;
    private final SharedAnswers<ValueQuestion, List<ValueStore.Value>> values;
    private final SharedAnswers<PropertyQuestion, List<ValueStore.Property>> properties;

    /** @param clock tells the period where none is given */
    public ValueRoutes(ClickHouse clickHouse, GoalDirectory goals, GroupDirectory groups, InstantSource clock) {
        this.goals = goals;
        this.groups = groups;
        this.clock = clock;
        ValueStore store = new ValueStore(clickHouse);
        values = new SharedAnswers<>((question, arrived) -> store.values(question));
        properties = new SharedAnswers<>((asked, arrived) -> store.properties(asked.site(), asked.period()));
    }

    private record PropertyQuestion(int site, Period period) {}

    record ValueAnswer(String value, long count) {}

    /** @param more whether there are others */
    record ValueList(String dimension, List<ValueAnswer> values, boolean more) {}

    record EventCount(String event, long count) {}

    /** @param count events that carry it, of all names together */
    record PropertyAnswer(String name, long count, List<EventCount> events) {}

    record PropertyList(List<PropertyAnswer> properties) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get("/sites/{site}/values", Access.READ, this::values),
                Endpoint.get("/sites/{site}/properties", Access.READ, this::properties));
    }

    private Answer values(ApiRequest<NoBody> request) {
        QueryParameters.Values given = request.query().only("dimension", "search", "from", "to", "limit");
        Fields fields = new Fields();
        String id = fields.required("dimension", given.get("dimension"), text -> text);
        String search = fields.optional("search", given.get("search"), ValueRoutes::search);
        Integer limit =
                fields.optional("limit", given.get("limit"), number -> QueryParameters.number(number, 1, MOST_VALUES));
        fields.check();
        if (id == null) {
            throw new IllegalStateException("a checked parameter is missing");
        }
        Dimension dimension = new SiteTerms(goals, groups, request.site()).dimension(id, "/dimension");
        int most = limit == null ? USUAL_VALUES : limit;
        List<ValueStore.Value> found = values.get(
                new ValueQuestion(
                        request.site().number(),
                        dimension,
                        search == null ? "" : search,
                        Periods.read(given, clock.instant()),
                        most + 1),
                request.arrived());
        return Answer.ok(new ValueList(
                id,
                found.stream()
                        .limit(most)
                        .map(value -> new ValueAnswer(value.value(), value.count()))
                        .toList(),
                found.size() > most));
    }

    private Answer properties(ApiRequest<NoBody> request) {
        Period period = Periods.read(request.query().only("from", "to"), clock.instant());
        Map<String, List<EventCount>> byName = new LinkedHashMap<>();
        properties
                .get(new PropertyQuestion(request.site().number(), period), request.arrived())
                .forEach(found -> byName.computeIfAbsent(found.name(), unseen -> new ArrayList<>())
                        .add(new EventCount(found.event(), found.count())));
        return Answer.ok(new PropertyList(byName.entrySet().stream()
                .map(each -> new PropertyAnswer(
                        each.getKey(),
                        each.getValue().stream().mapToLong(EventCount::count).sum(),
                        each.getValue()))
                .sorted(Comparator.comparingLong((PropertyAnswer property) -> -property.count())
                        .thenComparing(PropertyAnswer::name))
                .limit(MOST_PROPERTIES)
                .toList()));
    }

    private static String search(String given) {
        if (given.length() > LONGEST_SEARCH) {
            throw new IllegalArgumentException("must have at most " + LONGEST_SEARCH + " characters");
        }
        return given;
    }
}

package polku.query.goal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.page.PagePatternField;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.control.Goal;
import polku.storage.control.Goals;
import polku.storage.control.Site;
import polku.storage.read.Dimension;
import polku.storage.read.Period;
import polku.storage.read.ValueQuestion;
import polku.storage.read.ValueStore;

/** What the owner wants visitors to do: {@code /sites/{site}/goals}. */
public final class GoalRoutes implements EndpointGroup {
    /** Stored with four decimals; a conversion beyond this is a slip of the keyboard. */
    private static final BigDecimal MOST_VALUE = BigDecimal.valueOf(1_000_000_000_000L);

    private static final Duration SUGGESTED_FROM = Duration.ofDays(30);
    private static final int EVENTS_LOOKED_AT = 200;
    private static final int PAGES_LOOKED_AT = 20_000;

    private final Goals goals;
    private final ValueStore values;
    private final InstantSource clock;

    public GoalRoutes(Goals goals, ClickHouse clickHouse, InstantSource clock) {
        this.goals = goals;
        this.values = new ValueStore(clickHouse);
        this.clock = clock;
    }

    record NewGoal(
            @Nullable String name,
            @Nullable String page,
            @Nullable String event,
            @Nullable BigDecimal value) {}

    record GoalAnswer(
            String id,
            String name,
            @Nullable String page,
            @Nullable String event,
            @Nullable BigDecimal value) {
        static GoalAnswer of(Goal goal) {
            return new GoalAnswer(goal.id(), goal.name(), goal.page(), goal.event(), goal.value());
        }
    }

    record SuggestionList(List<GoalSuggestions.Suggestion> suggestions) {}

    record GoalList(List<GoalAnswer> goals) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get(
                        "/sites/{site}/goals",
                        Access.READ,
                        request ->
                                Answer.ok(new GoalList(goals.list(request.site().id()).stream()
                                        .map(GoalAnswer::of)
                                        .toList()))),
                Endpoint.get("/sites/{site}/goals/suggestions", Access.READ, this::suggestions),
                Endpoint.post("/sites/{site}/goals", Access.EDIT, NewGoal.class, this::create),
                Endpoint.patch("/sites/{site}/goals/{goal}", Access.EDIT, NewGoal.class, this::change),
                Endpoint.delete("/sites/{site}/goals/{goal}", Access.EDIT, this::delete));
    }

    private Answer create(ApiRequest<NewGoal> request) {
        Goal created = goals.create(request.site().id(), settings(request.body()));
        return Answer.created(GoalAnswer.of(created));
    }

    /** A goal is small: a change says all of it, so that what is null is nothing. */
    private Answer change(ApiRequest<NewGoal> request) {
        return goals.update(request.site().id(), request.path("goal"), settings(request.body()))
                .map(changed -> Answer.ok(GoalAnswer.of(changed)))
                .orElseThrow(GoalRoutes::none);
    }

    private static Goals.Settings settings(NewGoal goal) {
        Fields fields = new Fields();
        String name = fields.required("name", goal.name(), Fields.text(100));
        String page = fields.optional("page", goal.page(), PagePatternField::read);
        String event = fields.optional("event", goal.event(), GoalRoutes::eventName);
        BigDecimal value = fields.optional("value", goal.value(), GoalRoutes::value);
        if ((goal.page() == null) == (goal.event() == null)) {
            fields.wrong("", "must have either page or event");
        }
        fields.check();
        if (name == null) {
            throw new IllegalStateException("a checked field is missing");
        }
        return new Goals.Settings(name, page, event, value);
    }

    private Answer suggestions(ApiRequest<Endpoint.NoBody> request) {
        Site site = request.site();
        return Answer.ok(new SuggestionList(GoalSuggestions.of(
                seen(site, Dimension.OfEvent.EVENT, EVENTS_LOOKED_AT),
                seen(site, Dimension.OfEvent.PAGE, PAGES_LOOKED_AT),
                goals.list(site.id()))));
    }

    private List<ValueStore.Value> seen(Site site, Dimension dimension, int most) {
        Instant now = clock.instant();
        return values.values(
                new ValueQuestion(site.number(), dimension, "", new Period(now.minus(SUGGESTED_FROM), now), most));
    }

    private Answer delete(ApiRequest<?> request) {
        if (!goals.delete(request.site().id(), request.path("goal"))) {
            throw none();
        }
        return Answer.noContent();
    }

    private static RuntimeException none() {
        return Problem.notFound("There is no such goal.").asException();
    }

    private static String eventName(String given) {
        String name = Fields.text(64).apply(given);
        if (name.equals("pageview")) {
            throw new IllegalArgumentException("must not be pageview; say which page instead");
        }
        return name;
    }

    private static BigDecimal value(BigDecimal given) {
        // The size first: writing out 1e999999999 would take a gigabyte.
        boolean inRange = given.signum() >= 0 && given.compareTo(MOST_VALUE) <= 0;
        if (!inRange || given.scale() > 100 || given.stripTrailingZeros().scale() > 4) {
            throw new IllegalArgumentException("must be from 0 to " + MOST_VALUE + " with at most 4 decimals");
        }
        return given.stripTrailingZeros().scale() < 0 ? given.setScale(0) : given.stripTrailingZeros();
    }
}

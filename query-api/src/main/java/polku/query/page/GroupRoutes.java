package polku.query.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.control.UrlGroup;
import polku.storage.control.UrlGroups;
import polku.storage.read.Dimension;
import polku.storage.read.Period;
import polku.storage.read.ValueQuestion;
import polku.storage.read.ValueStore;

/** Pages that are seen as one: {@code /sites/{site}/groups}. */
public final class GroupRoutes implements EndpointGroup {
    /** Each is tried on every page that a report looks at. */
    private static final int MOST_GROUPS = 50;

    private static final Duration SUGGESTED_FROM = Duration.ofDays(30);
    private static final int PAGES_LOOKED_AT = 20_000;

    private final UrlGroups groups;
    private final ValueStore values;
    private final InstantSource clock;

    public GroupRoutes(UrlGroups groups, ClickHouse clickHouse, InstantSource clock) {
        this.groups = groups;
        this.values = new ValueStore(clickHouse);
        this.clock = clock;
    }

    /** A new group, or a change of one; a change keeps what is left out or null. */
    record GroupDraft(@Nullable String name, @Nullable String pattern) {}

    record GroupAnswer(String id, String name, String pattern) {
        static GroupAnswer of(UrlGroup group) {
            return new GroupAnswer(group.id(), group.name(), group.pattern());
        }
    }

    record GroupList(List<GroupAnswer> groups) {}

    record SuggestionList(List<GroupSuggestions.Suggestion> suggestions) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get(
                        "/sites/{site}/groups",
                        Access.READ,
                        request -> Answer.ok(
                                new GroupList(groups.list(request.site().id()).stream()
                                        .map(GroupAnswer::of)
                                        .toList()))),
                Endpoint.get("/sites/{site}/groups/suggestions", Access.READ, this::suggestions),
                Endpoint.post("/sites/{site}/groups", Access.EDIT, GroupDraft.class, this::create),
                Endpoint.patch("/sites/{site}/groups/{group}", Access.EDIT, GroupDraft.class, this::change),
                Endpoint.delete("/sites/{site}/groups/{group}", Access.EDIT, this::delete));
    }

    private Answer create(ApiRequest<GroupDraft> request) {
        Fields fields = new Fields();
        String name = fields.required("name", request.body().name(), Fields.text(100));
        String pattern = fields.required("pattern", request.body().pattern(), PagePatternField::read);
        fields.check();
        if (name == null || pattern == null) {
            throw new IllegalStateException("a checked field is missing");
        }
        String site = request.site().id();
        if (groups.list(site).size() >= MOST_GROUPS) {
            throw Problem.of(409, "too-many", "Too many", "A site has at most " + MOST_GROUPS + " URL groups.")
                    .asException();
        }
        return Answer.created(GroupAnswer.of(groups.create(site, new UrlGroups.Settings(name, pattern))));
    }

    private Answer change(ApiRequest<GroupDraft> request) {
        Fields fields = new Fields();
        String name = fields.optional("name", request.body().name(), Fields.text(100));
        String pattern = fields.optional("pattern", request.body().pattern(), PagePatternField::read);
        fields.check();
        String site = request.site().id();
        String id = request.path("group");
        UrlGroup before = groups.find(site, id).orElseThrow(GroupRoutes::none);
        UrlGroups.Settings settings = new UrlGroups.Settings(
                name == null ? before.name() : name, pattern == null ? before.pattern() : pattern);
        return Answer.ok(GroupAnswer.of(groups.update(site, id, settings).orElseThrow(GroupRoutes::none)));
    }

    private Answer delete(ApiRequest<NoBody> request) {
        if (!groups.delete(request.site().id(), request.path("group"))) {
            throw none();
        }
        return Answer.noContent();
    }

    private Answer suggestions(ApiRequest<NoBody> request) {
        Instant now = clock.instant();
        List<UrlGroup> existing = groups.list(request.site().id());
        // By the groups there are: a page that is in one comes under its name, which is no path to look at again.
        List<ValueStore.Value> pages = values.values(new ValueQuestion(
                request.site().number(),
                new Dimension.PageGroup(existing),
                "",
                new Period(now.minus(SUGGESTED_FROM), now),
                PAGES_LOOKED_AT));
        return Answer.ok(new SuggestionList(GroupSuggestions.of(pages, existing)));
    }

    private static RuntimeException none() {
        return Problem.notFound("There is no such group.").asException();
    }
}

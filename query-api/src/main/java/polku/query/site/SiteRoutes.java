package polku.query.site;

import java.time.ZoneId;
import java.util.LinkedHashSet;
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
import polku.storage.control.DomainName;
import polku.storage.control.ReplayRules;
import polku.storage.control.Site;
import polku.storage.control.Sites;
import polku.storage.control.SnapshotRules;
import polku.storage.site.SiteEvents;

/** The sites: {@code /sites}. */
public final class SiteRoutes implements EndpointGroup {
    private static final int MOST_ALIASES = 100;
    private static final int MOST_EXCLUDED = 100;
    private static final int MOST_PARAMETERS = 20;
    private static final int MOST_MASKED = 200;

    private final Sites sites;
    private final SiteEvents events;
    private final SiteEraser eraser;

    public SiteRoutes(Sites sites, SiteEvents events, SiteEraser eraser) {
        this.sites = sites;
        this.events = events;
        this.eraser = eraser;
    }

    /** A new site, or a change of one; a change keeps what is left out or null. */
    record SiteDraft(
            @Nullable String domain,
            @Nullable String timezone,
            @Nullable String currency,
            @Nullable List<@Nullable String> aliases,
            @Nullable List<@Nullable String> excludedAddresses,
            @Nullable String name,
            @Nullable List<@Nullable String> queryParameters,
            @Nullable Boolean snapshots,
            @Nullable List<@Nullable String> maskedPages,
            ReplaySettings.@Nullable Draft replay) {}

    record SiteAnswer(
            String id,
            String name,
            String domain,
            List<String> aliases,
            String timezone,
            String currency,
            List<String> excludedAddresses,
            List<String> queryParameters,
            boolean snapshots,
            List<String> maskedPages,
            ReplaySettings.SettingsAnswer replay,
            String createdAt) {
        static SiteAnswer of(Site site) {
            return new SiteAnswer(
                    site.id(),
                    site.name(),
                    site.domain(),
                    site.aliases(),
                    site.timezone().getId(),
                    site.currency(),
                    site.excludedAddresses(),
                    site.queryParameters(),
                    site.snapshots().taken(),
                    site.snapshots().maskedPages(),
                    ReplaySettings.SettingsAnswer.of(site.replay()),
                    site.createdAt().toString());
        }
    }

    record SiteList(List<SiteAnswer> sites) {}

    /** @param erasing the rows are being deleted, in the background */
    record Deleted(String id, boolean erasing) {}

    /** Both null until the first event has arrived. */
    record Status(@Nullable String firstEventAt, @Nullable String lastEventAt) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get(
                        "/sites",
                        Access.READ,
                        request -> Answer.ok(new SiteList(
                                sites.list().stream().map(SiteAnswer::of).toList()))),
                Endpoint.post("/sites", Access.OWN, SiteDraft.class, this::create),
                Endpoint.get("/sites/{site}", Access.READ, request -> Answer.ok(SiteAnswer.of(request.site()))),
                Endpoint.patch("/sites/{site}", Access.EDIT, SiteDraft.class, this::change),
                Endpoint.delete("/sites/{site}", Access.OWN, this::delete),
                Endpoint.get("/sites/{site}/status", Access.READ, this::status));
    }

    private Answer create(ApiRequest<SiteDraft> request) {
        Fields fields = new Fields();
        String domain = fields.required("domain", request.body().domain(), DomainName::normalise);
        if (domain == null) {
            // The rest is read too, so that the client hears of everything at once.
            domain = "";
        }
        Sites.Settings settings =
                read(request.body(), new Sites.Settings(domain, List.of(), ZoneId.of("UTC"), "EUR"), fields);
        Site site = sites.create(settings);
        return Answer.created(SiteAnswer.of(site)).with("Location", "/api/v1/sites/" + site.id());
    }

    private Answer change(ApiRequest<SiteDraft> request) {
        Site site = request.site();
        Fields fields = new Fields();
        String domain = fields.optional("domain", request.body().domain(), DomainName::normalise);
        String named = domain == null ? site.domain() : domain;
        Sites.Settings before = new Sites.Settings(
                named,
                site.aliases(),
                site.timezone(),
                site.currency(),
                site.excludedAddresses(),
                site.name().equals(site.domain()) ? named : site.name(),
                site.queryParameters(),
                site.snapshots(),
                site.replay());
        return sites.update(site.id(), read(request.body(), before, fields))
                .map(changed -> Answer.ok(SiteAnswer.of(changed)))
                .orElseThrow(SiteRoutes::gone);
    }

    private Answer delete(ApiRequest<?> request) {
        if (!sites.delete(request.site().id())) {
            throw gone();
        }
        eraser.wake();
        return Answer.accepted(new Deleted(request.site().id(), true));
    }

    private Answer status(ApiRequest<?> request) {
        return Answer.ok(events.span(request.site().number())
                .map(span -> new Status(span.first().toString(), span.last().toString()))
                .orElse(new Status(null, null)));
    }

    /** The settings with what the draft says of all but the domain. */
    private static Sites.Settings read(SiteDraft draft, Sites.Settings before, Fields fields) {
        ZoneId timezone = fields.optional("timezone", draft.timezone(), SiteSettings::timezone);
        String currency = fields.optional("currency", draft.currency(), SiteSettings::currency);
        List<String> aliases = fields.each("aliases", draft.aliases(), MOST_ALIASES, DomainName::normalise);
        List<String> excluded = fields.each(
                "excludedAddresses", draft.excludedAddresses(), MOST_EXCLUDED, SiteSettings::addressOrNetwork);
        String name = fields.optional("name", draft.name(), Fields.text(100));
        List<String> parameters =
                fields.each("queryParameters", draft.queryParameters(), MOST_PARAMETERS, SiteSettings::queryParameter);
        List<String> masked = fields.each("maskedPages", draft.maskedPages(), MOST_MASKED, PagePatternField::read);
        ReplayRules replay = ReplaySettings.read(draft.replay(), before.replay(), fields);
        fields.check();
        LinkedHashSet<String> distinct = new LinkedHashSet<>(aliases == null ? before.aliases() : aliases);
        distinct.remove(before.domain());
        return new Sites.Settings(
                before.domain(),
                List.copyOf(distinct),
                timezone == null ? before.timezone() : timezone,
                currency == null ? before.currency() : currency,
                excluded == null
                        ? before.excludedAddresses()
                        : excluded.stream().distinct().toList(),
                name == null ? before.name() : name,
                parameters == null
                        ? before.queryParameters()
                        : parameters.stream().distinct().sorted().toList(),
                new SnapshotRules(
                        draft.snapshots() == null ? before.snapshots().taken() : draft.snapshots(),
                        masked == null
                                ? before.snapshots().maskedPages()
                                : masked.stream().distinct().toList()),
                replay);
    }

    private static RuntimeException gone() {
        return Problem.notFound("There is no such site.").asException();
    }
}

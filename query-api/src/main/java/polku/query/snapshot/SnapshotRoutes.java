package polku.query.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.report.GroupDirectory;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.query.web.QueryParameters;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.read.PageVersion;
import polku.storage.read.SnapshotStore;
import polku.storage.read.SnapshotStore.Pages;

/** What heatmaps are drawn over: {@code /sites/{site}/snapshots}, and the {@code /sites/{site}/backdrop} to rebuild them in. */
public final class SnapshotRoutes implements EndpointGroup {
    private static final Set<String> DEVICES = Set.of("desktop", "tablet", "mobile");
    private static final int LONGEST_PAGE = 2048;

    private final SnapshotStore store;
    private final GroupDirectory groups;

    public SnapshotRoutes(ClickHouse clickHouse, GroupDirectory groups) {
        this.store = new SnapshotStore(clickHouse);
        this.groups = groups;
    }

    /** Times are in the site's time zone, sizes CSS px. */
    record VersionAnswer(
            String id,
            String page,
            String device,
            String firstSeenAt,
            String lastSeenAt,
            String takenAt,
            String takenBy,
            long visitors,
            List<Integer> viewport,
            List<Integer> document,
            boolean usable,
            boolean isDefault) {}

    record VersionList(List<VersionAnswer> versions) {}

    record SnapshotAnswer(
            String id,
            String page,
            String device,
            String title,
            List<Integer> viewport,
            List<Integer> document,
            JsonNode snapshot) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get("/sites/{site}/snapshots", Access.READ, this::list),
                Endpoint.get("/sites/{site}/snapshots/{version}", Access.READ, this::find),
                Endpoint.delete("/sites/{site}/snapshots/{version}", Access.EDIT, this::delete),
                Endpoint.get("/sites/{site}/backdrop", Access.READ, request -> {
                    request.query().only();
                    return BackdropPage.of(request.site());
                }));
    }

    private Answer list(ApiRequest<NoBody> request) {
        QueryParameters.Values given = request.query().only("page", "pageGroup", "device");
        Fields fields = new Fields();
        String page = fields.optional("page", given.get("page"), SnapshotRoutes::page);
        String group = fields.optional("pageGroup", given.get("pageGroup"), SnapshotRoutes::page);
        String device = fields.optional("device", given.get("device"), SnapshotRoutes::device);
        if (page != null && group != null) {
            fields.wrong("pageGroup", "must not be there beside a page");
        }
        fields.check();
        Pages pages = page != null
                ? new Pages.One(page)
                : group != null
                        ? new Pages.Group(group, groups.groups(request.site().id()))
                        : new Pages.All();
        List<PageVersion> versions = store.versions(request.site().number(), pages, device);
        return Answer.ok(new VersionList(
                answers(versions, pages instanceof Pages.All, request.site().timezone())));
    }

    /** @param onlyDefaults one of each page and device, as for a list of pages */
    private static List<VersionAnswer> answers(List<PageVersion> versions, boolean onlyDefaults, ZoneId zone) {
        Set<List<String>> withDefault = new HashSet<>();
        List<VersionAnswer> answers = new ArrayList<>();
        for (PageVersion version : versions) {
            boolean isDefault = version.isUsable() && withDefault.add(List.of(version.page(), version.device()));
            if (isDefault || !onlyDefaults) {
                answers.add(answer(version, isDefault, zone));
            }
        }
        return answers;
    }

    private static VersionAnswer answer(PageVersion version, boolean isDefault, ZoneId zone) {
        DateTimeFormatter times = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(zone);
        return new VersionAnswer(
                version.id(),
                version.page(),
                version.device(),
                times.format(version.firstSeenAt()),
                times.format(version.lastSeenAt()),
                times.format(version.takenAt()),
                version.byOwner() ? "owner" : "visitor",
                version.visitors(),
                size(version.viewport()),
                size(version.document()),
                version.isUsable(),
                isDefault);
    }

    private Answer find(ApiRequest<NoBody> request) {
        Key key = key(request);
        SnapshotStore.Snapshot found = store.find(request.site().number(), key.page(), key.device(), key.version())
                .orElseThrow(
                        () -> Problem.notFound("There is no such snapshot.").asException());
        return Answer.ok(new SnapshotAnswer(
                key.version(),
                key.page(),
                key.device(),
                found.title(),
                size(found.viewport()),
                size(found.document()),
                SnapshotSanitizer.sanitise(found.content())));
    }

    private Answer delete(ApiRequest<NoBody> request) {
        Key key = key(request);
        store.delete(request.site().number(), key.page(), key.device(), key.version());
        return Answer.noContent();
    }

    private record Key(String page, String device, String version) {}

    private static Key key(ApiRequest<NoBody> request) {
        QueryParameters.Values given = request.query().only("page", "device");
        Fields fields = new Fields();
        String page = fields.required("page", given.get("page"), SnapshotRoutes::page);
        String device = fields.required("device", given.get("device"), SnapshotRoutes::device);
        fields.check();
        String version = request.path("version");
        if (page == null || device == null || !version.matches("[0-9a-f]{16}")) {
            throw Problem.notFound("There is no such snapshot.").asException();
        }
        return new Key(page, device, version);
    }

    private static String page(String given) {
        if (given.isEmpty() || given.length() > LONGEST_PAGE) {
            throw new IllegalArgumentException("must have 1 to " + LONGEST_PAGE + " characters");
        }
        return given;
    }

    private static String device(String given) {
        if (!DEVICES.contains(given)) {
            throw new IllegalArgumentException("must be desktop, tablet or mobile");
        }
        return given;
    }

    private static List<Integer> size(PageVersion.Size size) {
        return List.of(size.width(), size.height());
    }
}

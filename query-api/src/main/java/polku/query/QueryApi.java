package polku.query;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import polku.query.access.Authenticator;
import polku.query.check.CheckRoutes;
import polku.query.check.RecentlyLeftOut;
import polku.query.crawler.CrawlerRoutes;
import polku.query.dashboard.DashboardFiles;
import polku.query.goal.GoalRoutes;
import polku.query.heatmap.HeatmapRoutes;
import polku.query.heatmap.OverlayRoutes;
import polku.query.key.KeyRoutes;
import polku.query.link.LinkRoutes;
import polku.query.note.NoteRoutes;
import polku.query.openapi.OpenApiRoutes;
import polku.query.page.GroupRoutes;
import polku.query.realtime.RealtimeRoutes;
import polku.query.replay.KeepingRoutes;
import polku.query.replay.QuantifyRoutes;
import polku.query.replay.ReplayRoutes;
import polku.query.replay.SharedReplayRoutes;
import polku.query.report.ReportRoutes;
import polku.query.report.ValueRoutes;
import polku.query.signin.Accounts;
import polku.query.signin.FirstRun;
import polku.query.signin.SignInRoutes;
import polku.query.signin.UserRoutes;
import polku.query.site.SiteEraser;
import polku.query.site.SiteRoutes;
import polku.query.snapshot.SnapshotRoutes;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.Endpoints;
import polku.query.web.WorkerPool;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.control.ControlStore;
import polku.storage.site.SiteEvents;

/**
 * The query API and the dashboard's files. Thread-safe: make one, and mount it on the router of every event loop. Errors are
 * thrown as {@link polku.http.ProblemException}; the router needs {@link polku.http.ProblemHandler#install}.
 */
public final class QueryApi implements AutoCloseable {
    private static final int PASSWORD_QUEUE = 32;
    private static final int REQUEST_THREADS = 8;
    /** A crowd that opens the same dashboard asks few questions in many requests: these wait here, and not for a question's thread. */
    private static final int REQUEST_QUEUE = 2048;

    private final WorkerPool requests;
    private final WorkerPool questions;
    private final WorkerPool passwords;
    private final Accounts accounts;
    private final FirstRun firstRun;
    private final SiteEraser eraser;
    private final RealtimeRoutes realtime;
    private final Endpoints endpoints;
    private final DashboardFiles dashboard;

    /** The stores stay the caller's to close, after this. */
    public QueryApi(QueryApiConfig config, ControlStore store, ClickHouse clickHouse, MeterRegistry metrics) {
        this(config, store, clickHouse, metrics, InstantSource.system());
    }

    /** @param clock tells how long a sign-in that was tried too often must wait */
    QueryApi(
            QueryApiConfig config,
            ControlStore store,
            ClickHouse clickHouse,
            MeterRegistry metrics,
            InstantSource clock) {
        requests = new WorkerPool("request", REQUEST_THREADS, REQUEST_QUEUE, metrics);
        questions = new WorkerPool("query", config.questionThreads(), config.questionQueue(), metrics);
        passwords = new WorkerPool("sign-in", config.passwordThreads(), PASSWORD_QUEUE, metrics);
        accounts = new Accounts(store.users());
        firstRun = new FirstRun(store.users(), accounts, store.signIns());
        SiteEvents events = new SiteEvents(clickHouse);
        realtime = new RealtimeRoutes(clickHouse, clock, metrics);
        eraser = new SiteEraser(store.erasures(), events, clock);
        ReplayRoutes replays =
                new ReplayRoutes(clickHouse, store, store.goals()::list, store.urlGroups()::list, clock, questions);
        List<EndpointGroup> groups = List.of(
                firstRun,
                new SignInRoutes(accounts, store.signIns(), clock),
                new UserRoutes(accounts, store.users(), store.signIns(), clock),
                new SiteRoutes(store.sites(), events, eraser),
                new GoalRoutes(store.goals(), clickHouse, clock),
                new CrawlerRoutes(store.leftOut(), clock),
                new GroupRoutes(store.urlGroups(), clickHouse, clock),
                new NoteRoutes(store.notes()),
                new KeyRoutes(store.apiKeys()),
                new ReportRoutes(clickHouse, store.goals()::list, store.urlGroups()::list, clock, questions),
                new HeatmapRoutes(clickHouse, store.goals()::list, store.urlGroups()::list, questions),
                // before the addresses of single replays, which they would be taken for
                new KeepingRoutes(store, config.address().url()),
                replays,
                new QuantifyRoutes(clickHouse, store.goals()::list, store.urlGroups()::list, questions),
                new SharedReplayRoutes(store.replayShares(), store.sites(), replays),
                realtime,
                new CheckRoutes(config.address().url(), new RecentlyLeftOut(store.leftOut(), clock)),
                new SnapshotRoutes(clickHouse, store.urlGroups()::list),
                new LinkRoutes(store.pageTokens(), clock),
                new OverlayRoutes(clickHouse, store.pageTokens(), store.sites(), clock, questions),
                new ValueRoutes(clickHouse, store.goals()::list, store.urlGroups()::list, clock),
                new OpenApiRoutes());
        endpoints = new Endpoints(
                groups,
                new Authenticator(store.apiKeys(), store.signIns()),
                store.sites(),
                config.address(),
                requests,
                passwords);
        dashboard = new DashboardFiles(requests);
    }

    /** Mounts {@code /api/v1/…} and, for what no other route answers, the dashboard. */
    public void mount(Router router) {
        endpoints.mount(router);
        dashboard.mount(router);
    }

    /** Users with their passwords, for the command line and the demo. */
    public Accounts accounts() {
        return accounts;
    }

    /** The path of the set-up link, {@code /setup#token=…}, or empty where somebody can sign in already. Blocks. */
    public Optional<String> setupPath() {
        return firstRun.token().map(token -> "/setup#token=" + token);
    }

    List<Endpoint<?>> endpoints() {
        return endpoints.all();
    }

    @Override
    public void close() {
        realtime.close();
        eraser.close();
        requests.close();
        questions.close();
        passwords.close();
    }
}

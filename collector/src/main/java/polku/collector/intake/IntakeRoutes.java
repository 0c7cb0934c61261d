package polku.collector.intake;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import polku.collector.CollectorMetrics;
import polku.collector.DropReason;
import polku.collector.Refusal;
import polku.collector.beacon.BeaconParser;
import polku.collector.beacon.ReplayParser;
import polku.collector.beacon.ServerEventParser;
import polku.collector.beacon.SightingParser;
import polku.collector.door.Door;
import polku.collector.door.PageviewIds;
import polku.collector.door.PixelDoor;
import polku.collector.door.PlausibleDoor;
import polku.collector.door.UmamiDoor;
import polku.collector.enrich.Places;
import polku.collector.enrich.UserAgents;
import polku.collector.enrich.VisitorIds;
import polku.collector.replay.Recordings;
import polku.collector.snapshot.Looks;
import polku.collector.spool.Spool;
import polku.collector.spool.SpoolEntry.BeaconKey;
import polku.http.AllowedMethods;
import polku.http.Shortcut;
import polku.http.TrustedProxies;
import polku.storage.control.ApiKeyVerifier;
import polku.storage.control.LeftOutLog;
import polku.storage.control.PageTokens;
import polku.storage.control.SaltSource;
import polku.storage.control.SiteDirectory;

/** The collector's addresses. They may be mounted before {@link #open}; until then, and after {@link #close}, it is 503. */
public final class IntakeRoutes {
    private static final String BEACONS = "/b";
    private static final String SNAPSHOTS = "/s";
    private static final String REPLAYS = "/r";
    private static final String DAY_SECONDS = "86400";

    private final Vertx vertx;
    private final SiteDirectory sites;
    private final VisitorIds visitors;
    /** One for the routes of all event loops. */
    private final Senders senders;

    private final Duration deadline;
    private final InstantSource clock;
    private final CollectorMetrics metrics;
    private final BeaconMemory memory = new BeaconMemory();
    private final LeftOutCounter leftOut;
    private final PageTokens tokens;
    private final Looks looks;
    private final SightingReader sightings;
    private final Recordings recordings;
    private final ReplayReader chunks;
    private final Door plausible;
    private final Door umami;
    private final Door pixel = new PixelDoor();
    /** By path. */
    private final Map<String, TrackerHandler> tracker =
            TrackerHandler.FILES.stream().collect(Collectors.toMap(file -> "/" + file, TrackerHandler::new));

    private volatile @Nullable Intake intake;

    public IntakeRoutes(
            Vertx vertx,
            SiteDirectory sites,
            ApiKeyVerifier keys,
            SaltSource salts,
            PageTokens tokens,
            LeftOutLog leftOutLog,
            TrustedProxies proxies,
            Duration deadline,
            Duration lookInterval,
            InstantSource clock,
            CollectorMetrics metrics) {
        this.vertx = vertx;
        this.sites = sites;
        this.visitors = new VisitorIds(salts, clock);
        this.senders = new Senders(keys, proxies);
        this.deadline = deadline;
        this.clock = clock;
        this.metrics = metrics;
        this.leftOut = new LeftOutCounter(leftOutLog, metrics, clock);
        this.tokens = tokens;
        this.looks = new Looks(lookInterval, clock);
        this.sightings = new SightingReader(vertx);
        this.recordings = new Recordings(clock);
        this.chunks = new ReplayReader(vertx);
        PageviewIds pageviews = new PageviewIds();
        this.plausible = new PlausibleDoor(sites, pageviews);
        this.umami = new UmamiDoor(sites, pageviews);
    }

    /** Notes a beacon that was found in the spool: its repetition will not count. */
    public void remember(BeaconKey key) {
        memory.see(key);
    }

    /** Who is on the way over midnight, which a start has forgotten. */
    public VisitorIds visitors() {
        return visitors;
    }

    /**
     * @param isStoring whether what lies in the spool is being stored, and not only waits
     * @param duplicates is told how many items each repeated beacon held
     */
    public void open(
            Spool spool, UserAgents agents, Places places, BooleanSupplier isStoring, LongConsumer duplicates) {
        intake = new Intake(
                sites,
                agents,
                visitors,
                places,
                clock,
                metrics,
                leftOut,
                looks,
                recordings,
                tokens,
                memory,
                spool,
                isStoring,
                duplicates);
    }

    /** Stores the counts of what was left out. Blocks. */
    public void flushLeftOut() {
        leftOut.flush();
    }

    /** Takes nothing any more. */
    public void close() {
        intake = null;
    }

    /** To be called by each event loop for its own router. */
    public void mount(Router router) {
        router.post(BEACONS).handler(on(beacons()));
        router.post(SNAPSHOTS).handler(on(snapshots()));
        router.post(REPLAYS).handler(on(replays()));
        router.post("/api/v1/events").handler(on(handler(true, ServerEventParser.MAX_BODY, this::serverEventSteps)));
        router.post("/api/event").handler(on(door(body(BeaconParser.MAX_BODY), plausible, new PlausibleAnswers())));
        router.post("/api/send").handler(on(door(body(BeaconParser.MAX_BODY), umami, new UmamiAnswers())));
        router.get("/p.gif").handler(on(door(new PixelQuery(), pixel, new PixelAnswers())));
        router.route("/p.gif").handler(new AllowedMethods(List.of(HttpMethod.GET)));
        for (String path : List.of(BEACONS, SNAPSHOTS, REPLAYS, "/api/v1/events", "/api/event", "/api/send")) {
            router.options(path).handler(preflight());
            router.route(path).handler(new AllowedMethods(List.of(HttpMethod.POST, HttpMethod.OPTIONS)));
        }
        tracker.forEach((path, file) -> {
            router.get(path).handler(file);
            router.head(path).handler(file);
            router.route(path).handler(new AllowedMethods(List.of(HttpMethod.GET, HttpMethod.HEAD)));
        });
    }

    /** For beacons as trackers send them; those of other kinds and whatever is wrong come by the route. For one event loop. */
    public Shortcut shortcut() {
        return new BeaconShortcut(BEACONS, this::beaconSteps, senders, new Loop(vertx.getOrCreateContext()));
    }

    private IntakeHandler<Receipt> beacons() {
        return handler(false, BeaconParser.MAX_BODY, this::beaconSteps);
    }

    private static Handler<RoutingContext> on(IntakeHandler<?> handler) {
        return context -> handler.handle(context.request());
    }

    private IntakeHandler<SnapshotSteps.Outcome> snapshots() {
        return handler(
                new IntakeHandler.Rules<>(false, body(SightingParser.MAX_BODY), SnapshotSteps.Outcome::answer),
                () -> new SnapshotSteps(opened(), sightings)::accept);
    }

    private IntakeHandler<ReplaySteps.Outcome> replays() {
        return handler(
                new IntakeHandler.Rules<>(false, body(ReplayParser.MAX_BODY), ReplaySteps.Outcome::answer),
                () -> new ReplaySteps(opened(), chunks)::accept);
    }

    private IntakeHandler<Receipt> handler(
            boolean needsKey, int maxBody, Supplier<IntakeHandler.Steps<Receipt>> steps) {
        return handler(new IntakeHandler.Rules<>(needsKey, body(maxBody), IntakeHandler::answerInFull), steps);
    }

    private IntakeHandler<Receipt> door(IntakeHandler.Source body, Door door, IntakeHandler.Answers<Receipt> answers) {
        return handler(new IntakeHandler.Rules<>(false, body, answers), () -> new DoorSteps(opened(), door)::accept);
    }

    private <R> IntakeHandler<R> handler(IntakeHandler.Rules<R> rules, Supplier<IntakeHandler.Steps<R>> steps) {
        return new IntakeHandler<>(vertx, rules, steps, senders, metrics, leftOut);
    }

    private BodyReader body(int limit) {
        return new BodyReader(vertx, limit, deadline);
    }

    private IntakeHandler.Steps<Receipt> beaconSteps() {
        return new BeaconSteps(opened())::accept;
    }

    private IntakeHandler.Steps<Receipt> serverEventSteps() {
        ServerEventSteps steps = new ServerEventSteps(opened());
        return (body, sender, loop) -> steps.accept(body, loop);
    }

    private Intake opened() {
        Intake current = intake;
        if (current == null) {
            throw Refusal.unavailable(
                    DropReason.STOPPING, "The server is starting or stopping; send it again soon.", 3);
        }
        return current;
    }

    private static Handler<RoutingContext> preflight() {
        return context -> CrossOrigin.allow(context.response())
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, HttpMethod.POST.name())
                .putHeader(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                        "authorization, content-type, content-encoding, x-umami-cache")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, DAY_SECONDS)
                .setStatusCode(204)
                .end();
    }
}

package polku.collector.intake;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.collector.DropReason;
import polku.collector.LeftOut;
import polku.collector.Refusal;
import polku.collector.beacon.Beacon;
import polku.collector.beacon.BeaconParser;
import polku.collector.enrich.PageUrl;
import polku.collector.enrich.SiteHosts;
import polku.collector.enrich.UserAgent;
import polku.collector.rows.BeaconRows;
import polku.collector.rows.Origin;
import polku.collector.rows.PageFacts;
import polku.collector.spool.SpoolEntry;
import polku.collector.spool.SpoolEntry.BeaconKey;
import polku.http.IpAddress;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.Site;
import polku.storage.write.Client;

/**
 * The way of a beacon, from its body to the spool. The steps, in order: parse → site → key → hosts → excluded addresses → wish not to be tracked →
 * user agent and bots → consent → repetitions → scrub and enrich the pages → client → visitor → time → encode ({@link BeaconRows}) → append →
 * ask for what the site's owner wants of trackers ({@link Asking}).
 * Limits on the body come before ({@link BodyReader}); the batch writer takes over after.
 */
final class BeaconSteps {
    private static final ThreadLocal<SpoolEntry.Builder> BUILDER = ThreadLocal.withInitial(SpoolEntry.Builder::new);

    private final Intake intake;

    BeaconSteps(Intake intake) {
        this.intake = intake;
    }

    /** Completes when the beacon is durable; fails with a {@link Refusal} where it is not taken. */
    Future<Receipt> accept(byte[] body, Sender sender, Loop loop) {
        return accept(BeaconParser.parse(body), !sender.keyed(), sender, loop);
    }

    /** The same of a beacon that another product's tracker sent, which cannot be asked for anything; a page without a URL is none. */
    Future<Receipt> accept(Beacon beacon, Sender sender, Loop loop) {
        return accept(beacon, false, sender, loop);
    }

    private Future<Receipt> accept(Beacon beacon, boolean mayAsk, Sender sender, Loop loop) {
        long receivedAt = intake.clock.millis();
        Site site = site(beacon);
        checkKey(beacon, sender);
        sender.checkOrigin(site, beacon.pageviews(), beacon.items().size());
        List<@Nullable PageUrl> urls = urls(site, beacon);
        byte[] address = address(beacon, sender);
        if (isVisitors(beacon) && intake.excluded.hold(site, address)) {
            intake.leftOut.count(LeftOut.of(site, Reason.EXCLUDED_ADDRESS, "", beacon));
            return intake.drop(DropReason.EXCLUDED_ADDRESS, beacon.items().size());
        }
        // Trackers send nothing then; this is for older and other ones. A keyed request's headers are not the
        // visitor's; one who consented to this site is known by it.
        if (sender.optedOut() && !sender.keyed() && beacon.client() == null) {
            intake.leftOut.count(LeftOut.of(site, Reason.OPTED_OUT, "", beacon));
            return intake.drop(DropReason.OPTED_OUT, beacon.items().size());
        }
        String agentText = beacon.userAgent() != null ? beacon.userAgent() : sender.userAgent();
        Visit visit = new Visit(site, beacon, mayAsk, urls, sender, address, agentText, receivedAt);
        UserAgent known = intake.knownAgent(agentText);
        return known != null
                ? storeUnlessRobot(visit, known, loop)
                : intake.agent(agentText, loop).compose(found -> storeUnlessRobot(visit, found, loop));
    }

    private Future<Receipt> storeUnlessRobot(Visit visit, UserAgent agent, Loop loop) {
        UserAgent.Robot robot = agent.robot();
        if (robot == null) {
            return store(visit, agent, loop);
        }
        Beacon beacon = visit.beacon();
        if (isVouchedFor(beacon, visit.sender())) {
            return store(visit, UserAgent.UNKNOWN, loop);
        }
        int items = beacon.items().size();
        long at = visit.sender().keyed() ? Math.min(beacon.sentAt(), visit.receivedAt()) : visit.receivedAt();
        return intake.drop(intake.leftOut.countRobot(visit.site(), robot, at, beacon.pageviews(), items), items);
    }

    private Future<Receipt> store(Visit visit, UserAgent agent, Loop loop) {
        int unconsented = visit.beacon().unconsented();
        int items = visit.beacon().items().size() - unconsented;
        if (items == 0) {
            return intake.drop(DropReason.NO_CONSENT, unconsented);
        }
        BeaconKey key = new BeaconKey(visit.site().number(), visit.beacon().id());
        Writing writing = new Writing(visit, agent);
        Future<Receipt> stored = intake.storeOnce(key, items, writing, loop);
        String load = writing.load;
        return unconsented == 0 && load == null
                ? stored // as nearly always
                : stored.map(receipt -> {
                    intake.metrics.refused(DropReason.NO_CONSENT, unconsented);
                    Receipt whole = new Receipt(receipt.accepted(), receipt.dropped() + unconsented);
                    return load == null ? whole : whole.asking(load);
                });
    }

    /** The owner's own server names the visitor, or sends a visitor's beacon without saying with which user agent. */
    private static boolean isVouchedFor(Beacon beacon, Sender sender) {
        return sender.keyed() && (beacon.visitor() != null || beacon.userAgent() == null);
    }

    private record Visit(
            Site site,
            Beacon beacon,
            boolean mayAsk,
            List<@Nullable PageUrl> urls,
            Sender sender,
            byte[] address,
            String agentText,
            long receivedAt) {}

    private Site site(Beacon beacon) {
        return intake.sites.find(beacon.site()).orElseThrow(() -> Refusal.unknownSite(beacon.site()));
    }

    private static void checkKey(Beacon beacon, Sender sender) {
        if (beacon.speaksForAnother() && !sender.keyed()) {
            throw Refusal.unauthorized(401, "visitor, ip and userAgent need a key with the right to ingest.");
        }
    }

    private static List<@Nullable PageUrl> urls(Site site, Beacon beacon) {
        List<@Nullable PageUrl> urls = new ArrayList<>(beacon.pages().size());
        for (Beacon.Page page : beacon.pages()) {
            PageUrl url = page.url().isEmpty() ? null : Enricher.url(page.url(), "pages[" + urls.size() + "].url");
            if (url != null && !SiteHosts.belongs(site, url.host())) {
                throw Refusal.wrongHostname(LeftOut.of(site, Reason.OTHER_HOST, url.host(), beacon));
            }
            urls.add(url);
        }
        return urls;
    }

    /** A server that names its visitor but no address speaks from an address of its own. */
    private static boolean isVisitors(Beacon beacon) {
        return beacon.visitor() == null || beacon.ip() != null;
    }

    private static byte[] address(Beacon beacon, Sender sender) {
        if (beacon.ip() == null) {
            return sender.address();
        }
        byte[] address = IpAddress.parse(beacon.ip());
        if (address == null) {
            throw Refusal.malformed("ip must be an IPv4 or IPv6 address.");
        }
        return address;
    }

    /** Writes the entry of a beacon that did not come before, and finds out what to ask of its tracker. */
    private final class Writing implements Intake.EntryBuilder {
        private final Visit visit;
        private final UserAgent agent;
        /** Null where the tracker is asked for nothing. */
        @Nullable
        String load;

        Writing(Visit visit, UserAgent agent) {
            this.visit = visit;
            this.agent = agent;
        }

        @Override
        public byte[] build() {
            List<PageFacts> pages = pages(visit);
            Origin origin = origin(visit, agent);
            if (visit.mayAsk()) {
                load = intake.asking.of(visit.beacon(), pages, origin);
            }
            return entry(visit, pages, origin);
        }
    }

    private byte[] entry(Visit visit, List<PageFacts> pages, Origin origin) {
        Beacon beacon = visit.beacon();
        SpoolEntry.Builder entry =
                BUILDER.get().start(new BeaconKey(visit.site().number(), beacon.id()));
        BeaconRows rows = new BeaconRows(entry, origin, intake.enricher.scrubber());
        for (int i = 0; i < beacon.items().size(); i++) {
            Beacon.Item item = beacon.items().get(i);
            if (beacon.client() != null || !(item instanceof Beacon.Identify)) {
                rows.add(item, time(visit, item, i), pages.get(item.page()));
            }
        }
        if (beacon.granted()) {
            rows.link();
        }
        return entry.build();
    }

    private Origin origin(Visit visit, UserAgent agent) {
        Beacon beacon = visit.beacon();
        Client client = intake.enricher.client(
                visit.address(), isVisitors(beacon), agent, beacon.viewportWidth(), beacon.language());
        long visitor = visitor(visit);
        long person = beacon.client() == null || beacon.visitor() != null
                ? visitor
                : intake.visitors.consenting(visit.site(), beacon.client());
        return new Origin(
                visit.site(),
                // Consent that came in the middle of a session does not tear it in two.
                beacon.granted() ? visitor : person,
                person,
                visit.receivedAt(),
                beacon.viewportWidth(),
                beacon.viewportHeight(),
                client);
    }

    private List<PageFacts> pages(Visit visit) {
        List<PageFacts> pages = new ArrayList<>(visit.urls().size());
        for (int i = 0; i < visit.urls().size(); i++) {
            Beacon.Page page = visit.beacon().pages().get(i);
            PageUrl url = visit.urls().get(i);
            pages.add(
                    url == null
                            ? intake.enricher.noPage(visit.site(), page.referrer())
                            : intake.enricher.page(
                                    visit.site(), (int) page.id(), url, page.title(), page.referrer(), page.status()));
        }
        return pages;
    }

    private long visitor(Visit visit) {
        String named = visit.beacon().visitor();
        return named != null
                ? intake.visitors.named(visit.site(), named)
                : intake.visitors.cookieless(visit.site(), visit.address(), visit.agentText());
    }

    private static long time(Visit visit, Beacon.Item item, int index) {
        return visit.sender().keyed()
                ? EventClock.named(item.at(), visit.receivedAt(), "items[" + index + "].at")
                : EventClock.corrected(item.at(), visit.beacon().sentAt(), visit.receivedAt());
    }
}

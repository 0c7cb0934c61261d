package polku.collector.intake;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.collector.DropReason;
import polku.collector.LeftOut;
import polku.collector.Refusal;
import polku.collector.beacon.ServerEvent;
import polku.collector.beacon.ServerEventParser;
import polku.collector.enrich.PageUrl;
import polku.collector.enrich.SiteHosts;
import polku.collector.enrich.UserAgent;
import polku.collector.rows.PageFacts;
import polku.collector.rows.ServerEventRows;
import polku.collector.spool.SpoolEntry;
import polku.collector.spool.SpoolEntry.BeaconKey;
import polku.http.IpAddress;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.Site;
import polku.storage.write.Client;
import polku.storage.write.EventRow;
import polku.storage.write.RowKind;

/**
 * The way of events that the owner's servers send: parse → site, host, address and time of each → user agents and bots →
 * scrub and enrich → encode → append. All of a request or nothing: one bad element refuses it whole.
 */
final class ServerEventSteps {
    private static final byte[] NO_ADDRESS = new byte[4];

    private final Intake intake;
    private final ServerEventRows rows;

    ServerEventSteps(Intake intake) {
        this.intake = intake;
        this.rows = new ServerEventRows(intake.enricher.scrubber());
    }

    /** Completes when the events are durable; fails with a {@link Refusal} that names the element at fault. */
    Future<Receipt> accept(byte[] body, Loop loop) {
        long receivedAt = intake.clock.millis();
        List<ServerEvent> sent = ServerEventParser.parse(body);
        if (sent.isEmpty()) {
            return Future.succeededFuture(new Receipt(0, 0));
        }
        List<Checked> events = new ArrayList<>(sent.size());
        for (ServerEvent event : sent) {
            events.add(check(event, "[" + events.size() + "]", receivedAt));
        }
        return agents(events, loop).compose(agents -> {
            List<EventRow> taken = new ArrayList<>(events.size());
            List<Boolean> resendable = new ArrayList<>(events.size());
            for (int i = 0; i < events.size(); i++) {
                Checked event = events.get(i);
                UserAgent agent = agents.get(i);
                if (!isLeftOut(event, agent)) {
                    taken.add(row(event, agent.bot() ? UserAgent.UNKNOWN : agent, receivedAt));
                    resendable.add(ServerEventRows.nameOf(event.event()) != null);
                }
            }
            return store(taken, resendable, events.size() - taken.size(), loop);
        });
    }

    /** True for a robot and for an excluded address, which are counted. Who names the visitor vouches for it. */
    private boolean isLeftOut(Checked checked, UserAgent agent) {
        DropReason reason = null;
        byte[] address = checked.address();
        UserAgent.Robot robot = agent.robot();
        if (address != null && intake.excluded.hold(checked.site(), address)) {
            intake.leftOut.count(leftOut(checked, Reason.EXCLUDED_ADDRESS));
            reason = DropReason.EXCLUDED_ADDRESS;
        } else if (robot != null && checked.event().visitorId() == null) {
            reason = intake.leftOut.countRobot(checked.site(), robot, checked.at(), pageviews(checked.event()), 1);
        }
        if (reason != null) {
            intake.metrics.refused(reason, 1);
        }
        return reason != null;
    }

    private static LeftOut leftOut(Checked checked, Reason reason) {
        return new LeftOut(checked.site(), reason, "", pageviews(checked.event()), 1);
    }

    private static int pageviews(ServerEvent event) {
        return event.name().equals(EventRow.PAGEVIEW) ? 1 : 0;
    }

    /** @param address null where the event names none */
    private record Checked(ServerEvent event, Site site, PageFacts page, long at, byte @Nullable [] address) {}

    private Checked check(ServerEvent event, String where, long receivedAt) {
        Site site = intake.sites
                .find(event.site())
                .orElseThrow(() -> Refusal.malformed(where + ".site: there is no site '" + event.site() + "'."));
        byte[] address = null;
        if (event.ip() != null) {
            address = IpAddress.parse(event.ip());
            if (address == null) {
                throw Refusal.malformed(where + ".ip must be an IPv4 or IPv6 address.");
            }
        }
        long at = event.timestamp() < 0
                ? receivedAt
                : EventClock.named(event.timestamp(), receivedAt, where + ".timestamp");
        return new Checked(event, site, page(site, event, where), at, address);
    }

    private PageFacts page(Site site, ServerEvent event, String where) {
        boolean isPageview = pageviews(event) > 0;
        if (event.url() == null) {
            if (isPageview) {
                throw Refusal.malformed(where + " lacks 'url'.");
            }
            return intake.enricher.noPage(site, event.referrer());
        }
        PageUrl url = Enricher.url(event.url(), where + ".url");
        if (!SiteHosts.belongs(site, url.host())) {
            throw Refusal.malformed(where + ".url: " + Refusal.wrongHost(url.host()));
        }
        int pageviewId = isPageview ? ServerEventRows.pageviewId() : 0;
        return intake.enricher.page(site, pageviewId, url, event.title(), event.referrer(), 0);
    }

    private Future<List<UserAgent>> agents(List<Checked> events, Loop loop) {
        List<UserAgent> known = new ArrayList<>(events.size());
        List<Future<UserAgent>> unknown = new ArrayList<>();
        for (Checked checked : events) {
            String text = checked.event().userAgent();
            UserAgent agent = text == null ? UserAgent.UNKNOWN : intake.knownAgent(text);
            known.add(agent == null ? UserAgent.UNKNOWN : agent);
            if (agent == null) {
                int position = known.size() - 1;
                unknown.add(intake.agent(text, loop).onSuccess(found -> known.set(position, found)));
            }
        }
        // A thousand futures cost as much as their events, so only those are waited for that are not there yet.
        return unknown.isEmpty()
                ? Future.succeededFuture(known)
                : Future.all(unknown).map(all -> known);
    }

    private EventRow row(Checked checked, UserAgent agent, long receivedAt) {
        byte[] address = checked.address();
        Client client = intake.enricher.client(address == null ? NO_ADDRESS : address, address != null, agent, 0, "");
        return rows.row(
                checked.site(), checked.event(), visitor(checked), checked.at(), receivedAt, checked.page(), client);
    }

    private long visitor(Checked checked) {
        String named = checked.event().visitorId();
        byte[] address = checked.address();
        String agent = checked.event().userAgent();
        if (named != null || address == null || agent == null) {
            return intake.visitors.named(checked.site(), String.valueOf(named));
        }
        return intake.visitors.cookieless(checked.site(), address, agent);
    }

    private Future<Receipt> store(List<EventRow> rows, List<Boolean> resendable, int dropped, Loop loop) {
        if (rows.isEmpty()) {
            return Future.succeededFuture(new Receipt(0, dropped));
        }
        SpoolEntry.Builder entry = new SpoolEntry.Builder().start(BeaconKey.NONE);
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).encode(entry.row());
            entry.add(RowKind.EVENT, resendable.get(i));
        }
        return intake.store(rows.size(), entry::build, loop).map(receipt -> new Receipt(receipt.accepted(), dropped));
    }
}

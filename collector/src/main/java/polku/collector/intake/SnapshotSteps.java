package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import polku.collector.DropReason;
import polku.collector.LeftOut;
import polku.collector.Refusal;
import polku.collector.beacon.Sighting;
import polku.collector.enrich.PageUrl;
import polku.collector.enrich.SiteHosts;
import polku.collector.enrich.UserAgent;
import polku.collector.rows.PageFacts;
import polku.collector.snapshot.PageVersions.Version;
import polku.collector.spool.SpoolEntry;
import polku.collector.spool.SpoolEntry.BeaconKey;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.PageTokens.Presented;
import polku.storage.control.PageTokens.Purpose;
import polku.storage.control.Site;
import polku.storage.write.RowKind;
import polku.storage.write.SnapshotRow;
import polku.storage.write.SnapshotRow.TakenBy;

/**
 * The way of what a page looks like, from its body to the spool. The steps, in order: inflate, parse and scrub
 * ({@link SightingReader}) → token or key → site → page → bots → known versions → repetitions → append.
 */
final class SnapshotSteps {
    private final Intake intake;
    private final SightingReader reader;

    SnapshotSteps(Intake intake, SightingReader reader) {
        this.intake = intake;
        this.reader = reader;
    }

    /**
     * The answer.
     *
     * @param wanted a version was seen: whether to record it; null where something was recorded
     * @param masksAll every letter is to be masked in a recording
     * @param receipt of what was recorded
     */
    record Outcome(@Nullable Boolean wanted, boolean masksAll, Receipt receipt) {
        static void answer(HttpServerRequest request, Outcome outcome) {
            Boolean wanted = outcome.wanted;
            request.response()
                    .setStatusCode(wanted == null ? 202 : 200)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(
                            wanted == null
                                    ? outcome.receipt.toJson()
                                    : Buffer.buffer("{\"wanted\":" + wanted + ",\"mask\":\""
                                            + (outcome.masksAll ? "all" : "personal") + "\"}"));
        }
    }

    /** Completes when what is to be stored is durable; fails with a {@link Refusal} where it is not taken. */
    Future<Outcome> accept(byte[] body, Sender sender, Loop loop) {
        return reader.read(body).compose(sighting -> {
            Seen seen = seen(sighting, sender);
            return seen.isOwners() ? fromOwner(seen, loop) : fromVisitor(seen, loop);
        });
    }

    /**
     * Whose page it is, checked.
     *
     * @param presented null where a key speaks
     */
    private record Seen(Site site, @Nullable Presented presented, PageFacts page, Sighting sighting, String agentText) {
        boolean isOwners() {
            return presented == null || presented.grant().purpose() == Purpose.SNAPSHOT;
        }
    }

    private Seen seen(Sighting sighting, Sender sender) {
        Presented presented = presented(sighting, sender);
        String siteId = presented == null ? sighting.site() : presented.grant().siteId();
        if (siteId == null) {
            throw Refusal.malformed("With a key the body must have 'site'.");
        }
        Site site = intake.sites.find(siteId).orElseThrow(() -> Refusal.unknownSite(siteId));
        sender.checkOrigin(site, 0, 1);
        PageUrl url = Enricher.url(sighting.url(), "url");
        if (!SiteHosts.belongs(site, url.host())) {
            throw Refusal.wrongHostname(left(site, url.host()));
        }
        PageFacts page = intake.enricher.page(site, 0, url, sighting.title(), "", 0);
        // www.example.org and example.org have the same pages
        if (presented != null && !presented.grant().page().equals(page.page())) {
            throw Refusal.unauthorized(403, "The token is for another page.");
        }
        return new Seen(site, presented, page, sighting, sender.userAgent());
    }

    /** The token, where there is one; null where a key does. */
    private @Nullable Presented presented(Sighting sighting, Sender sender) {
        String token = sighting.token();
        if (token == null) {
            if (!sender.keyed()) {
                throw Refusal.unauthorized(401, "Send a token, or a key with the right to ingest.");
            }
            return null;
        }
        Presented presented = intake.tokens
                .read(token)
                .orElseThrow(() -> Refusal.unauthorized(401, "The token is not one of ours, or has expired."));
        Purpose purpose = presented.grant().purpose();
        if (purpose != Purpose.LOOK && purpose != Purpose.SNAPSHOT) {
            throw Refusal.unauthorized(403, "The token is for something else.");
        }
        return presented;
    }

    private static LeftOut left(Site site, String host) {
        return new LeftOut(site, Reason.OTHER_HOST, host, 0, 1);
    }

    private Future<Outcome> fromOwner(Seen seen, Loop loop) {
        boolean masksAll = masksAll(seen);
        if (seen.sighting().snapshot() != null && seen.site().snapshots().taken()) {
            return agent(seen, loop)
                    .compose(agent -> intake.store(
                                    1, () -> entry(seen, BeaconKey.NONE, ownersDevice(seen, agent)), loop)
                            .onSuccess(stored -> intake.metrics.recorded())
                            .map(stored -> new Outcome(null, masksAll, stored)));
        }
        if (seen.sighting().snapshot() != null) {
            return intake.drop(DropReason.SNAPSHOT_UNWANTED, 1).map(left -> new Outcome(null, masksAll, left));
        }
        if (seen.presented() == null) {
            throw Refusal.malformed("With a key the body must have 'snapshot'.");
        }
        return Future.succeededFuture(new Outcome(seen.site().snapshots().taken(), masksAll, new Receipt(0, 0)));
    }

    /** The key's owner says it, another's browser tells it. */
    private static String ownersDevice(Seen seen, UserAgent agent) {
        if (!seen.sighting().device().isEmpty()) {
            return seen.sighting().device();
        }
        if (seen.presented() == null) {
            throw Refusal.malformed("With a key the body must have 'device'.");
        }
        return agent.device().isEmpty() ? "desktop" : agent.device();
    }

    private Future<Outcome> fromVisitor(Seen seen, Loop loop) {
        return agent(seen, loop).compose(agent -> {
            boolean recorded = seen.sighting().snapshot() != null;
            UserAgent.Robot robot = agent.robot();
            if (robot != null) {
                return intake.drop(intake.leftOut.countRobot(seen.site(), robot, intake.clock.millis(), 0, 1), 1)
                        .map(left -> outcome(seen, recorded, false, left));
            }
            Presented presented = Objects.requireNonNull(seen.presented());
            String device = presented.grant().device();
            Version version = new Version(
                    seen.site(), seen.page().page(), device, seen.sighting().skeleton());
            boolean isTaken = seen.site().snapshots().taken();
            if (!isTaken || recorded && !intake.versions.isWanted(version)) {
                return intake.drop(DropReason.SNAPSHOT_UNWANTED, 1).map(left -> outcome(seen, recorded, false, left));
            }
            // One sighting and one recording a token: a visitor's word counts once.
            BeaconKey key = new BeaconKey(seen.site().number(), recorded ? ~presented.id() : presented.id());
            boolean wanted = !recorded && intake.versions.ask(version);
            return intake.storeOnce(key, 1, () -> entry(seen, key, device), loop)
                    .map(receipt -> {
                        if (receipt.accepted() > 0 && recorded) {
                            intake.versions.stored(version);
                            intake.metrics.recorded();
                        } else if (receipt.accepted() > 0) {
                            intake.metrics.sighted();
                        }
                        return outcome(seen, recorded, wanted, receipt);
                    });
        });
    }

    private static Outcome outcome(Seen seen, boolean recorded, boolean wanted, Receipt receipt) {
        return new Outcome(recorded ? null : wanted, masksAll(seen), receipt);
    }

    private static boolean masksAll(Seen seen) {
        return seen.site().snapshots().masks(seen.page().page());
    }

    private Future<UserAgent> agent(Seen seen, Loop loop) {
        UserAgent known = intake.knownAgent(seen.agentText());
        return known == null ? intake.agent(seen.agentText(), loop) : Future.succeededFuture(known);
    }

    private byte[] entry(Seen seen, BeaconKey key, String device) {
        Sighting sighting = seen.sighting();
        Presented presented = seen.presented();
        long now = intake.clock.millis();
        String content = sighting.snapshot();
        SpoolEntry.Builder entry = new SpoolEntry.Builder().start(key); // one that grew as large is not kept
        new SnapshotRow(
                        seen.site().number(),
                        presented == null ? 0 : presented.grant().visitorId(),
                        now,
                        now,
                        seen.page().hostname(),
                        seen.page().page(),
                        device,
                        sighting.skeleton(),
                        seen.isOwners() ? TakenBy.OWNER : TakenBy.VISITOR,
                        sighting.viewportWidth(),
                        sighting.viewportHeight(),
                        sighting.documentWidth(),
                        sighting.documentHeight(),
                        seen.page().title(),
                        content == null ? "" : content)
                .encode(entry.row());
        entry.add(RowKind.SNAPSHOT, false);
        return entry.build();
    }
}

package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import polku.collector.DropReason;
import polku.collector.LeftOut;
import polku.collector.Refusal;
import polku.collector.beacon.ReplayChunk;
import polku.collector.enrich.UserAgent;
import polku.collector.replay.Recordings.Verdict;
import polku.collector.spool.SpoolEntry;
import polku.collector.spool.SpoolEntry.BeaconKey;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.PageTokens.Grant;
import polku.storage.control.PageTokens.Purpose;
import polku.storage.control.Site;
import polku.storage.write.ReplayRow;
import polku.storage.write.RowKind;

/**
 * The way of a chunk of a recording, from its body to the spool. The steps, in order: room in the spool → inflate and look
 * through ({@link ReplayReader}) → token or key → site → wish not to be tracked, excluded addresses, robots → time → what the
 * site's owner wants ({@link polku.collector.replay.Recordings}) → repetitions → append.
 */
final class ReplaySteps {
    private final Intake intake;
    private final ReplayReader reader;

    ReplaySteps(Intake intake, ReplayReader reader) {
        this.intake = intake;
        this.reader = reader;
    }

    /**
     * The answer.
     *
     * @param stops nothing more of the recording is wanted
     */
    record Outcome(Receipt receipt, boolean stops) {
        static void answer(HttpServerRequest request, Outcome outcome) {
            Receipt receipt = outcome.receipt;
            request.response()
                    .setStatusCode(202)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(
                            outcome.stops
                                    ? Buffer.buffer("{\"accepted\":" + receipt.accepted() + ",\"dropped\":"
                                            + receipt.dropped() + ",\"stop\":true}")
                                    : receipt.toJson());
        }
    }

    /** Completes when the chunk is durable; fails with a {@link Refusal} where it is not taken. */
    Future<Outcome> accept(byte[] body, Sender sender, Loop loop) {
        intake.leaveRoomForBeacons();
        return reader.read(body).compose(chunk -> {
            long receivedAt = intake.clock.millis();
            Grant grant = grant(chunk, sender);
            return grant == null ? imported(chunk, receivedAt, loop) : recorded(chunk, grant, sender, receivedAt, loop);
        });
    }

    /** What the token says; null where a key stands in its place. */
    private @Nullable Grant grant(ReplayChunk chunk, Sender sender) {
        String token = chunk.token();
        if (token == null) {
            if (!sender.keyed()) {
                throw Refusal.unauthorized(401, "Send a token, or a key with the right to ingest.");
            }
            return null;
        }
        Grant grant = intake.tokens
                .read(token)
                .orElseThrow(() -> Refusal.unauthorized(401, "The token is not one of ours, or has expired."))
                .grant();
        if (grant.purpose() != Purpose.REPLAY) {
            throw Refusal.unauthorized(403, "The token is for something else.");
        }
        return grant;
    }

    private Site site(String id) {
        return intake.sites.find(id).orElseThrow(() -> Refusal.unknownSite(id));
    }

    /** The owner says whose it is and when it was. */
    private Future<Outcome> imported(ReplayChunk chunk, long receivedAt, Loop loop) {
        String named = chunk.visitor();
        if (chunk.site() == null || named == null) {
            throw Refusal.malformed("With a key the body must have 'site' and 'visitor'.");
        }
        Site site = site(chunk.site());
        if (!site.replay().recorded()) {
            return drop(DropReason.REPLAY_UNWANTED);
        }
        long at = EventClock.named(chunk.first(), receivedAt, "events.timestamp");
        return store(new Taken(site, intake.visitors.named(site, named), at, receivedAt, chunk), loop);
    }

    private Future<Outcome> recorded(ReplayChunk chunk, Grant grant, Sender sender, long receivedAt, Loop loop) {
        Site site = site(grant.siteId());
        sender.checkOrigin(site, 0, 1);
        // Where consent is needed, a token is only given for it, and consent wins over what the headers ask.
        if (sender.optedOut() && !site.replay().needsConsent()) {
            intake.leftOut.count(new LeftOut(site, Reason.OPTED_OUT, "", 0, 1));
            return drop(DropReason.OPTED_OUT);
        }
        if (intake.excluded.hold(site, sender.address())) {
            intake.leftOut.count(new LeftOut(site, Reason.EXCLUDED_ADDRESS, "", 0, 1));
            return drop(DropReason.EXCLUDED_ADDRESS);
        }
        long at = EventClock.corrected(chunk.first(), chunk.sentAt(), receivedAt);
        Taken taken = new Taken(site, grant.visitorId(), at, receivedAt, chunk);
        UserAgent known = intake.knownAgent(sender.userAgent());
        return known != null
                ? storeUnlessUnwanted(taken, known, loop)
                : intake.agent(sender.userAgent(), loop).compose(found -> storeUnlessUnwanted(taken, found, loop));
    }

    /** @param at of the chunk's first event, by the server's clock */
    private record Taken(Site site, long visitor, long at, long receivedAt, ReplayChunk chunk) {}

    private Future<Outcome> storeUnlessUnwanted(Taken taken, UserAgent agent, Loop loop) {
        UserAgent.Robot robot = agent.robot();
        if (robot != null) {
            return drop(intake.leftOut.countRobot(taken.site, robot, taken.receivedAt, 0, 1));
        }
        if (!taken.site.replay().recorded()) {
            return drop(DropReason.REPLAY_UNWANTED);
        }
        Verdict verdict = intake.recordings.take(
                taken.site, taken.visitor, taken.at, taken.chunk.content().length());
        return switch (verdict) {
            case BEGIN, GO_ON -> store(taken, loop);
            case TOO_LONG -> drop(DropReason.REPLAY_TOO_LONG);
            case ENOUGH_TODAY, NO_CONSENT, NOT_IN_SAMPLE -> drop(DropReason.REPLAYS_ENOUGH);
        };
    }

    private Future<Outcome> store(Taken taken, Loop loop) {
        BeaconKey key = new BeaconKey(taken.site.number(), keyOf(taken.chunk));
        return intake.storeOnce(key, 1, () -> entry(taken, key), loop).map(receipt -> {
            if (receipt.accepted() > 0) {
                intake.metrics.replayed(taken.chunk.content().length());
            }
            return new Outcome(receipt, false);
        });
    }

    /** Whatever is wrong with the sender or the site's wishes stays so: nothing more of the recording needs to come. */
    private Future<Outcome> drop(DropReason reason) {
        return intake.drop(reason, 1).map(receipt -> new Outcome(receipt, true));
    }

    /** Of a document, which is random, its part of a chunk. */
    private static long keyOf(ReplayChunk chunk) {
        long number = (long) chunk.sequence() << 8 | chunk.part();
        return chunk.document() ^ (number + 1) * 0x9E3779B97F4A7C15L;
    }

    private static byte[] entry(Taken taken, BeaconKey key) {
        ReplayChunk chunk = taken.chunk;
        SpoolEntry.Builder entry = new SpoolEntry.Builder().start(key); // one that grew as large is not kept
        new ReplayRow(
                        taken.site.number(),
                        taken.visitor,
                        taken.at,
                        taken.receivedAt,
                        chunk.document(),
                        chunk.sequence(),
                        chunk.part(),
                        chunk.parts(),
                        (int) (chunk.last() - chunk.first()),
                        taken.at - chunk.first(),
                        chunk.events(),
                        chunk.snapshot(),
                        chunk.content())
                .encode(entry.row());
        entry.add(RowKind.REPLAY, false);
        return entry.build();
    }
}

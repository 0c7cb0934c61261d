package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import polku.collector.CollectorMetrics;
import polku.collector.DropReason;
import polku.collector.Refusal;
import polku.collector.enrich.Places;
import polku.collector.enrich.UserAgent;
import polku.collector.enrich.UserAgents;
import polku.collector.enrich.VisitorIds;
import polku.collector.replay.Recordings;
import polku.collector.snapshot.Looks;
import polku.collector.snapshot.PageVersions;
import polku.collector.spool.Spool;
import polku.collector.spool.SpoolEntry;
import polku.collector.spool.SpoolEntry.BeaconKey;
import polku.collector.spool.SpoolException;
import polku.storage.control.PageTokens;
import polku.storage.control.SiteDirectory;

/** What the two ways in share: the parts that they use, and their last step. */
final class Intake {
    private static final int RETRY_FULL_SECONDS = 10;
    private static final int RETRY_STOPPING_SECONDS = 3;
    private static final int RETRY_LINE_SECONDS = 5;
    /** As two batches; ClickHouse takes some seconds for it on a busy machine. */
    private static final long MOST_IN_LINE = 48L << 20;

    final SiteDirectory sites;
    final UserAgents agents;
    final VisitorIds visitors;
    final Enricher enricher;
    final InstantSource clock;
    final CollectorMetrics metrics;
    final LeftOutCounter leftOut;
    final Asking asking;
    final Recordings recordings;
    final PageVersions versions;
    final PageTokens tokens;
    final ExcludedAddresses excluded = new ExcludedAddresses();
    private final BeaconMemory memory;
    private final Spool spool;
    private final BooleanSupplier isStoring;
    private final LongConsumer duplicates;

    Intake(
            SiteDirectory sites,
            UserAgents agents,
            VisitorIds visitors,
            Places places,
            InstantSource clock,
            CollectorMetrics metrics,
            LeftOutCounter leftOut,
            Looks looks,
            Recordings recordings,
            PageTokens tokens,
            BeaconMemory memory,
            Spool spool,
            BooleanSupplier isStoring,
            LongConsumer duplicates) {
        this.sites = sites;
        this.agents = agents;
        this.visitors = visitors;
        this.enricher = new Enricher(places);
        this.clock = clock;
        this.metrics = metrics;
        this.leftOut = leftOut;
        this.asking = new Asking(looks, recordings, tokens, metrics);
        this.recordings = recordings;
        this.tokens = tokens;
        this.versions = new PageVersions(clock);
        this.memory = memory;
        this.spool = spool;
        this.isStoring = isStoring;
        this.duplicates = duplicates;
    }

    /** The user agent, where it is known already, as nearly always. */
    @Nullable
    UserAgent knownAgent(@Nullable String text) {
        return agents.known(text);
    }

    /** The user agent, on the loop. */
    Future<UserAgent> agent(@Nullable String text, Loop loop) {
        return Future.fromCompletionStage(agents.find(text), loop.context());
    }

    /**
     * Refuses what can wait. Where the spool is filling up, which is what happens while ClickHouse does not answer: the rest of
     * the room is for beacons. And where more has come than ClickHouse takes, though it does: beacons would stand in line
     * behind it, and be seen too late.
     */
    void leaveRoomForBeacons() {
        if (!spool.hasRoomToSpare()) {
            throw Refusal.unavailable(
                    DropReason.SPOOL_FULL,
                    "The server's buffer is filling up; send it again later.",
                    RETRY_FULL_SECONDS);
        }
        if (spool.pendingBytes() > MOST_IN_LINE && isStoring.getAsBoolean()) {
            throw Refusal.unavailable(
                    DropReason.REPLAYS_BUSY, "More comes than can be stored; send it again soon.", RETRY_LINE_SECONDS);
        }
    }

    /** Leaves everything out for one reason, with a 202. */
    Future<Receipt> drop(DropReason reason, int items) {
        metrics.refused(reason, items);
        return Future.succeededFuture(new Receipt(0, items, reason, null));
    }

    /** Builds an entry, or decides that nothing is to be stored. */
    interface EntryBuilder {
        byte[] build();
    }

    /**
     * Stores an entry unless the same beacon has been stored, and answers when it is durable.
     *
     * @param items what is told to the sender; of an item may become several rows
     */
    Future<Receipt> storeOnce(BeaconKey key, int items, EntryBuilder entry, Loop loop) {
        Promise<Void> stored = Promise.promise();
        Future<Void> earlier = memory.remember(key, stored);
        if (earlier != null) {
            return earlier.compose(done -> {
                duplicates.accept(items);
                return drop(DropReason.DUPLICATE, items);
            });
        }
        return store(items, entry, loop, failure -> {
            if (failure == null) {
                memory.stored(key);
                stored.complete();
            } else {
                memory.forget(key);
                stored.fail(failure);
            }
        });
    }

    /** Stores an entry and answers, on the loop, when it is durable. */
    Future<Receipt> store(int items, EntryBuilder entry, Loop loop) {
        return store(items, entry, loop, failure -> {});
    }

    /** Is told how it ended, before the sender is. */
    private interface Ended {
        void with(@Nullable Throwable failure);
    }

    private Future<Receipt> store(int items, EntryBuilder entry, Loop loop, Ended ended) {
        Promise<Receipt> answer = Promise.promise();
        try {
            byte[] payload = entry.build();
            spool.append(
                    payload,
                    SpoolEntry.rows(payload),
                    failure -> loop.execute(() -> {
                        if (failure == null) {
                            metrics.accepted(items);
                            ended.with(null);
                            answer.complete(new Receipt(items, 0));
                        } else {
                            fail(answer, ended, refusal(failure));
                        }
                    }));
        } catch (SpoolException e) {
            fail(answer, ended, refusal(e));
        } catch (RuntimeException e) {
            fail(answer, ended, e);
        }
        return answer.future();
    }

    private static void fail(Promise<Receipt> answer, Ended ended, RuntimeException failure) {
        ended.with(failure);
        answer.fail(failure);
    }

    private static Refusal refusal(SpoolException failure) {
        return switch (failure.reason()) {
            case FULL ->
                Refusal.unavailable(
                        DropReason.SPOOL_FULL, "The server's buffer is full; send it again later.", RETRY_FULL_SECONDS);
            case CLOSED ->
                Refusal.unavailable(
                        DropReason.STOPPING, "The server is stopping; send it again soon.", RETRY_STOPPING_SECONDS);
            case FAILED ->
                Refusal.unavailable(
                        DropReason.SPOOL_FAILED, "The server cannot store anything just now.", RETRY_FULL_SECONDS);
        };
    }
}

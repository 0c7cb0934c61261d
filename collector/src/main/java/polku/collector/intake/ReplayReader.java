package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import polku.collector.DropReason;
import polku.collector.beacon.ReplayChunk;
import polku.collector.beacon.ReplayParser;

/**
 * Reads bodies of {@code POST /r}: small ones that are not gzipped at once, others on two threads of their own. What two
 * thousand sessions send in a second is read in a quarter of one; several seconds of it may wait. Safe for use by several
 * threads.
 */
final class ReplayReader {
    private static final WorkerQueue.Bounds BOUNDS = new WorkerQueue.Bounds(2, 4_000, 32L << 20);
    private static final int SMALL = 8 << 10;
    /** Changes that are all alike pack to less than a hundredth. */
    private static final int ALWAYS_INFLATED = 1 << 20;

    private final WorkerQueue queue;

    ReplayReader(Vertx vertx) {
        this.queue = new WorkerQueue(vertx, "polku-replays", BOUNDS, DropReason.REPLAYS_BUSY);
    }

    /** Completes on the event loop that calls; fails with a {@link polku.collector.Refusal}. */
    Future<ReplayChunk> read(byte[] body) {
        boolean gzip = Gunzip.isGzip(body);
        if (!gzip && body.length <= SMALL) {
            return Future.succeededFuture(ReplayParser.parse(body));
        }
        return queue.run(
                body.length,
                () -> ReplayParser.parse(
                        gzip ? Gunzip.inflate(body, ReplayParser.MAX_INFLATED, ALWAYS_INFLATED) : body));
    }
}

package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import polku.collector.DropReason;
import polku.collector.beacon.Sighting;
import polku.collector.beacon.SightingParser;
import polku.collector.enrich.Scrubber;

/**
 * Reads bodies of {@code POST /s}: small ones at once, others, gzipped or not, on two threads of their own, since a recorded
 * page takes as long as some thousand beacons. At most eight wait. Safe for use by several threads.
 */
final class SightingReader {
    private static final WorkerQueue.Bounds BOUNDS = new WorkerQueue.Bounds(2, 8, 8L * SightingParser.MAX_BODY);
    private static final int SMALL = 16 << 10;

    private final WorkerQueue queue;
    private final Scrubber scrubber = new Scrubber();

    SightingReader(Vertx vertx) {
        this.queue = new WorkerQueue(vertx, "polku-snapshots", BOUNDS, DropReason.SNAPSHOTS_BUSY);
    }

    /** Completes on the event loop that calls; fails with a {@link polku.collector.Refusal}. */
    Future<Sighting> read(byte[] body) {
        boolean gzip = Gunzip.isGzip(body);
        if (!gzip && body.length <= SMALL) {
            return Future.succeededFuture(SightingParser.parse(body, scrubber));
        }
        return queue.run(
                body.length,
                () -> SightingParser.parse(gzip ? Gunzip.inflate(body, SightingParser.MAX_INFLATED) : body, scrubber));
    }
}

package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import polku.collector.DropReason;
import polku.collector.Refusal;
import polku.collector.beacon.Sighting;
import polku.collector.beacon.SightingParser;
import polku.collector.enrich.Scrubber;

/**
 * Reads bodies of {@code POST /s}: small ones at once, others, gzipped or not, on two threads of their own, since a recorded
 * page takes as long as some thousand beacons. At most eight wait, so that they cannot fill the memory. Safe for use by
 * several threads.
 */
final class SightingReader {
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 8;
    private static final int RETRY_SECONDS = 5;
    private static final int SMALL = 16 << 10;

    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Scrubber scrubber = new Scrubber();

    SightingReader(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor("polku-snapshots", THREADS);
    }

    /** Completes on the event loop that calls; fails with a {@link Refusal}. */
    Future<Sighting> read(byte[] body) {
        boolean gzip = isGzip(body);
        if (!gzip && body.length <= SMALL) {
            return Future.succeededFuture(SightingParser.parse(body, scrubber));
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            throw Refusal.unavailable(
                    DropReason.SNAPSHOTS_BUSY,
                    "Too many recorded pages come at once; send it again soon.",
                    RETRY_SECONDS);
        }
        return workers.executeBlocking(
                        () -> SightingParser.parse(
                                gzip ? Gunzip.inflate(body, SightingParser.MAX_INFLATED) : body, scrubber),
                        false)
                .eventually(() -> {
                    waiting.decrementAndGet();
                    return Future.succeededFuture();
                });
    }

    /** Told by its first bytes (RFC 1952), since a browser cannot announce it without asking first. */
    private static boolean isGzip(byte[] body) {
        return body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b;
    }
}

package polku.collector.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import polku.collector.spool.SpoolEntry.BeaconKey;

/**
 * The beacons of late, by site and id, so that a browser's retry counts once. A repetition is answered only when the
 * first is durable, and is taken in its place when the first could not be stored. Bounded: what is forgotten would
 * count again.
 */
final class BeaconMemory {
    private final Cache<BeaconKey, Future<Void>> beacons = Caffeine.newBuilder()
            .maximumSize(400_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    /** Notes a beacon that lies in the spool already. */
    void see(BeaconKey key) {
        if (!key.equals(BeaconKey.NONE)) {
            beacons.put(key, Future.succeededFuture());
        }
    }

    /**
     * Notes a beacon that is about to be stored.
     *
     * @return null where it is new; else when the earlier one was stored
     */
    @Nullable
    Future<Void> remember(BeaconKey key, Promise<Void> stored) {
        return beacons.asMap().putIfAbsent(key, stored.future());
    }

    /** Forgets a beacon that could not be stored. */
    void forget(BeaconKey key) {
        beacons.invalidate(key);
    }
}

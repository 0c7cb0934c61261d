package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.collector.spool.SpoolEntry.BeaconKey;

/**
 * The beacons of late, by site and id, so that a browser's retry counts once. A repetition is answered only when the
 * first is durable, and is taken in its place when the first could not be stored. Bounded: what is forgotten would
 * count again.
 *
 * <p>Asked by every beacon, hence plain tables of numbers behind a few locks instead of a cache: nothing is allocated
 * for a beacon that is durable, and forgetting is to drop a table. What was noted is known for half an hour at least,
 * or until a million more have come. Takes 24 to 48 bytes a beacon, 50 MB at most.
 */
final class BeaconMemory {
    private static final int STRIPES = 16;
    private static final int MOST_PER_TABLE = 1_000_000 / STRIPES;
    private static final long LONGEST_NANOS = Duration.ofMinutes(30).toNanos();

    private final Stripe[] stripes = new Stripe[STRIPES];

    BeaconMemory() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** Notes a beacon that lies in the spool already. */
    void see(BeaconKey key) {
        if (!key.equals(BeaconKey.NONE)) {
            Stripe stripe = stripe(key);
            synchronized (stripe) {
                stripe.add(key);
            }
        }
    }

    /**
     * Notes a beacon that is about to be stored: {@link #stored} or {@link #forget} must follow.
     *
     * @return null where it is new; else when the earlier one was stored
     */
    @Nullable
    Future<Void> remember(BeaconKey key, Promise<Void> stored) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            if (stripe.knows(key)) {
                return Future.succeededFuture();
            }
            return stripe.underWay.putIfAbsent(key, stored.future());
        }
    }

    /** The beacon is durable. */
    void stored(BeaconKey key) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            stripe.underWay.remove(key);
            stripe.add(key);
        }
    }

    /** Forgets a beacon that could not be stored. */
    void forget(BeaconKey key) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            stripe.underWay.remove(key);
        }
    }

    private Stripe stripe(BeaconKey key) {
        return stripes[(int) (mix(key.id()) >>> 60)];
    }

    /** Ids are random where trackers make them; this keeps a sender of consecutive ones from filling one place. */
    private static long mix(long id) {
        return id * 0x9E3779B97F4A7C15L;
    }

    /** Guarded by itself. */
    private static final class Stripe {
        final Map<BeaconKey, Future<Void>> underWay = new HashMap<>();
        private Table young = new Table();
        private Table old = new Table();
        private long begun = System.nanoTime();

        boolean knows(BeaconKey key) {
            return young.holds(key) || old.holds(key);
        }

        void add(BeaconKey key) {
            if (young.size == MOST_PER_TABLE || System.nanoTime() - begun > LONGEST_NANOS) {
                old = young;
                young = new Table();
                begun = System.nanoTime();
            }
            young.add(key);
        }
    }

    /** A growing set of keys by open addressing; a site's number is never 0. */
    private static final class Table {
        private static final int FEWEST_PLACES = 1024;

        private long[] ids = new long[FEWEST_PLACES];
        private int[] sites = new int[FEWEST_PLACES];
        private int size;

        boolean holds(BeaconKey key) {
            return sites[place(key.site(), key.id())] != 0;
        }

        void add(BeaconKey key) {
            if (size * 2 >= sites.length) {
                grow();
            }
            if (put(key.site(), key.id())) {
                size++;
            }
        }

        private boolean put(int site, long id) {
            int place = place(site, id);
            if (sites[place] != 0) {
                return false;
            }
            ids[place] = id;
            sites[place] = site;
            return true;
        }

        private void grow() {
            long[] oldIds = ids;
            int[] oldSites = sites;
            ids = new long[oldIds.length * 2];
            sites = new int[oldSites.length * 2];
            for (int i = 0; i < oldSites.length; i++) {
                if (oldSites[i] != 0) {
                    put(oldSites[i], oldIds[i]);
                }
            }
        }

        private int place(int site, long id) {
            int place = (int) (mix(id) >>> 20) & sites.length - 1;
            while (sites[place] != 0 && (ids[place] != id || sites[place] != site)) {
                place = place + 1 & sites.length - 1;
            }
            return place;
        }
    }
}

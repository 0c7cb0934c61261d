package polku.collector.enrich;

import org.jspecify.annotations.Nullable;

/**
 * Places of networks that were looked up of late: a visitor's beacons come one after the other, and looking an address up
 * costs as much as reading a small beacon. Holds networks only (/24, /48), never an address, and a bounded number of them:
 * each has one slot, which the last comer takes. Safe for use by several threads, since what a slot holds never changes.
 */
final class KnownNetworks {
    static final int IPV4_BITS = 24;
    static final int IPV6_BITS = 48;
    private static final int SLOTS = 1 << 13;
    private static final long IPV4 = 1L << 62;

    private record Known(long network, Place place) {}

    private final @Nullable Known[] slots = new Known[SLOTS];

    /** The network of an address of 4 or 16 bytes, as a key. */
    static long networkOf(byte[] address) {
        boolean isV4 = address.length == 4;
        long network = isV4 ? IPV4 : 0;
        for (int i = 0; i < (isV4 ? IPV4_BITS : IPV6_BITS) / 8; i++) {
            network |= (address[i] & 0xffL) << 8 * i;
        }
        return network;
    }

    @Nullable
    Place find(long network) {
        Known known = slots[slot(network)];
        return known != null && known.network == network ? known.place : null;
    }

    void add(long network, Place place) {
        slots[slot(network)] = new Known(network, place);
    }

    private static int slot(long network) {
        return (int) (network * 0x9E3779B97F4A7C15L >>> 51);
    }
}

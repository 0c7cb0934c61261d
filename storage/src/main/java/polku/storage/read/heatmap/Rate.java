package polku.storage.read.heatmap;

import org.jspecify.annotations.Nullable;

/** Shares of sessions and pageviews. */
final class Rate {
    private Rate() {}

    /**
     * Null of nothing. At most 1: who came before the period and clicked in it is among those who clicked and not among those who
     * came.
     */
    static @Nullable Double of(double part, double whole) {
        return whole == 0 ? null : (Double) Math.min(1, part / whole);
    }
}

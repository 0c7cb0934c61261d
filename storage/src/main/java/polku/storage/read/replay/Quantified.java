package polku.storage.read.replay;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How common a signal is among the sessions of a period, and what sessions with it came to.
 *
 * @param with the sessions in which it happened
 * @param without all others
 * @param occurrences of the signal
 * @param visitors of the sessions with it
 * @param replays how many of the sessions with it are recorded
 * @param pages on which it happened, the most common first; browsers, devices and countries likewise
 * @param previous sessions with it in the period before
 */
public record Quantified(
        Group with,
        Group without,
        long occurrences,
        long visitors,
        long replays,
        List<Step> trend,
        List<Value> pages,
        List<Value> browsers,
        List<Value> devices,
        List<Value> countries,
        long previous) {

    /** @param revenue in the site's currency */
    public record Group(long sessions, long converted, long purchases, BigDecimal revenue) {
        static final Group NONE = new Group(0, 0, 0, BigDecimal.ZERO);

        public @Nullable Double rate() {
            return sessions == 0 ? null : (Double) ((double) converted / sessions);
        }

        public @Nullable Double revenuePerSession() {
            return sessions == 0 ? null : (Double) (revenue.doubleValue() / sessions);
        }
    }

    /** Sessions that began in a step. */
    public record Step(long sessions, long allSessions) {
        static final Step NONE = new Step(0, 0);
    }

    public record Value(String value, long sessions) {}

    /** Below this many sessions nothing is said about money. */
    public static final int FEWEST = 30;

    /**
     * What sessions with the signal would have brought in had they converted as the others did; null where the difference may be chance, or
     * the sessions are too few.
     *
     * @param pValue of the difference of the rates
     */
    public @Nullable Double atStake(@Nullable Double pValue) {
        Double there = with.rate();
        Double elsewhere = without.rate();
        long purchases = with.purchases() + without.purchases();
        if (pValue == null
                || pValue >= 0.05
                || with.sessions() < FEWEST
                || there == null
                || elsewhere == null
                || purchases == 0) {
            return null;
        }
        double order = with.revenue().add(without.revenue()).doubleValue() / purchases;
        return Math.max(0, elsewhere - there) * with.sessions() * order;
    }
}

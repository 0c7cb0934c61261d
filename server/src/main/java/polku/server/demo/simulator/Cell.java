package polku.server.demo.simulator;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The figures of one value of one dimension: of all days together, and of each day. */
final class Cell {
    private final Tally total = new Tally();
    private final Map<LocalDate, Tally> open = new TreeMap<>();
    private final Map<String, Truth.Count> days = new TreeMap<>();

    Truth.Count total() {
        return total.count();
    }

    /** By date; only once all days are over. */
    Map<String, Truth.Count> days() {
        return days;
    }

    /**
     * A session that has the value.
     *
     * @param entered whether its bounce counts here
     * @param sums of its events that have the value, by day
     */
    void add(ClosedSession session, boolean entered, Map<LocalDate, Sums> sums) {
        total.add(session, entered, !session.converted().isEmpty());
        for (LocalDate day = session.firstDay(); !day.isAfter(session.lastDay()); day = day.plusDays(1)) {
            tally(day).add(session, entered, session.converted().contains(day));
        }
        sums.forEach((day, sum) -> {
            total.add(sum);
            tally(day).add(sum);
        });
    }

    /** No session will touch the days before this one any more: their visitors need not be told apart any longer. */
    void endDaysBefore(LocalDate day) {
        Consumer<Map.Entry<LocalDate, Tally>> end =
                ended -> days.put(ended.getKey().toString(), ended.getValue().count());
        open.entrySet().stream().filter(entry -> entry.getKey().isBefore(day)).forEach(end);
        open.keySet().removeIf(one -> one.isBefore(day));
    }

    private Tally tally(LocalDate day) {
        return open.computeIfAbsent(day, key -> new Tally());
    }

    /** What one session did on one day, as far as it has the value. */
    static final class Sums {
        long pageviews;
        long customEvents;
        long purchases;
        long revenueCents;
        long conversions;
    }

    private static final class Tally {
        private final BitSet visitors = new BitSet();
        private final Sums sums = new Sums();
        private long sessions;
        private long entries;
        private long bounces;
        private long converted;
        private long durationMillis;
        private long engagedMillis;

        void add(ClosedSession session, boolean entered, boolean reached) {
            visitors.set(session.visitor());
            sessions++;
            entries += entered ? 1 : 0;
            bounces += entered && session.bounced() ? 1 : 0;
            converted += reached ? 1 : 0;
            durationMillis += session.durationMillis();
            engagedMillis += session.engagedMillis();
        }

        void add(Sums more) {
            sums.pageviews += more.pageviews;
            sums.customEvents += more.customEvents;
            sums.purchases += more.purchases;
            sums.revenueCents += more.revenueCents;
            sums.conversions += more.conversions;
        }

        Truth.Count count() {
            return new Truth.Count(
                    visitors.cardinality(),
                    sessions,
                    entries,
                    bounces,
                    sums.pageviews,
                    sums.customEvents,
                    sums.pageviews + sums.customEvents,
                    sums.purchases,
                    sums.revenueCents / 100.0,
                    sums.conversions,
                    converted,
                    durationMillis / 1000.0,
                    engagedMillis / 1000.0);
        }
    }
}

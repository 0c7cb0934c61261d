package polku.server.demo.simulator;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The figures of one value of one dimension: of all days together, of those but the last, and of each day. */
final class Cell {
    private final LocalDate lastDay;
    /** Of the days before the last one. */
    private final Tally wholeDays = new Tally();
    /** What the last day adds to these. */
    private final Tally rest = new Tally();

    private final Map<LocalDate, Tally> open = new TreeMap<>();
    private final Map<String, Truth.Count> days = new TreeMap<>();

    /** @param lastDay the one that is not over */
    Cell(LocalDate lastDay) {
        this.lastDay = lastDay;
    }

    Truth.Count total() {
        return wholeDays.plus(rest).count();
    }

    /** Of the days before the last one. */
    Truth.Count wholeDays() {
        return wholeDays.count();
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
        (session.firstDay().isBefore(lastDay) ? wholeDays : rest).add(session, entered);
        if (!session.converted().isEmpty()) {
            (session.converted().stream().anyMatch(day -> day.isBefore(lastDay)) ? wholeDays : rest).converted++;
        }
        for (LocalDate day = session.firstDay(); !day.isAfter(session.lastDay()); day = day.plusDays(1)) {
            Tally ofDay = tally(day);
            ofDay.add(session, entered);
            ofDay.converted += session.converted().contains(day) ? 1 : 0;
        }
        sums.forEach((day, sum) -> {
            (day.isBefore(lastDay) ? wholeDays : rest).add(sum);
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

        Tally plus(Tally other) {
            Tally both = new Tally();
            for (Tally one : List.of(this, other)) {
                both.visitors.or(one.visitors);
                both.add(one.sums);
                both.sessions += one.sessions;
                both.entries += one.entries;
                both.bounces += one.bounces;
                both.converted += one.converted;
                both.durationMillis += one.durationMillis;
                both.engagedMillis += one.engagedMillis;
            }
            return both;
        }

        void add(ClosedSession session, boolean entered) {
            visitors.set(session.visitor());
            sessions++;
            entries += entered ? 1 : 0;
            bounces += entered && session.bounced() ? 1 : 0;
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

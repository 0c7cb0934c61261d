package polku.storage.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads of the slots: a quarter of an hour each, in which ClickHouse adds up events and sessions as they come in
 * (docs/decisions/0004-slots.md). They tell what needs no filter and no dimension. A period that begins or ends inside a slot
 * has a rest on that side, which is read from the events and sessions themselves.
 */
final class SlotSql {
    private static final long SLOT_MILLIS = 15 * 60 * 1000;
    private static final String MILLIS = "toInt64(toUnixTimestamp(%s.slot)) * 1000 AS millis";
    private static final List<String> EVENT_COLUMNS =
            List.of(String.format(MILLIS, "e"), "name", "currency", "events", "revenue");
    private static final List<String> SESSION_COLUMNS = List.of(
            String.format(MILLIS, "s"),
            "sessions",
            "entered",
            "bounced",
            "pageviews",
            "duration_ms",
            "engaged_ms",
            "pageviews2",
            "duration_ms2",
            "engaged_ms2");

    private final Period period;
    private final long first;
    private final long end;
    private final String within;
    private final String into;

    private SlotSql(Period period, long first, long end, String within, String into) {
        this.period = period;
        this.first = first;
        this.end = end;
        this.within = within;
        this.into = into;
    }

    /**
     * Null where slots do not tell it: no whole one lies in the period, or a step of the series begins inside of one.
     *
     * @param label tells the names of its bound values from those of other reads
     */
    static @Nullable SlotSql of(Period period, @Nullable Buckets series, String label, Bindings bindings) {
        long first = Math.floorDiv(period.fromMillis() + SLOT_MILLIS - 1, SLOT_MILLIS) * SLOT_MILLIS;
        long end = Math.floorDiv(period.toMillis(), SLOT_MILLIS) * SLOT_MILLIS;
        List<Long> steps = series == null
                ? List.of()
                : series.starts().stream()
                        .filter(start -> start > period.fromMillis() && start < period.toMillis())
                        .toList();
        if (first >= end || steps.stream().anyMatch(start -> start % SLOT_MILLIS != 0)) {
            return null;
        }
        List<Long> boundaries = new ArrayList<>(steps);
        if (first == period.fromMillis()) {
            boundaries.add(first);
        }
        String within = "s.slot >= " + time("firstSlot" + label, first, bindings) + " AND s.slot < "
                + time("endSlot" + label, end, bindings);
        String into = boundaries.isEmpty()
                ? ""
                : "s.slot IN arrayMap(start -> toDateTime(start, 'UTC'), "
                        + bindings.named("intoSlots" + label, "Array(UInt32)", seconds(boundaries)) + ")";
        return new SlotSql(period, first, end, within, into);
    }

    private static List<Long> seconds(List<Long> millis) {
        return millis.stream().map(each -> each / 1000).collect(Collectors.toList());
    }

    private static String time(String name, long millis, Bindings bindings) {
        return "toDateTime(" + bindings.named(name, "UInt32", millis / 1000) + ", 'UTC')";
    }

    /** {@code e}: millis (when the slot begins), name, currency, events, revenue. */
    String events() {
        return "FROM (\n"
                + SqlText.indented(Tables.eventSlots(EVENT_COLUMNS, List.of(within.replace("s.slot", "e.slot"))))
                + ") AS e";
    }

    /**
     * {@code s}: millis (when the slot begins) and sums over sessions. A session is in the slot in which it began, and once more
     * in that at which the period, or a step of the series, begins while it lasts.
     */
    String sessions() {
        String began = "s.began = 1 AND " + within;
        String condition = into.isEmpty() ? began : "(" + began + " OR s.began = 0 AND " + into + ")";
        return "FROM (\n" + SqlText.indented(Tables.sessionSlots(SESSION_COLUMNS, List.of(condition))) + ") AS s";
    }

    /** What lies before the first whole slot; null where that is where the period begins. */
    @Nullable
    Period before() {
        return first == period.fromMillis() ? null : new Period(period.from(), Instant.ofEpochMilli(first));
    }

    /** What lies behind the last whole slot; sessions that began earlier are in the slots already. */
    @Nullable
    Period after() {
        return end == period.toMillis() ? null : new Period(Instant.ofEpochMilli(end), period.to());
    }
}

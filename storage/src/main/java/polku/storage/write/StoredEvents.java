package polku.storage.write;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;
import polku.storage.clickhouse.UInt64;

/** Asks ClickHouse which events that their senders named are stored already, all of a batch in few queries. */
public final class StoredEvents implements BatchFormer.ResendFilter {
    /** Keeps a query's parameters, which travel in its URL, below 100 KB. */
    private static final int EVENTS_PER_QUERY = 4000;

    private final ClickHouse clickHouse;

    public StoredEvents(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    private record Key(int siteId, long eventId) {}

    @Override
    public Set<Integer> positions(List<SpooledRow> rows) {
        Map<Key, Integer> first = new LinkedHashMap<>();
        Set<Integer> positions = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            SpooledRow row = rows.get(i);
            if (row.resendable() && row.kind() == RowKind.EVENT) {
                Key key = new Key(EventRow.siteIdOf(row), EventRow.eventIdOf(row));
                if (first.putIfAbsent(key, i) != null) {
                    positions.add(i);
                }
            }
        }
        List<Key> keys = new ArrayList<>(first.keySet());
        // As in the table: of a large batch a query then reads one stretch of it.
        keys.sort(Comparator.comparingInt(Key::siteId).thenComparing(Key::eventId, Long::compareUnsigned));
        for (int from = 0; from < keys.size(); from += EVENTS_PER_QUERY) {
            for (Key stored : stored(keys.subList(from, Math.min(keys.size(), from + EVENTS_PER_QUERY)))) {
                Integer position = first.get(stored);
                if (position != null) {
                    positions.add(position);
                }
            }
        }
        return positions;
    }

    /** All that are stored of these, and perhaps an id of one site that another site uses, too. */
    private List<Key> stored(List<Key> keys) {
        return clickHouse.query(
                Sql.load(StoredEvents.class, "storedEvents.sql"),
                Map.of(
                        "sites", keys.stream().map(Key::siteId).distinct().toList(),
                        "events",
                                keys.stream().map(key -> UInt64.of(key.eventId)).toList()),
                QueryLimit.SCREEN,
                row -> new Key(row.getInt(1), UInt64.read(row, 2)));
    }
}

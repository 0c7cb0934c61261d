package polku.storage.read;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The one place that names a table of visitors' data in composed SQL, and so the one that confines every read to a single
 * site.
 */
final class Tables {
    /** One session a row; without the rows that only pings made. */
    static String sessions(List<String> columns, List<String> conditions) {
        return read("sessions AS s FINAL", "s", columns, conditions) + " AND s.events > 0";
    }

    static String events(List<String> columns, List<String> conditions) {
        return read("events AS e", "e", columns, conditions);
    }

    /** What happened in each quarter of an hour, by name and currency; several rows of a kind until ClickHouse adds them up. */
    static String eventSlots(List<String> columns, List<String> conditions) {
        return read("event_slots AS e", "e", columns, conditions);
    }

    /** The sessions of each quarter of an hour, likewise. */
    static String sessionSlots(List<String> columns, List<String> conditions) {
        return read("session_slots AS s", "s", columns, conditions);
    }

    private static String read(String table, String alias, List<String> columns, List<String> conditions) {
        String selected = columns.stream()
                .map(column -> column.indexOf('.') < 0 ? alias + "." + column + " AS " + column : column)
                .collect(Collectors.joining(", "));
        StringBuilder sql = new StringBuilder(
                "SELECT " + selected + "\nFROM " + table + " WHERE " + alias + ".site_id = {site:UInt32}");
        conditions.forEach(condition -> sql.append("\n  AND ").append(condition));
        return sql.toString();
    }

    private Tables() {}
}

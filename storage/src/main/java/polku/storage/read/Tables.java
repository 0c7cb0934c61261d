package polku.storage.read;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The one place that names a table of visitors' data in composed SQL, and so the one that confines every read to a single
 * site.
 */
public final class Tables {
    /** One session a row; without the rows that only pings made. */
    public static String sessions(List<String> columns, List<String> conditions) {
        return read("sessions AS s FINAL WHERE", "s", columns, conditions) + " AND s.events > 0";
    }

    /**
     * The conditions are looked at before any other column is read ({@code PREWHERE}). Left to itself, ClickHouse would do that
     * also with conditions from around this read that look for sessions, which takes twice as long.
     */
    public static String events(List<String> columns, List<String> conditions) {
        return read("events AS e PREWHERE", "e", columns, conditions);
    }

    /** What happened inside pages ({@code i}), one a row; the conditions are looked at first, as with events. */
    public static String interactions(List<String> columns, List<String> conditions) {
        return read("interactions AS i PREWHERE", "i", columns, conditions);
    }

    /** What sessions looked like ({@code r}), a piece of a recording a row. */
    public static String replayChunks(List<String> columns, List<String> conditions) {
        return read("replay_chunks AS r WHERE", "r", columns, conditions);
    }

    /** Who visitors are beyond their ids ({@code u}). */
    public static String identities(List<String> columns, List<String> conditions) {
        return read("identities AS u WHERE", "u", columns, conditions);
    }

    /** What happened in each quarter of an hour, by name and currency; several rows of a kind until ClickHouse adds them up. */
    static String eventSlots(List<String> columns, List<String> conditions) {
        return read("event_slots AS e WHERE", "e", columns, conditions);
    }

    /** The sessions of each quarter of an hour, likewise. */
    static String sessionSlots(List<String> columns, List<String> conditions) {
        return read("session_slots AS s WHERE", "s", columns, conditions);
    }

    /** @param table with its alias and what conditions follow */
    private static String read(String table, String alias, List<String> columns, List<String> conditions) {
        String selected = columns.stream()
                .map(column -> column.contains(" AS ") ? column : alias + "." + column + " AS " + column)
                .collect(Collectors.joining(", "));
        StringBuilder sql =
                new StringBuilder("SELECT " + selected + "\nFROM " + table + " " + alias + ".site_id = {site:UInt32}");
        conditions.forEach(condition -> sql.append("\n  AND ").append(condition));
        return sql.toString();
    }

    private Tables() {}
}

package polku.storage.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;
import polku.storage.site.SiteTables;

/**
 * What a row costs on disk, per table and column, once all parts of a month are merged. Rewrites every part, so it is for
 * measuring and not for a server at work.
 *
 * @param tables of the database, by name
 * @param columns the dearest of each table first
 * @param pageviews how many of the rows of {@code events} are pageviews
 */
public record DiskUse(List<Table> tables, List<Column> columns, long pageviews) {
    private static final QueryLimit LIMIT = new QueryLimit(Duration.ofMinutes(1), 1L << 30);

    public record Table(String name, long rows, long bytes) {}

    public record Column(String table, String name, long rows, long bytes) {}

    /** Merges all parts first, so that what is measured is what stays; takes as long as that takes. */
    public static DiskUse measure(ClickHouse clickHouse) {
        for (String table : SiteTables.ALL) {
            // In small parts all columns share a file, and cannot be told apart.
            clickHouse.execute(Sql.load(DiskUse.class, "diskUseColumnsApart.sql"), Map.of("table", table));
            clickHouse.execute(Sql.load(DiskUse.class, "diskUseMerge.sql"), Map.of("table", table));
            clickHouse.execute(Sql.load(DiskUse.class, "diskUseColumnsAsBefore.sql"), Map.of("table", table));
        }
        return new DiskUse(
                clickHouse.query(
                        Sql.load(DiskUse.class, "diskUseOfTables.sql"),
                        Map.of(),
                        LIMIT,
                        row -> new Table(row.getString(1), row.getLong(2), row.getLong(3))),
                clickHouse.query(
                        Sql.load(DiskUse.class, "diskUseOfColumns.sql"),
                        Map.of(),
                        LIMIT,
                        row -> new Column(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4))),
                clickHouse
                        .query(Sql.load(DiskUse.class, "diskUsePageviews.sql"), Map.of(), LIMIT, row -> row.getLong(1))
                        .get(0));
    }

    /** Bytes of a pageview with all its copies: its row, and its share of its session, of the named events and of the slots. */
    public double bytesPerPageview() {
        long shared = bytes("sessions") + bytes("named_events") + bytes("event_slots") + bytes("session_slots");
        return bytesPerRow("events") + shared / (double) Math.max(1, pageviews);
    }

    public double bytesPerInteraction() {
        return bytesPerRow("interactions");
    }

    private double bytesPerRow(String table) {
        return tables.stream()
                .filter(one -> one.name().equals(table))
                .mapToDouble(one -> one.bytes() / (double) Math.max(1, one.rows()))
                .sum();
    }

    private long bytes(String table) {
        return tables.stream()
                .filter(one -> one.name().equals(table))
                .mapToLong(Table::bytes)
                .sum();
    }

    public String report() {
        List<String> lines = new ArrayList<>();
        for (Table table : tables) {
            if (SiteTables.ALL.contains(table.name()) && table.rows() > 0) {
                lines.add(line(table.name(), "", table.rows(), table.bytes()));
                columns.stream()
                        .filter(column -> column.table().equals(table.name()))
                        .forEach(column -> lines.add(line("", column.name(), column.rows(), column.bytes())));
            }
        }
        lines.add(String.format(Locale.ROOT, "a pageview with all its copies: %.1f B", bytesPerPageview()));
        lines.add(String.format(Locale.ROOT, "an interaction: %.1f B", bytesPerInteraction()));
        return String.join("\n", lines) + "\n";
    }

    private static String line(String table, String column, long rows, long bytes) {
        return String.format(
                Locale.ROOT,
                "%-13s %-18s %,12d rows %,14d B %8.2f B a row",
                table,
                column,
                rows,
                bytes,
                bytes / (double) rows);
    }
}

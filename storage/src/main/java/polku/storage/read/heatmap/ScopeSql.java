package polku.storage.read.heatmap;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.control.UrlGroup;
import polku.storage.read.Bindings;
import polku.storage.read.KeptSessions;
import polku.storage.read.PagePattern;
import polku.storage.read.SqlText;
import polku.storage.read.Tables;
import polku.storage.write.RowReader;

/** The reads of one scope, with their values: its interactions ({@code i}) and its pageviews ({@code e}). */
final class ScopeSql {
    /** A session's old state and the row that cancels it lie in the same partition, so partitions need no merging. */
    private static final String SETTINGS =
            "\nSETTINGS do_not_merge_across_partitions_select_final = 1, join_use_nulls = 0";

    /** Of ClickHouse's memory that an answer may take: some 1.8 million points. */
    private static final long MOST_BYTES = 64L << 20;

    private final HeatmapScope scope;
    private final Bindings bindings = new Bindings();
    private final KeptSessions kept;
    private final String from;
    private final String to;

    ScopeSql(HeatmapScope scope) {
        this.scope = scope;
        bindings.named("site", "UInt32", Integer.toUnsignedLong(scope.site()));
        from = time(bindings.named("from", "Int64", scope.period().fromMillis()));
        to = time(bindings.named("to", "Int64", scope.period().toMillis()));
        kept = new KeptSessions(scope.filters(), scope.period(), bindings);
    }

    Bindings bindings() {
        return bindings;
    }

    KeptSessions sessions() {
        return kept;
    }

    /** A SELECT of the interactions of some kinds, by their names in the table. */
    String interactions(List<String> columns, String... kinds) {
        List<String> conditions = new ArrayList<>(inPeriod("i"));
        conditions.add(onPage("i.page"));
        conditions.add(kinds(kinds));
        if (scope.device() != null) {
            conditions.add("i.device = " + device(scope.device()));
        }
        return Tables.interactions(columns, conditions) + ofKept("i");
    }

    /** A SELECT of the page's views, on any device. */
    String pageviews(List<String> columns) {
        List<String> conditions = new ArrayList<>(inPeriod("e"));
        conditions.add("e.name = 'pageview'");
        conditions.add(onPage("e.page"));
        return Tables.events(columns, conditions) + ofKept("e");
    }

    /** FROM, with the SELECT of {@link #interactions} as {@code i}. */
    String fromInteractions(List<String> columns, String... kinds) {
        return "\nFROM (\n" + SqlText.indented(interactions(columns, kinds)) + ") AS i";
    }

    /** A SELECT with these reads in it. */
    ClickHouse.Select select(String sql) {
        return new ClickHouse.Select(sql + SETTINGS, bindings.values());
    }

    /** What the parts of an answer find, all asked at once. */
    static List<RowReader> rows(ClickHouse clickHouse, List<ClickHouse.Select> parts) {
        return clickHouse.rows(parts, QueryLimit.SCREEN, MOST_BYTES).stream()
                .map(rows -> new RowReader(rows, 0, rows.length))
                .toList();
    }

    String device(String device) {
        return bindings.named("device_" + device, "String", device);
    }

    private List<String> inPeriod(String alias) {
        return List.of(alias + ".at >= " + from, alias + ".at < " + to);
    }

    private String ofKept(String alias) {
        return kept.areAll() ? "" : "\nWHERE " + alias + ".session_id IN (\n" + SqlText.indented(kept.ids()) + ")";
    }

    /** The page, or its group. */
    String place(String column, @Nullable List<UrlGroup> groups) {
        return groups == null ? column : PagePattern.group(column, groups, bindings);
    }

    private String onPage(String column) {
        if (scope.place() instanceof Place.Any) {
            return "1";
        }
        if (scope.place() instanceof Place.Page page) {
            return column + " = " + bindings.named("page", "String", page.page());
        }
        Place.Group group = (Place.Group) scope.place();
        String name = bindings.named("group", "String", group.name());
        // Rows lie by page: what the pages of the group have in common keeps the others from being read.
        List<String> likely = new ArrayList<>(List.of(column + " = " + name));
        for (UrlGroup each : group.groups()) {
            if (each.name().equals(group.name())) {
                likely.add(PagePattern.condition(column, each.pattern(), bindings));
            }
        }
        return "(" + String.join(" OR ", likely) + ") AND " + PagePattern.group(column, group.groups(), bindings)
                + " = " + name;
    }

    private static String kinds(String... kinds) {
        return List.of(kinds).stream().collect(Collectors.joining("', '", "i.kind IN ('", "')"));
    }

    private static String time(String millis) {
        return "fromUnixTimestamp64Milli(" + millis + ", 'UTC')";
    }
}

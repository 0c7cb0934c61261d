package polku.storage.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;

/** What there is to choose from: the values of dimensions, and the names of properties. Blocks. */
public final class ValueStore {
    private final ClickHouse clickHouse;

    public ValueStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /**
     * @param count sessions for what describes a session, pageviews for what describes a page, events for the rest
     */
    public record Value(String value, long count) {}

    /** @param event the name of the events that carry the property */
    public record Property(String name, String event, long count) {}

    /** The most frequent first; "" is none. */
    public List<Value> values(ValueQuestion question) {
        SqlStatement statement = statement(question);
        return clickHouse.query(
                statement.sql(),
                statement.parameters(),
                QueryLimit.SCREEN,
                row -> new Value(row.getString(1), row.getLong(2)));
    }

    /** The properties of each event's name, the most frequent first. */
    public List<Property> properties(int site, Period period) {
        Map<String, Object> parameters =
                Map.of("site", Integer.toUnsignedLong(site), "from", period.fromMillis(), "to", period.toMillis());
        return clickHouse.query(
                Sql.load(ValueStore.class, "properties.sql"),
                parameters,
                QueryLimit.SCREEN,
                row -> new Property(row.getString(1), row.getString(2), row.getLong(3)));
    }

    static SqlStatement statement(ValueQuestion question) {
        Bindings bindings = new Bindings();
        bindings.named("site", "UInt32", Integer.toUnsignedLong(question.site()));
        FilterSql filters = new FilterSql(bindings, HostScope.EVENT, question.period());
        String value = filters.column(question.dimension());
        TimesSql times = new TimesSql(question.period(), "", bindings);
        boolean grouped = question.dimension() instanceof Dimension.PageGroup;
        List<String> columns = grouped ? filters.groups().events() : List.of(value + " AS value");
        String rows;
        if (question.dimension() instanceof Dimension.OfSession) {
            rows = union(times.sessions().stream().map(when -> Tables.sessions(columns, when)));
        } else {
            List<String> where = new ArrayList<>();
            filters.about(question.dimension()).ifPresent(where::add);
            if (grouped
                    || question.dimension() instanceof Dimension.OfEvent event && event != Dimension.OfEvent.EVENT) {
                where.add("e.name = 'pageview'");
            }
            rows = union(times.events().stream()
                    .map(when -> Stream.concat(when.stream(), where.stream()).toList())
                    .map(conditions -> Tables.events(columns, conditions)));
        }
        String name = "x." + (grouped ? value : "value");
        String search = question.search().isEmpty()
                ? ""
                : " AND positionCaseInsensitiveUTF8(" + name + ", " + bindings.text(question.search()) + ") > 0";
        String sql = "SELECT " + name + " AS value, count() AS count\nFROM (\n" + SqlText.indented(rows)
                + "\n) AS x\nWHERE " + name + " != ''" + search + "\nGROUP BY value\nORDER BY count DESC, value\nLIMIT "
                + bindings.named("limit", "UInt32", question.limit())
                + "\nSETTINGS do_not_merge_across_partitions_select_final = 1";
        return new SqlStatement(sql, bindings.values());
    }

    private static String union(Stream<String> reads) {
        return reads.collect(Collectors.joining("\nUNION ALL\n"));
    }
}

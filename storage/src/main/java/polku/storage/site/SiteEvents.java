package polku.storage.site;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;

/** The events of a site as a whole. Blocks; throws {@link polku.storage.clickhouse.ClickHouseException}. */
public final class SiteEvents {
    private final ClickHouse clickHouse;

    public SiteEvents(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** The times of the first and of the last event. */
    public record Span(Instant first, Instant last) {}

    /** Empty until the first event has arrived. */
    public Optional<Span> span(int siteNumber) {
        List<Optional<Span>> rows = clickHouse.query(
                Sql.load(SiteEvents.class, "firstAndLast.sql"),
                Map.of("site", siteNumber),
                QueryLimit.SCREEN,
                SiteEvents::span);
        return rows.get(0);
    }

    /**
     * Has everything of the site deleted from the disk, which ClickHouse does in its own time, whatever happens. What is still
     * on its way to the tables is stored after that.
     */
    public void erase(int siteNumber) {
        for (String table : SiteTables.ALL) {
            // A lightweight DELETE would only hide the rows, until some merge that may never come.
            clickHouse.execute(
                    "ALTER TABLE " + table + " DELETE WHERE site_id = {site:UInt32}", Map.of("site", siteNumber));
        }
    }

    private static Optional<Span> span(ResultSet row) throws SQLException {
        Instant first = instant(row, 1);
        Instant last = instant(row, 2);
        return first == null || last == null ? Optional.empty() : Optional.of(new Span(first, last));
    }

    private static @org.jspecify.annotations.Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, java.time.ZonedDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

package polku.storage.replay;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;

/** What recordings take on disk. Blocks; throws {@link polku.storage.clickhouse.ClickHouseException}. */
public final class ReplayDisk {
    private final ClickHouse clickHouse;

    public ReplayDisk(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /**
     * What was recorded on a UTC day.
     *
     * @param bytes on disk: of those that the day takes, the site's share by the length of what was recorded
     * @param pinnedBytes of these
     */
    public record Day(LocalDate day, long bytes, long pinnedBytes) {
        /** That may be deleted. */
        long freeBytes() {
            return bytes - pinnedBytes;
        }
    }

    /** The days of a site that have anything, oldest first. */
    public List<Day> days(int siteNumber, Collection<Long> pinned) {
        return clickHouse.query(
                Sql.load(ReplayDisk.class, "bytesByDay.sql"),
                Map.of("site", siteNumber, "pinned", ReplayDeletion.ids(pinned)),
                QueryLimit.SCREEN,
                row -> new Day(LocalDate.parse(row.getString(1)), row.getLong(2), row.getLong(3)));
    }
}

package polku.storage.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;

/** Who is on a site right now. Blocks. */
public final class RealtimeStore {
    private static final int MINUTES = 30;
    private static final Duration HERE = Duration.ofMinutes(5);

    private final ClickHouse clickHouse;

    public RealtimeStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** @param site the site's number */
    public Realtime answer(int site, Instant now) {
        Instant first = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(MINUTES - 1));
        Map<String, Object> times = Map.of(
                "site", Integer.toUnsignedLong(site),
                "now", now.toEpochMilli(),
                "first", first.toEpochMilli(),
                "five", now.minus(HERE).toEpochMilli(),
                "thirty", now.minus(Duration.ofMinutes(MINUTES)).toEpochMilli(),
                "oldest", now.minus(HERE).minus(Duration.ofDays(1)).toEpochMilli());
        long[] visitors = query("realtimeVisitors.sql", times, row -> new long[] {row.getLong(1), row.getLong(2)})
                .get(0);
        return new Realtime(
                visitors[0],
                visitors[1],
                minutes(first, times),
                shares("realtimePages.sql", times),
                shares("realtimeSources.sql", times),
                shares("realtimeCountries.sql", times),
                query("realtimeEvents.sql", times, RealtimeStore::event));
    }

    private List<Realtime.Minute> minutes(Instant first, Map<String, Object> times) {
        Map<Integer, long[]> counted = new HashMap<>();
        query(
                        "realtimeMinutes.sql",
                        times,
                        row -> Map.entry(row.getInt(1), new long[] {row.getLong(2), row.getLong(3)}))
                .forEach(each -> counted.put(each.getKey(), each.getValue()));
        List<Realtime.Minute> minutes = new ArrayList<>();
        for (int i = 0; i < MINUTES; i++) {
            long[] numbers = counted.getOrDefault(i, new long[2]);
            minutes.add(new Realtime.Minute(first.plus(Duration.ofMinutes(i)), numbers[0], numbers[1]));
        }
        return minutes;
    }

    private static Realtime.Event event(ResultSet row) throws SQLException {
        return new Realtime.Event(
                row.getString(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }

    private List<Realtime.Share> shares(String file, Map<String, Object> times) {
        return query(file, times, row -> new Realtime.Share(row.getString(1), row.getLong(2)));
    }

    private <T> List<T> query(String file, Map<String, Object> parameters, ClickHouse.RowMapper<T> mapper) {
        return clickHouse.query(Sql.load(RealtimeStore.class, file), parameters, QueryLimit.SCREEN, mapper);
    }
}

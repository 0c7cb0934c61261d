package polku.storage.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;
import polku.storage.clickhouse.UInt64;
import polku.storage.write.Attribution;
import polku.storage.write.Client;

/** Sessions and their rows as ClickHouse holds them. */
public final class StoredSessions implements SessionSource {
    /** Keeps a query's parameters, which travel in its URL, below 100 KB. */
    private static final int VISITORS_PER_QUERY = 1000;

    private final ClickHouse clickHouse;

    public StoredSessions(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    private record Found(Visitor visitor, Session session) {}

    @Override
    public Map<Visitor, List<Session>> sessions(Map<Visitor, Long> since) {
        Map<Visitor, List<Session>> sessions = new HashMap<>();
        List<Visitor> visitors = new ArrayList<>(since.keySet());
        // Alike times side by side: a query reads from the earliest time of its visitors.
        visitors.sort(Comparator.comparingLong(since::get));
        for (int from = 0; from < visitors.size(); from += VISITORS_PER_QUERY) {
            List<Visitor> part = visitors.subList(from, Math.min(visitors.size(), from + VISITORS_PER_QUERY));
            load(part, java.util.Objects.requireNonNull(since.get(part.get(0))))
                    .forEach(found -> sessions.computeIfAbsent(found.visitor, visitor -> new ArrayList<>())
                            .add(found.session));
        }
        return sessions;
    }

    private List<Found> load(List<Visitor> visitors, long since) {
        return clickHouse.query(
                Sql.load(StoredSessions.class, "sessionsOfVisitors.sql"),
                Map.of(
                        "sites", visitors.stream().map(Visitor::siteId).toList(),
                        "visitors",
                                visitors.stream()
                                        .map(visitor -> UInt64.of(visitor.visitorId()))
                                        .toList(),
                        "since", since),
                QueryLimit.SCREEN,
                row -> new Found(new Visitor(row.getInt(1), UInt64.read(row, 2)), session(row)));
    }

    @Override
    public List<Session> signs(Visitor visitor, long from, long to) {
        return clickHouse.query(
                Sql.load(StoredSessions.class, "signsOfVisitor.sql"),
                Map.of("site", visitor.siteId(), "visitor", UInt64.of(visitor.visitorId()), "from", from, "to", to),
                QueryLimit.SCREEN,
                StoredSessions::session);
    }

    /** The statements give the same columns in the same order; a sign has no id and no version. */
    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                UInt64.read(row, 3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getInt(9),
                row.getInt(10),
                row.getLong(11),
                row.getLong(12),
                row.getString(13),
                row.getString(14),
                row.getLong(15),
                row.getString(16),
                row.getString(17),
                new Attribution(
                        row.getString(18),
                        row.getString(19),
                        row.getString(20),
                        row.getString(21),
                        row.getString(22),
                        row.getString(23),
                        row.getString(24),
                        row.getString(25),
                        row.getString(26)),
                new Client(
                        row.getString(27),
                        row.getString(28),
                        row.getString(29),
                        row.getString(30),
                        row.getString(31),
                        row.getString(32),
                        row.getString(33),
                        row.getString(34),
                        row.getString(35),
                        row.getString(36)));
    }
}

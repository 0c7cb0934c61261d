package polku.storage.session;

import java.math.BigInteger;
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
import polku.storage.write.Encoded;

/** Sessions and their rows as ClickHouse holds them. */
public final class StoredSessions implements SessionSource {
    /** Keeps a query's parameters, which travel in its URL, below 100 KB. */
    private static final int VISITORS_PER_QUERY = 1000;
    /** The column behind those of a session. */
    private static final int SIGN = 37;

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
                Map.of("sites", sites(visitors), "visitors", ids(visitors), "since", since),
                QueryLimit.SCREEN,
                row -> new Found(visitor(row), session(row)));
    }

    @Override
    public List<Session> signs(Visitor visitor, long from, long to) {
        return signs(List.of(visitor), from, to).getOrDefault(visitor, List.of());
    }

    /** The single signs of life of each visitor in [{@code from}, {@code to}], both included, in order of time. */
    Map<Visitor, List<Session>> signs(List<Visitor> visitors, long from, long to) {
        return byVisitor(clickHouse.query(
                Sql.load(StoredSessions.class, "signsOfVisitors.sql"),
                Map.of("sites", sites(visitors), "visitors", ids(visitors), "from", from, "to", to),
                QueryLimit.SCREEN,
                row -> new Found(visitor(row), session(row))));
    }

    /** The ids of at most so many visitors, of whatever site, with a session that is under way at {@code since} or later. */
    public List<Long> visitorsSince(long since, int most) {
        return clickHouse.query(
                Sql.load(StoredSessions.class, "recentVisitors.sql"),
                Map.of("since", since, "most", most),
                QueryLimit.SCREEN,
                row -> UInt64.read(row, 1));
    }

    /**
     * All states of each visitor's sessions that begin on the day of {@code since} or later, with how often each stands: 1
     * where all is well, 2 where it was written twice, −1 where it was cancelled twice.
     */
    Map<Visitor, Map<Session, Integer>> states(List<Visitor> visitors, long since) {
        Map<Visitor, Map<Session, Integer>> states = new HashMap<>();
        clickHouse
                .query(
                        Sql.load(StoredSessions.class, "statesOfVisitors.sql"),
                        Map.of("sites", sites(visitors), "visitors", ids(visitors), "since", since),
                        QueryLimit.SCREEN,
                        row -> Map.entry(new Found(visitor(row), session(row)), row.getInt(SIGN)))
                .forEach(row -> states.computeIfAbsent(row.getKey().visitor, visitor -> new HashMap<>())
                        .merge(row.getKey().session, row.getValue(), Integer::sum));
        states.values().forEach(nets -> nets.values().removeIf(net -> net == 0));
        return states;
    }

    private static Map<Visitor, List<Session>> byVisitor(List<Found> found) {
        Map<Visitor, List<Session>> sessions = new HashMap<>();
        found.forEach(one -> sessions.computeIfAbsent(one.visitor, visitor -> new ArrayList<>())
                .add(one.session));
        return sessions;
    }

    private static List<Integer> sites(List<Visitor> visitors) {
        return visitors.stream().map(Visitor::siteId).toList();
    }

    private static List<BigInteger> ids(List<Visitor> visitors) {
        return visitors.stream().map(visitor -> UInt64.of(visitor.visitorId())).toList();
    }

    private static Visitor visitor(ResultSet row) throws SQLException {
        return new Visitor(row.getInt(1), UInt64.read(row, 2));
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
                texts(row, 13, 14),
                row.getLong(15),
                texts(row, 16, 17),
                texts(row, 18, 36));
    }

    /** The texts of columns {@code first} to {@code last}, as they are written in the same order. */
    private static Encoded texts(ResultSet row, int first, int last) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int column = first; column <= last; column++) {
            texts.add(row.getString(column));
        }
        return Encoded.of(columns -> texts.forEach(columns::text));
    }
}

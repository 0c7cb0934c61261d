package polku.query;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseException;

/** Answers every query with the one row that a test gives it, and notes what is executed. */
final class FakeClickHouse implements ClickHouse {
    final List<String> executed = Collections.synchronizedList(new ArrayList<>());
    volatile List<?> row = Collections.nCopies(2, null);
    /** Where not empty, a statement with this text in it fails for want of memory. */
    volatile String tooLarge = "";
    /** Runs before every call: fails or waits as a test wants. */
    volatile Runnable before = () -> {};

    @Override
    public boolean isUp() {
        return true;
    }

    @Override
    public <T> List<T> query(String sql, Map<String, ?> parameters, QueryLimit limit, RowMapper<T> mapper) {
        before.run();
        if (!tooLarge.isEmpty() && sql.contains(tooLarge)) {
            throw new ClickHouseException(241, ClickHouseException.Outcome.UNAVAILABLE, "Memory limit exceeded", null);
        }
        List<?> columns = row;
        ResultSet result = (ResultSet) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, arguments) -> read(method, columns.get((Integer) arguments[0] - 1)));
        try {
            return List.of(mapper.map(result));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number where a text is given is 0, and the other way round its digits. */
    private static Object read(Method method, Object value) {
        if (method.getReturnType() == long.class) {
            return value instanceof Number number ? number.longValue() : 0L;
        }
        if (method.getReturnType() == int.class) {
            return value instanceof Number number ? number.intValue() : 0;
        }
        return method.getReturnType() == String.class ? String.valueOf(value) : value;
    }

    @Override
    public List<byte[]> rows(List<Select> selects, QueryLimit limit, long mostBytes) {
        before.run();
        return Collections.nCopies(selects.size(), new byte[0]);
    }

    @Override
    public void insert(String table, byte[] rows, int offset, int length, String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(String sql, Map<String, ?> parameters) {
        before.run();
        executed.add(sql + " " + parameters);
    }

    @Override
    public void close() {}
}

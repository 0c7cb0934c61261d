package polku.server;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.clickhouse.ClickHouseException.Outcome;

/**
 * ClickHouse from when it has its tables, and as long as it answers; until then, and while it does not, everything is
 * refused at once. So questions need not wait for a time-out, and rows never meet missing tables.
 */
final class GatedClickHouse implements ClickHouse {
    private volatile @Nullable ClickHouse target;
    private volatile boolean open;

    /** Where to go once the gate is open. */
    void lead(ClickHouse clickHouse) {
        target = clickHouse;
    }

    void open(boolean isOpen) {
        open = isOpen;
    }

    boolean isOpen() {
        return open;
    }

    /** Asks itself, whatever the gate. */
    @Override
    public boolean isUp() {
        ClickHouse known = target;
        return known != null && known.isUp();
    }

    @Override
    public <T> List<T> query(String sql, Map<String, ?> parameters, QueryLimit limit, RowMapper<T> mapper) {
        return opened().query(sql, parameters, limit, mapper);
    }

    @Override
    public List<byte[]> rows(List<Select> selects, QueryLimit limit, long mostBytes) {
        return opened().rows(selects, limit, mostBytes);
    }

    @Override
    public void insert(String table, byte[] rows, int offset, int length, String token) {
        opened().insert(table, rows, offset, length, token);
    }

    @Override
    public void execute(String sql, Map<String, ?> parameters) {
        opened().execute(sql, parameters);
    }

    @Override
    public void close() {
        ClickHouse known = target;
        if (known != null) {
            known.close();
        }
    }

    private ClickHouse opened() {
        ClickHouse known = target;
        if (known == null || !open) {
            throw new ClickHouseException(0, Outcome.UNAVAILABLE, "ClickHouse does not answer", null);
        }
        return known;
    }
}

package polku.storage.clickhouse;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One ClickHouse, embedded or the owner's own: the same HTTP protocol, driver and SQL serve both. All calls block; call
 * them from a worker thread.
 */
public interface ClickHouse extends AutoCloseable {

    /** True when the server answers within a second. */
    boolean isUp();

    /**
     * Runs a SELECT over clickhouse-jdbc.
     *
     * @param sql with {@code {name:Type}} parameters; never built from values
     * @param parameters String, Number, Boolean, java.time.Instant, BigDecimal, or a List of these (an Array)
     * @param limit what it may cost; ClickHouse stops it beyond
     * @return one list of rows, mapped one by one
     * @throws ClickHouseException with the outcome
     */
    <T> List<T> query(String sql, Map<String, ?> parameters, QueryLimit limit, RowMapper<T> mapper);

    /**
     * Runs SELECTs whose rows are many: several times as fast as over JDBC, which makes an object of each. They run at once and count as
     * one among those that may: meant for the parts of one answer. Where one fails, all do.
     *
     * @param limit of each
     * @param mostBytes of each answer; more is a {@link ClickHouseException}, with the code {@link #TOO_MANY_ROWS} as long as nothing of it
     *     is sent, as of an answer of one row
     * @return the rows of each as RowBinary
     */
    List<byte[]> rows(List<Select> selects, QueryLimit limit, long mostBytes);

    /**
     * Inserts RowBinary rows with {@code async_insert=0}; returns when they are durable.
     *
     * @param token the same token again, with the same bytes, stores nothing twice
     */
    void insert(String table, byte[] rows, int offset, int length, String token);

    /** Runs a statement that returns nothing (DDL, UPDATE, DELETE). */
    void execute(String sql, Map<String, ?> parameters);

    @Override
    void close();

    /** @param sql and {@code parameters} as for {@link #query} */
    record Select(String sql, Map<String, ?> parameters) {}

    /** Reads one row; columns count from 1 as in JDBC. */
    interface RowMapper<T> {
        T map(java.sql.ResultSet row) throws java.sql.SQLException;
    }

    /** Characters that a query may have: {@code max_query_size}, whose default is a quarter of it. */
    int LONGEST_QUERY = 1 << 20;

    /** The code of an answer that is larger than it may be. */
    int TOO_MANY_ROWS = 396;

    /** @param memoryBytes {@code max_memory_usage} of the query */
    record QueryLimit(Duration time, long memoryBytes) {
        public static final QueryLimit SCREEN = new QueryLimit(Duration.ofSeconds(20), 1L << 30);
    }
}

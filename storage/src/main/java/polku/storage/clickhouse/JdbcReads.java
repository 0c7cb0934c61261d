package polku.storage.clickhouse;

import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.jdbc.ConnectionImpl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.ClickHouse.RowMapper;
import polku.storage.clickhouse.ClickHouseException.Outcome;

/** A bounded number of clickhouse-jdbc connections, and of callers that wait for one. */
final class JdbcReads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcReads.class);
    private static final int WAITING_PER_CONNECTION = 16;
    /** The server's own limit should end a query; the socket's is for a server that is gone. */
    static final long SOCKET_GRACE_MILLIS = 10_000;

    private final ClickHouseConfig config;
    private final Semaphore permits;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int mostWaiting;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    JdbcReads(ClickHouseConfig config) {
        this.config = config;
        this.permits = new Semaphore(config.queryThreads(), true);
        this.mostWaiting = config.queryThreads() * WAITING_PER_CONNECTION;
    }

    <T> List<T> query(String sql, Map<String, String> parameters, QueryLimit limit, RowMapper<T> mapper) {
        return inTurn(limit, () -> run(sql, parameters, limit, mapper));
    }

    /** Runs another kind of read as one of so many at once. */
    <T> T inTurn(QueryLimit limit, Supplier<T> read) {
        take(limit);
        try {
            return read.get();
        } finally {
            permits.release();
        }
    }

    private void take(QueryLimit limit) {
        if (permits.tryAcquire()) {
            return;
        }
        try {
            boolean taken = waiting.incrementAndGet() <= mostWaiting
                    && permits.tryAcquire(limit.time().toMillis(), TimeUnit.MILLISECONDS);
            if (!taken) {
                throw new ClickHouseException(
                        Outcomes.TOO_MANY_SIMULTANEOUS_QUERIES, Outcome.UNAVAILABLE, "too many queries at once", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClickHouseException(0, Outcome.UNAVAILABLE, "interrupted while waiting for a connection", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private <T> List<T> run(String sql, Map<String, String> parameters, QueryLimit limit, RowMapper<T> mapper) {
        @Nullable Connection connection = null;
        try {
            connection = idle.pollFirst();
            if (connection == null) {
                connection = connect();
            }
            List<T> rows = new ArrayList<>();
            connection.unwrap(ConnectionImpl.class).setDefaultQuerySettings(settings(parameters, limit));
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    rows.add(mapper.map(result));
                }
            }
            return rows;
        } catch (SQLException | com.clickhouse.client.api.ClickHouseException e) {
            throw failure(e);
        } finally {
            if (connection != null) {
                idle.addFirst(connection);
            }
        }
    }

    private static QuerySettings settings(Map<String, String> parameters, QueryLimit limit) {
        QuerySettings settings = new QuerySettings();
        parameters.forEach((name, text) -> settings.serverSetting("param_" + name, text));
        limits(limit).forEach(settings::serverSetting);
        settings.setNetworkTimeout(limit.time().toMillis() + SOCKET_GRACE_MILLIS, ChronoUnit.MILLIS);
        return settings;
    }

    /** As ClickHouse's settings. */
    static Map<String, String> limits(QueryLimit limit) {
        return Map.of(
                "max_execution_time", Long.toString(Math.max(1, (limit.time().toMillis() + 999) / 1000)),
                "max_query_size", Integer.toString(ClickHouse.LONGEST_QUERY),
                "max_memory_usage", Long.toString(limit.memoryBytes()));
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        properties.setProperty("compress", "false"); // the embedded endpoint has none, and loopback needs none
        return DriverManager.getConnection("jdbc:clickhouse:" + config.url() + "/" + config.database(), properties);
    }

    /** A read changes nothing, so it never is {@link Outcome#UNKNOWN}. */
    private static ClickHouseException failure(Exception e) {
        String message = String.valueOf(e.getMessage());
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException server) {
                return new ClickHouseException(server.getCode(), Outcomes.ofStatement(server.getCode()), message, e);
            }
        }
        return new ClickHouseException(0, Outcome.UNAVAILABLE, message, e);
    }

    @Override
    public void close() {
        for (Connection connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("closing a connection to ClickHouse", e);
            }
        }
    }
}

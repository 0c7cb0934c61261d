package polku.storage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import polku.storage.clickhouse.ClickHouseConfig;
import polku.storage.testing.TestClickHouse;

/** The endpoint, asked by clickhouse-jdbc as any other tool would. */
class DriverTest {
    private static Connection connection;

    @BeforeAll
    static void connect() throws SQLException {
        ClickHouseConfig config = TestClickHouse.emptyDatabase();
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        properties.setProperty("compress", "false");
        connection = DriverManager.getConnection(
                "jdbc:clickhouse://127.0.0.1:" + config.url().getPort() + "/" + config.database(), properties);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    void metaData_names26_7() throws SQLException {
        assertThat(connection.getMetaData().getDatabaseProductVersion()).startsWith("26.7.");
    }

    @Test
    void typesOfAllKinds_areRead() throws SQLException {
        String sql = "SELECT toUInt64(18446744073709551615), 'ä', toDateTime64('2026-03-29 01:00:00.123', 3, 'UTC'),"
                + " map('a', 'b'), ['x', 'y'], toDecimal64('1.5', 4), CAST(NULL, 'Nullable(String)'),"
                + " toLowCardinality('low')";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBigDecimal(1)).isEqualTo(new BigDecimal("18446744073709551615"));
            assertThat(row.getString(2)).isEqualTo("ä");
            assertThat(row.getTimestamp(3).toInstant()).isEqualTo(Instant.parse("2026-03-29T01:00:00.123Z"));
            assertThat(row.getObject(4)).hasToString("{a=b}");
            assertThat((Object[]) row.getArray(5).getArray()).containsExactly("x", "y");
            assertThat(row.getBigDecimal(6)).isEqualByComparingTo("1.5");
            assertThat(row.getString(7)).isNull();
            assertThat(row.getString(8)).isEqualTo("low");
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void preparedInsertsAndReads_goRound() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE round (n UInt32, word String, at DateTime64(3, 'UTC'))"
                    + " ENGINE = MergeTree ORDER BY n");
        }
        Instant at = Instant.parse("2026-11-01T12:00:00.500Z");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO round VALUES (?, ?, ?)")) {
            for (int n = 0; n < 3; n++) {
                insert.setInt(1, n);
                insert.setString(2, "it's \\ " + n);
                insert.setTimestamp(3, Timestamp.from(at));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT word FROM round WHERE n = ?")) {
            select.setInt(1, 2);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("it's \\ 2");
            }
        }
    }

    @Test
    void manyRows_areReadWhole() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT number, toString(number) FROM numbers(300000)")) {
            long sum = 0;
            while (row.next()) {
                assertThat(row.getString(2)).isEqualTo(Long.toString(row.getLong(1)));
                sum += row.getLong(1);
            }
            assertThat(sum).isEqualTo(300_000L * 299_999 / 2);
        }
    }

    @Test
    void error_carriesClickHousesText() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM nowhere"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Code: 60")
                    .hasMessageContaining("nowhere");
        }
    }
}

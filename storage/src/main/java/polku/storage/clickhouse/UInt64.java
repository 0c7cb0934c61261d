package polku.storage.clickhouse;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;

/** ClickHouse's {@code UInt64}, of which Java's {@code long} holds the same 64 bits with another meaning of the first. */
public final class UInt64 {
    private UInt64() {}

    /** The bits as a parameter of a query. */
    public static BigInteger of(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    /** The bits of a column. */
    public static long read(ResultSet row, int column) throws SQLException {
        return Long.parseUnsignedLong(row.getString(column));
    }
}

package polku.storage.control;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import polku.storage.config.ConfigException;

/**
 * The SQLite file: one connection, used by one thread at a time (the file allows one writer anyway, and reads here take
 * microseconds). Other processes may have the same file open. All calls block.
 */
final class Database implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;
    private static final ClasspathSqlLocator SQL = ClasspathSqlLocator.removingComments();

    private final Connection connection;
    private final Jdbi jdbi;

    private Database(Connection connection) {
        this.connection = connection;
        this.jdbi = Jdbi.create(new OneConnection(connection));
    }

    /** Opens the file, and creates it (and its directory) for this user alone where it is missing. */
    static Database open(Path file) {
        createForThisUserAlone(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // An answered write survives loss of power.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        // Taking the write lock at BEGIN waits for another process; taking it later would fail.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        Properties properties = config.toProperties();
        Connection connection = null;
        try {
            connection = JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), properties);
            useWriteAheadLog(connection);
            try (var statement = connection.createStatement()) {
                // Deleted salts and hashes are overwritten, not only forgotten.
                statement.execute("PRAGMA secure_delete = ON");
            }
            return new Database(connection);
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw new ConfigException("cannot open the control store " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads; every statement sees the last committed state. */
    <T> T read(HandleCallback<T, RuntimeException> work) {
        return jdbi.withHandle(work);
    }

    /** Writes in one transaction, durable when this returns. */
    <T> T write(HandleCallback<T, RuntimeException> work) {
        return jdbi.inTransaction(work);
    }

    /** Changes whenever another connection (of this or another process) has committed. */
    long dataVersion() {
        return read(handle ->
                handle.createQuery("PRAGMA data_version").mapTo(Long.class).one());
    }

    /**
     * Empties the write-ahead log into the file, so that what was deleted is in neither.
     *
     * @return false while another process still reads an older state; try again later
     */
    boolean emptyLog() {
        return read(handle -> handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                        .map((row, context) -> row.getInt("busy"))
                        .one()
                == 0);
    }

    /** The statement in {@code /polku/storage/control/<Class>/<name>.sql}. */
    static String sql(Class<?> store, String name) {
        return SQL.locate(store, name);
    }

    /** True where the statement failed since such a row exists. */
    static boolean isDuplicate(JdbiException failure) {
        return failure.getCause() instanceof SQLiteException cause
                && (cause.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
                        || cause.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY);
    }

    @Override
    public void close() {
        read(handle -> {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException("cannot close the control store", e);
            }
            return true;
        });
    }

    private static void createForThisUserAlone(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            if (!posix) {
                return;
            }
            if (directory != null) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            // Created before SQLite does it, so that it is never readable by others; the log inherits the mode.
            var mode = PosixFilePermissions.fromString("rw-------");
            try {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
            } catch (FileAlreadyExistsException e) {
                Files.setPosixFilePermissions(file, mode);
            }
        } catch (IOException e) {
            throw new ConfigException("cannot create the control store " + file + ": " + e.getMessage(), e);
        }
    }

    /** The switch needs the file for itself and does not wait for it by itself. */
    private static void useWriteAheadLog(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + BUSY_TIMEOUT_MILLIS * 1_000_000L;
        while (true) {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                return;
            } catch (SQLiteException e) {
                boolean busy = (e.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
                if (!busy || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable Connection connection, SQLException reason) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** Lends the one connection to one thread at a time. */
    private static final class OneConnection implements ConnectionFactory {
        private final Connection connection;
        private final ReentrantLock lock = new ReentrantLock(true);

        OneConnection(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Connection openConnection() {
            // A handle inside a handle would run in the outer one's transaction without saying so.
            if (lock.isHeldByCurrentThread()) {
                throw new IllegalStateException("the control store is already open in this thread");
            }
            lock.lock();
            return connection;
        }

        @Override
        public void closeConnection(Connection lent) {
            lock.unlock();
        }
    }
}

package polku.storage.engine;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One connection to the engine: one statement at a time, one thread. */
final class EngineSession implements AutoCloseable {
    private static final byte[] NO_FORMAT = "Null".getBytes(StandardCharsets.US_ASCII);
    private static final int COPY_BYTES = 1 << 16;

    private final Pointer connection;

    EngineSession(Pointer connection) {
        this.connection = connection;
    }

    /** Takes a part of a result; {@code chunk} is valid only during the call. */
    interface Chunks {
        void take(Pointer chunk, long length) throws IOException;
    }

    /** What a statement read and wrote. */
    record Summary(long readRows, long readBytes, long writtenRows, long writtenBytes) {
        static final Summary NOTHING = new Summary(0, 0, 0, 0);
    }

    void use(String database) throws EngineException {
        statement("USE " + quoted(database, '`'));
    }

    /** Settings for all that follows in this session. */
    void set(Map<String, String> settings) throws EngineException {
        if (settings.isEmpty()) {
            return;
        }
        statement(settings.entrySet().stream()
                .map(setting -> quoted(setting.getKey(), '`') + "=" + quoted(setting.getValue(), '\''))
                .collect(Collectors.joining(", ", "SET ", "")));
    }

    private void statement(String sql) throws EngineException {
        try {
            query(sql.getBytes(StandardCharsets.UTF_8), NO_FORMAT, Map.of(), (chunk, length) -> {});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs any statement; its whole result is in the engine's memory when it is handed over. */
    Summary query(byte[] sql, byte[] format, Map<String, String> parameters, Chunks chunks)
            throws EngineException, IOException {
        Pointer result = start(Chdb::chdb_query_with_params_n, sql, format, parameters);
        try {
            take(result, chunks);
            return summary(result);
        } finally {
            Chdb.chdb_destroy_query_result(result);
        }
    }

    /**
     * Runs a SELECT and hands its result over block by block, each formatted on its own: what a format puts before the
     * first row is in every chunk.
     */
    void stream(byte[] sql, byte[] format, Map<String, String> parameters, Chunks chunks)
            throws EngineException, IOException {
        Pointer stream = start(Chdb::chdb_stream_query_with_params_n, sql, format, parameters);
        boolean ended = false;
        try {
            check(Chdb.chdb_result_error(stream));
            while (!ended) {
                ended = !fetch(stream, chunks);
            }
        } finally {
            if (!ended) {
                Chdb.chdb_stream_cancel_query(handle(), stream);
            }
            Chdb.chdb_destroy_query_result(stream);
        }
    }

    private boolean fetch(Pointer stream, Chunks chunks) throws EngineException, IOException {
        Pointer chunk = Chdb.chdb_stream_fetch_result(handle(), stream);
        try {
            return take(chunk, chunks);
        } finally {
            Chdb.chdb_destroy_query_result(chunk);
        }
    }

    /** False where the result is empty. */
    private static boolean take(Pointer result, Chunks chunks) throws EngineException, IOException {
        check(Chdb.chdb_result_error(result));
        long length = Chdb.chdb_result_length(result);
        Pointer buffer = Chdb.chdb_result_buffer(result);
        if (length == 0 || buffer == null) {
            return false;
        }
        chunks.take(buffer, length);
        return true;
    }

    /**
     * Inserts what {@code data} holds, as it comes. The engine forms the same blocks however the bytes were cut, so a
     * deduplication token holds for a resend.
     *
     * @param sql the INSERT up to, and without, FORMAT
     */
    Summary insert(byte[] sql, byte[] format, Map<String, String> parameters, InputStream data)
            throws EngineException, IOException {
        Pointer insert = start(Chdb::chdb_stream_insert_with_params_n, sql, format, parameters);
        boolean done = false;
        try {
            check(Chdb.chdb_stream_insert_error(insert));
            append(insert, data);
            done = true;
            return finish(insert);
        } finally {
            if (!done) {
                Chdb.chdb_stream_cancel_insert(insert);
            }
            Chdb.chdb_destroy_insert_stream(insert);
        }
    }

    private static void append(Pointer insert, InputStream data) throws IOException, EngineException {
        byte[] bytes = new byte[COPY_BYTES];
        try (Memory chunk = new Memory(COPY_BYTES)) {
            for (int read = data.read(bytes); read >= 0; read = data.read(bytes)) {
                chunk.write(0, bytes, 0, read);
                if (read > 0 && Chdb.chdb_stream_append(insert, chunk, read) != 0) {
                    check(Chdb.chdb_stream_insert_error(insert));
                    return; // chdb_stream_done reports it
                }
            }
        }
    }

    private static Summary finish(Pointer insert) throws EngineException {
        Pointer result = Chdb.chdb_stream_done(insert);
        try {
            check(Chdb.chdb_result_error(result));
            return summary(result);
        } finally {
            Chdb.chdb_destroy_query_result(result);
        }
    }

    private static Summary summary(Pointer result) {
        return new Summary(
                Chdb.chdb_result_storage_rows_read(result),
                Chdb.chdb_result_storage_bytes_read(result),
                Chdb.chdb_result_rows_written(result),
                Chdb.chdb_result_bytes_written(result));
    }

    private static void check(@Nullable Pointer error) throws EngineException {
        if (error != null) {
            throw EngineException.reported(error.getString(0, "UTF-8"));
        }
    }

    private Pointer handle() {
        return connection.getPointer(0);
    }

    /** One of the functions that begin a statement. */
    private interface Start {
        Pointer call(
                Pointer handle,
                byte[] query,
                long queryLength,
                byte[] format,
                long formatLength,
                @Nullable Pointer names,
                @Nullable Pointer nameLengths,
                @Nullable Pointer values,
                @Nullable Pointer valueLengths,
                long parameters);
    }

    private Pointer start(Start function, byte[] sql, byte[] format, Map<String, String> parameters) {
        NativeStrings names = new NativeStrings(parameters.keySet());
        NativeStrings values = new NativeStrings(parameters.values());
        try {
            return function.call(
                    handle(),
                    sql,
                    sql.length,
                    format,
                    format.length,
                    names.pointers(),
                    names.lengths(),
                    values.pointers(),
                    values.lengths(),
                    parameters.size());
        } finally {
            Reference.reachabilityFence(names);
            Reference.reachabilityFence(values);
        }
    }

    private static String quoted(String text, char quote) {
        StringBuilder quoted = new StringBuilder(text.length() + 8).append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append(quote).toString();
    }

    @Override
    public void close() {
        Chdb.chdb_close_conn(connection);
    }
}

package polku.storage.engine;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The C functions of libchdb 26.7 that the engine uses; names and order of arguments are those of its {@code chdb.h}.
 * Every {@code size_t} is a {@code long}: only 64-bit platforms exist. All calls block, none may throw into Java.
 */
final class Chdb {
    private Chdb() {}

    /** Binds the functions to the library. Signals stay the JVM's, which must be said before the first connection. */
    static void load(Path library) {
        Native.register(Chdb.class, NativeLibrary.getInstance(library.toString()));
        chdb_set_signal_handlers_enabled(0);
    }

    static native Pointer chdb_version();

    static native void chdb_set_signal_handlers_enabled(int enabled);

    /** Points to the handle that the other functions take; null when it fails. */
    static native @Nullable Pointer chdb_connect(int count, Pointer arguments);

    static native void chdb_close_conn(Pointer connection);

    /** Joins the engine's threads; 0 when none is left. */
    static native int chdb_shutdown();

    static native Pointer chdb_query_with_params_n(
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

    static native Pointer chdb_stream_query_with_params_n(
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

    static native Pointer chdb_stream_fetch_result(Pointer handle, Pointer stream);

    static native void chdb_stream_cancel_query(Pointer handle, Pointer stream);

    static native Pointer chdb_stream_insert_with_params_n(
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

    static native @Nullable Pointer chdb_stream_insert_error(Pointer insert);

    /** 0 when the chunk was taken; it is copied. */
    static native int chdb_stream_append(Pointer insert, Pointer data, long length);

    static native Pointer chdb_stream_done(Pointer insert);

    static native void chdb_stream_cancel_insert(Pointer insert);

    static native void chdb_destroy_insert_stream(Pointer insert);

    static native @Nullable Pointer chdb_result_error(Pointer result);

    static native @Nullable Pointer chdb_result_buffer(Pointer result);

    static native long chdb_result_length(Pointer result);

    static native long chdb_result_storage_rows_read(Pointer result);

    static native long chdb_result_storage_bytes_read(Pointer result);

    static native long chdb_result_rows_written(Pointer result);

    static native long chdb_result_bytes_written(Pointer result);

    static native void chdb_destroy_query_result(Pointer result);
}

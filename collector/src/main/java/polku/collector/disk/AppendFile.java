package polku.collector.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that only grows. Used by one thread. */
public interface AppendFile extends Closeable {
    /** Writes all that remains in the buffer. On an exception any part of it may have been written. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when everything written so far would survive a loss of power. */
    void force() throws IOException;
}

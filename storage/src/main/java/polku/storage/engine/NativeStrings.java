package polku.storage.engine;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Strings for C as an array of pointers and an array of lengths, so that a value may hold a zero byte. */
final class NativeStrings {
    private final @Nullable Memory pointers;
    private final @Nullable Memory lengths;
    // The pointers above point in here.
    private final @Nullable Memory bytes;

    NativeStrings(Collection<String> strings) {
        if (strings.isEmpty()) {
            pointers = null;
            lengths = null;
            bytes = null;
            return;
        }
        byte[][] encoded = strings.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        long total = 0;
        for (byte[] text : encoded) {
            total += text.length + 1;
        }
        pointers = new Memory((long) encoded.length * Native.POINTER_SIZE);
        lengths = new Memory((long) encoded.length * Long.BYTES);
        bytes = new Memory(total);
        long offset = 0;
        for (int i = 0; i < encoded.length; i++) {
            byte[] text = encoded[i];
            bytes.write(offset, text, 0, text.length);
            bytes.setByte(offset + text.length, (byte) 0);
            pointers.setPointer((long) i * Native.POINTER_SIZE, bytes.share(offset));
            lengths.setLong((long) i * Long.BYTES, text.length);
            offset += text.length + 1;
        }
    }

    @Nullable
    Pointer pointers() {
        return pointers;
    }

    @Nullable
    Pointer lengths() {
        return lengths;
    }
}

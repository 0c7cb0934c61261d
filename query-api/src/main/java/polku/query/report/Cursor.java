package polku.query.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a page of rows starts, written so that it only fits the question that it came from. */
public final class Cursor {
    public static final int MOST_ROWS = 10_000_000;

    private Cursor() {}

    /** @param question written so that equal questions are written the same */
    public static String of(String question, int offset) {
        byte[] bytes = ByteBuffer.allocate(12)
                .putInt(offset)
                .put(fingerprint(question))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The row that the cursor points to, 0 without one. */
    public static int offset(@Nullable String cursor, String question) {
        if (cursor == null) {
            return 0;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        if (bytes.length != 12 || !Arrays.equals(bytes, 4, 12, fingerprint(question), 0, 8)) {
            throw invalid();
        }
        int offset = ByteBuffer.wrap(bytes).getInt();
        if (offset < 1 || offset > MOST_ROWS) {
            throw invalid();
        }
        return offset;
    }

    private static byte[] fingerprint(String question) {
        try {
            byte[] asked = question.getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(asked), 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException invalid() {
        return InvalidQuery.at("/cursor", "must be the nextCursor of an answer to the same query");
    }
}

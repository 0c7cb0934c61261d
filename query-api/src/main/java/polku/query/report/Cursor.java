package polku.query.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import polku.storage.read.ReportQuestion;

/** Where a page of rows starts, written so that it only fits the question that it came from. */
final class Cursor {
    static final int MOST_ROWS = 10_000_000;

    private Cursor() {}

    static String of(ReportQuestion question, int offset) {
        byte[] bytes = ByteBuffer.allocate(12)
                .putInt(offset)
                .put(fingerprint(question))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The row that the cursor points to, 0 without one. */
    static int offset(@Nullable String cursor, ReportQuestion question) {
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

    private static byte[] fingerprint(ReportQuestion question) {
        try {
            byte[] asked = question.page(1, 0).toString().getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(asked), 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException invalid() {
        return InvalidQuery.at("/cursor", "must be the nextCursor of an answer to the same query");
    }
}

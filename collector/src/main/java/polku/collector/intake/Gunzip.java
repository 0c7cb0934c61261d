package polku.collector.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import polku.collector.Refusal;

/** Inflates a body as far as a limit in bytes and in ratio, so that a small body cannot become a large one. */
final class Gunzip {
    /** JSON of beacons packs to a tenth; a bomb to a thousandth. */
    private static final int MAX_RATIO = 100;

    private static final int BUFFER_BYTES = 8 << 10;

    private Gunzip() {}

    /** Told by its first bytes (RFC 1952), since a browser cannot announce it without asking first. */
    static boolean isGzip(byte[] body) {
        return body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b;
    }

    static byte[] inflate(byte[] packed, int limit) {
        return inflate(packed, limit, 0);
    }

    /** @param always so much is inflated whatever the ratio */
    static byte[] inflate(byte[] packed, int limit, int always) {
        int most = (int) Math.min(limit, Math.max(always, (long) packed.length * MAX_RATIO));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), BUFFER_BYTES)) {
            byte[] body = in.readNBytes(most + 1);
            if (body.length > most) {
                throw Refusal.tooLarge(most);
            }
            return body;
        } catch (IOException e) {
            throw Refusal.malformed("The body is not gzip.");
        }
    }
}

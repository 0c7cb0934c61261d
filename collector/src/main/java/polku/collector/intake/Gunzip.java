package polku.collector.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import polku.collector.Refusal;

/** Inflates a body as far as a limit in bytes and in ratio, so that a small body cannot become a large one. */
final class Gunzip {
    /** JSON of beacons packs to a tenth; a bomb to a thousandth. */
    private static final int MAX_RATIO = 100;

    private Gunzip() {}

    static byte[] inflate(byte[] packed, int limit) {
        int most = (int) Math.min(limit, (long) packed.length * MAX_RATIO);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
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

package polku.collector.spool;

import java.time.Duration;

/**
 * @param maxBytes beyond this nothing is taken until something has been consumed
 * @param reservedDiskBytes free space of the disk that is left for others
 * @param segmentBytes a segment this long is sealed
 * @param segmentAge a segment this old is sealed
 * @param commitInterval least time between two syncs under load: what arrives meanwhile shares the next one
 * @param remember how long consumed segments stay, so that after a restart a browser's retry is still known
 */
public record SpoolLimits(
        long maxBytes,
        long reservedDiskBytes,
        long segmentBytes,
        Duration segmentAge,
        Duration commitInterval,
        Duration remember) {

    public static SpoolLimits of(long maxBytes) {
        return new SpoolLimits(
                maxBytes,
                64L << 20,
                Math.min(16L << 20, Math.max(64 << 10, maxBytes / 8)),
                Duration.ofMinutes(1),
                Duration.ofMillis(5),
                Duration.ofMinutes(5));
    }
}

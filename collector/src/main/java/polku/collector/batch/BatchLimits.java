package polku.collector.batch;

import java.time.Duration;

/**
 * @param rows a batch leaves at once when this many rows wait
 * @param maxRows a batch holds about this many rows at most, so that a backlog drains in large steps
 * @param maxBytes and about this many bytes; with so many it leaves at once
 * @param linger a smaller batch leaves when its first row has waited this long
 * @param firstRetry wait after a first failure; it doubles up to {@code lastRetry}
 */
public record BatchLimits(
        int rows, int maxRows, long maxBytes, Duration linger, Duration firstRetry, Duration lastRetry) {
    public static final BatchLimits STANDARD = new BatchLimits(
            10_000, 30_000, 24L << 20, Duration.ofMillis(400), Duration.ofMillis(200), Duration.ofSeconds(3));
}

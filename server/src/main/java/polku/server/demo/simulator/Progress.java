package polku.server.demo.simulator;

/**
 * How far the sending of the simulated past has come.
 *
 * @param share 0–1
 * @param items beacons' items taken so far
 */
public record Progress(double share, long items, double itemsPerSecond) {
    public int percent() {
        return (int) Math.floor(share * 100);
    }
}

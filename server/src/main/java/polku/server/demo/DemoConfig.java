package polku.server.demo;

import java.net.URI;
import java.nio.file.Path;
import polku.server.demo.simulator.SimulatorConfig;

/**
 * What the demonstration needs to know.
 *
 * @param collector the public address of the collector, "http://localhost:8080": the snippet loads from there, and
 *     simulated visits are sent there
 * @param apiKey a key with the right to ingest
 * @param siteId the public id of the site whose domain is {@code localhost}
 * @param shopPort where the shop listens; 0 lets the system choose
 * @param dataDir where the demo notes what it has sent, and writes {@code demo-truth.json}
 */
public record DemoConfig(
        URI collector, String apiKey, String siteId, int shopPort, Path dataDir, SimulatorConfig simulator) {
    public static final int DEFAULT_SHOP_PORT = 8090;

    /** Without the key, so that it may be logged. */
    @Override
    public String toString() {
        return "DemoConfig[collector=%s, siteId=%s, shopPort=%d, dataDir=%s, simulator=%s]"
                .formatted(collector, siteId, shopPort, dataDir, simulator);
    }
}

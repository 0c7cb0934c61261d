package polku.server.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import polku.server.demo.simulator.SimulatorConfig;
import polku.server.demo.simulator.Truth;

/**
 * Two files in the data directory: {@code demo-run.json} says which past was begun to be sent, {@code demo-truth.json}
 * that it was sent, and what it held. A sending that was interrupted is thus begun anew with the same beacon ids, which
 * the collector counts once. Blocking.
 */
final class Notebook {
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final Path run;
    private final Path truth;

    Notebook(Path dataDir) {
        this.run = dataDir.resolve("demo-run.json");
        this.truth = dataDir.resolve("demo-truth.json");
    }

    /** The past that this site has or is to have: the one begun earlier, or else one that ends now and is noted. */
    Past past(DemoConfig config) throws IOException {
        if (Files.exists(run)) {
            Begun begun = json.readValue(run.toFile(), Begun.class);
            if (begun.siteId().equals(config.siteId())) {
                return new Past(begun.simulator(), Instant.ofEpochMilli(begun.endMillis()), Files.exists(truth));
            }
        }
        Files.createDirectories(run.toAbsolutePath().getParent());
        Files.deleteIfExists(truth);
        long now = System.currentTimeMillis();
        write(run, new Begun(config.siteId(), config.simulator(), now));
        return new Past(config.simulator(), Instant.ofEpochMilli(now), false);
    }

    void keep(Truth counted) throws IOException {
        write(truth, counted);
    }

    private void write(Path file, Object value) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".part");
        json.writeValue(half.toFile(), value);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @param sent whether the collector has all of it */
    record Past(SimulatorConfig simulator, Instant end, boolean sent) {}

    record Begun(String siteId, SimulatorConfig simulator, long endMillis) {}
}

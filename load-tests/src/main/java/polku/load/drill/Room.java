package polku.load.drill;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/**
 * Where one drill takes place.
 *
 * @param home where Polku is built
 * @param directory empty, the drill's own
 * @param quick shorter and with fewer repetitions, for trying a drill out
 * @param seed of everything random
 * @param minutes of the soak
 */
record Room(Path home, Path directory, Vertx vertx, boolean quick, long seed, int minutes) {
    static final int HEAP_MEGABYTES = 512;
    static final int ENGINE_MEGABYTES = 2000;

    static final PolkuUnderTest.Settings SETTINGS =
            new PolkuUnderTest.Settings(List.of("-Xmx" + HEAP_MEGABYTES + "m"), Map.of(), "bench.example");

    PolkuUnderTest polku() {
        return polku(SETTINGS);
    }

    PolkuUnderTest polku(PolkuUnderTest.Settings settings) {
        return new PolkuUnderTest(home, directory, settings);
    }

    int times(int usual, int whenQuick) {
        return quick ? whenQuick : usual;
    }

    void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, "    " + format + "%n", values);
    }

    /** @throws Drill.Failure with {@code what} where it does not come true in time */
    static void await(String what, Duration most, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            Drill.expect(System.nanoTime() < end, "not within %d s: %s", most.toSeconds(), what);
            ServerProcess.pause(100);
        }
    }
}

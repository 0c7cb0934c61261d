package polku.collector.intake;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polku.collector.DropReason;
import polku.collector.Refusal;
import polku.collector.beacon.Beacon;
import polku.collector.door.Caller;
import polku.collector.door.Door;

/** The way of what comes in another product's format: translate → the steps of a beacon. */
final class DoorSteps {
    private final Intake intake;
    private final Door door;

    DoorSteps(Intake intake, Door door) {
        this.intake = intake;
        this.door = door;
    }

    /** Completes when it is durable; fails with a {@link Refusal} where it is not taken. */
    Future<Receipt> accept(byte[] body, Sender sender, Loop loop) {
        Caller caller = new Caller(
                sender.address(),
                sender.userAgent(),
                firstOf(sender.forwardedFor()),
                sender.keyed(),
                intake.clock.millis());
        Optional<Beacon> beacon = door.read(body, caller);
        return beacon.isEmpty()
                ? intake.drop(DropReason.NO_CONSENT, 1)
                : new BeaconSteps(intake).accept(beacon.get(), sender, loop);
    }

    private static @Nullable String firstOf(@Nullable String addresses) {
        int comma = addresses == null ? -1 : addresses.indexOf(',');
        return addresses == null || comma < 0
                ? addresses
                : addresses.substring(0, comma).strip();
    }
}

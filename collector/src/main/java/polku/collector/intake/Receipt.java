package polku.collector.intake;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import polku.collector.DropReason;

/**
 * The answer to what was taken: accepted and dropped add up to what was sent.
 *
 * @param why everything was left out; null where something was accepted
 */
record Receipt(int accepted, int dropped, @Nullable DropReason why) {
    Receipt(int accepted, int dropped) {
        this(accepted, dropped, null);
    }

    Buffer toJson() {
        return Buffer.buffer("{\"accepted\":" + accepted + ",\"dropped\":" + dropped + "}");
    }
}

package polku.collector.intake;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import polku.collector.DropReason;

/**
 * The answer to what was taken: accepted and dropped add up to what was sent.
 *
 * @param why everything was left out; null where something was accepted
 * @param look a token with which the tracker is asked to look at the page; null where it is not
 */
record Receipt(
        int accepted,
        int dropped,
        @Nullable DropReason why,
        @Nullable String look) {
    Receipt(int accepted, int dropped) {
        this(accepted, dropped, null, null);
    }

    Receipt asking(String token) {
        return new Receipt(accepted, dropped, why, token);
    }

    Buffer toJson() {
        return Buffer.buffer("{\"accepted\":" + accepted + ",\"dropped\":" + dropped
                + (look == null ? "}" : ",\"look\":\"" + look + "\"}"));
    }
}

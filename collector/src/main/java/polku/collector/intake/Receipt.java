package polku.collector.intake;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import polku.collector.DropReason;

/**
 * The answer to what was taken: accepted and dropped add up to what was sent.
 *
 * @param why everything was left out; null where something was accepted
 * @param load the parts that the tracker is asked to load and what each is given, as the JSON text of an array; null for none
 */
record Receipt(
        int accepted,
        int dropped,
        @Nullable DropReason why,
        @Nullable String load) {
    Receipt(int accepted, int dropped) {
        this(accepted, dropped, null, null);
    }

    Receipt asking(String parts) {
        return new Receipt(accepted, dropped, why, parts);
    }

    Buffer toJson() {
        return Buffer.buffer("{\"accepted\":" + accepted + ",\"dropped\":" + dropped
                + (load == null ? "}" : ",\"load\":" + load + "}"));
    }
}

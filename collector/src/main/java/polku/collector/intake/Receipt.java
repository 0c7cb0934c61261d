package polku.collector.intake;

import io.vertx.core.buffer.Buffer;

/** The answer to what was taken: accepted and dropped add up to what was sent. */
record Receipt(int accepted, int dropped) {
    Buffer toJson() {
        return Buffer.buffer("{\"accepted\":" + accepted + ",\"dropped\":" + dropped + "}");
    }
}

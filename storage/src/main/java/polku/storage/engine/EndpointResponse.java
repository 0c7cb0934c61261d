package polku.storage.engine;

import com.sun.jna.Pointer;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request. It is held back until it is whole or longer than {@link #HELD_BYTES}, so that nearly every
 * error still gets a status of its own; an error after that cuts the connection, which no client takes for an end.
 */
final class EndpointResponse {
    static final int HELD_BYTES = 1 << 18;
    private static final int COPY_BYTES = 1 << 16;
    private static final String SUMMARY = "X-ClickHouse-Summary";

    private final HttpExchange exchange;
    private final boolean gzip;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(1 << 12);
    private final byte[] copy = new byte[COPY_BYTES];
    private @Nullable OutputStream open;

    EndpointResponse(HttpExchange exchange, boolean gzip) {
        this.exchange = exchange;
        this.gzip = gzip;
    }

    /** The headers that drivers read. */
    void describe(OutputFormat format, String queryId) {
        Headers headers = headers();
        headers.set("Content-Type", format.contentType());
        headers.set("X-ClickHouse-Format", format.name());
        headers.set("X-ClickHouse-Query-Id", queryId);
        headers.set("X-ClickHouse-Server-Display-Name", "polku");
        headers.set("X-ClickHouse-Timezone", "UTC");
        if (headers.getFirst(SUMMARY) == null) {
            summarize(EngineSession.Summary.NOTHING, 0);
        }
    }

    /** Without effect once a part is sent, as the header then is. */
    void summarize(EngineSession.Summary summary, long nanos) {
        String json = "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
                + "\"total_rows_to_read\":\"0\",\"result_rows\":\"0\",\"result_bytes\":\"0\",\"elapsed_ns\":\"%d\"}";
        headers()
                .set(
                        SUMMARY,
                        String.format(
                                Locale.ROOT,
                                json,
                                summary.readRows(),
                                summary.readBytes(),
                                summary.writtenRows(),
                                summary.writtenBytes(),
                                nanos));
    }

    Headers headers() {
        return exchange.getResponseHeaders();
    }

    boolean isSent() {
        return open != null;
    }

    void write(Pointer chunk, long from, long length) throws IOException {
        for (long at = from; at < length; at += copy.length) {
            int part = (int) Math.min(copy.length, length - at);
            chunk.read(at, copy, 0, part);
            write(part);
        }
    }

    private void write(int length) throws IOException {
        if (open == null && held.size() + length > HELD_BYTES) {
            if (gzip) {
                headers().set("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(200, 0);
            open = gzip ? new GZIPOutputStream(exchange.getResponseBody(), COPY_BYTES) : exchange.getResponseBody();
            held.writeTo(open);
            held.reset();
        }
        if (open == null) {
            held.write(copy, 0, length);
        } else {
            open.write(copy, 0, length);
        }
    }

    void finish() throws IOException {
        if (open != null) {
            open.close();
            return;
        }
        byte[] body = held.toByteArray();
        if (gzip && body.length > 0) {
            headers().set("Content-Encoding", "gzip");
            ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2);
            try (GZIPOutputStream packer = new GZIPOutputStream(packed)) {
                packer.write(body);
            }
            body = packed.toByteArray();
        }
        send(200, body);
    }

    void fail(int status, String text) throws IOException {
        headers().set("Content-Type", "text/plain; charset=UTF-8");
        send(status, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void send(int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}

package polku.query.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * One client that is sent events as they happen, until either side ends it. May be used from any thread.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
public final class EventStream {
    /** Told on the event loop that a client is there; must not block. */
    public interface Opened {
        void with(EventStream stream);
    }

    private final HttpServerResponse response;
    private final Context loop;
    private final BooleanSupplier allowed;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** @param allowed whether the client may still see this; may block */
    EventStream(HttpServerResponse response, Context loop, BooleanSupplier allowed) {
        this.response = response;
        this.loop = loop;
        this.allowed = allowed;
    }

    /** Writes the head, and listens for the end. On the event loop. */
    void begin() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                // Nginx would keep events back otherwise.
                .putHeader("X-Accel-Buffering", "no")
                .closeHandler(closed -> open.set(false))
                .endHandler(ended -> open.set(false));
        // The browser comes back two seconds after the end.
        response.write("retry: 2000\n\n");
    }

    /** False once it has ended, whoever ended it. */
    public boolean isOpen() {
        return open.get();
    }

    /** True while the client's session or key is good for what it sees. Blocks. */
    public boolean isAllowed() {
        return allowed.getAsBoolean();
    }

    /**
     * Sends an event, unless the client does not keep up: then this one is left out.
     *
     * @param data one line of text
     */
    public void send(String event, byte[] data) {
        Buffer message =
                Buffer.buffer("event: " + event + "\ndata: ").appendBytes(data).appendString("\n\n");
        write(message);
    }

    /** Sends something that says nothing, so that a connection that is gone is noticed. */
    public void sendSignOfLife() {
        write(Buffer.buffer(":\n\n".getBytes(StandardCharsets.UTF_8)));
    }

    /** Ends it cleanly; the browser opens a new one. */
    public void end() {
        if (open.compareAndSet(true, false)) {
            loop.runOnContext(ignored -> response.end());
        }
    }

    private void write(Buffer message) {
        loop.runOnContext(ignored -> {
            if (open.get() && !response.writeQueueFull()) {
                Future<Void> written = response.write(message);
                written.onFailure(failure -> open.set(false));
            }
        });
    }
}

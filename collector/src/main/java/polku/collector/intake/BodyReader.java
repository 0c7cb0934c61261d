package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.Refusal;

/**
 * Reads a request's body whole: at most so many bytes, by a deadline, gzip that its headers announce inflated off the event loop. A refused body's
 * connection is closed, because what is still on the way can neither be used nor told from a next request. Used by one
 * event loop.
 */
final class BodyReader implements IntakeHandler.Source {
    private static final Logger log = LoggerFactory.getLogger(BodyReader.class);

    private final Vertx vertx;
    private final int limit;
    private final Duration deadline;
    /** One timer looks after all of them: one for each would cost more than reading it. */
    private final Set<Arrival> waiting = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean sweeping;

    BodyReader(Vertx vertx, int limit, Duration deadline) {
        this.vertx = vertx;
        this.limit = limit;
        this.deadline = deadline;
    }

    @Override
    public Future<byte[]> read(HttpServerRequest request) {
        try {
            checkType(request.getHeader(HttpHeaders.CONTENT_TYPE));
            boolean gzip = isGzip(request.getHeader(HttpHeaders.CONTENT_ENCODING));
            checkAnnouncedLength(request.getHeader(HttpHeaders.CONTENT_LENGTH));
            Future<byte[]> body = receive(request);
            return gzip ? body.compose(this::inflate) : body;
        } catch (Refusal e) {
            request.handler(rest -> {}); // is read and thrown away, so that the client gets to see the answer
            return Future.failedFuture(e);
        }
    }

    /** Whether it is a type that trackers and browsers send; null where none is said. */
    static boolean isUsual(@Nullable String type) {
        return type == null
                || type.equals("text/plain")
                || type.equals("text/plain;charset=UTF-8")
                || type.equals("application/json");
    }

    private static void checkType(@Nullable String type) {
        if (type == null || isUsual(type)) {
            return;
        }
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        String media = parts[0].strip();
        if (!media.equals("text/plain") && !media.equals("application/json")) {
            throw Refusal.unsupported("The body must be text/plain or application/json.");
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw Refusal.unsupported("The body must be UTF-8.");
            }
        }
    }

    private static boolean isGzip(@Nullable String encoding) {
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (encoding.equalsIgnoreCase("gzip")) {
            return true;
        }
        throw Refusal.unsupported("The Content-Encoding must be gzip or none.");
    }

    private void checkAnnouncedLength(@Nullable String length) {
        if (length != null && (length.length() > 18 || Long.parseLong(length) > limit)) {
            throw Refusal.tooLarge(limit);
        }
    }

    private Future<byte[]> receive(HttpServerRequest request) {
        Arrival arrival = new Arrival(System.nanoTime() + deadline.toNanos());
        waiting.add(arrival);
        if (!sweeping) {
            sweeping = true;
            vertx.setPeriodic(sweepMillis(), fired -> sweep());
        }
        request.handler(arrival);
        request.endHandler(end -> arrival.whole());
        request.exceptionHandler(arrival::broke);
        return arrival.body.future();
    }

    private long sweepMillis() {
        return Math.max(1, Math.min(500, deadline.toMillis() / 4));
    }

    private void sweep() {
        long now = System.nanoTime();
        for (Arrival arrival : List.copyOf(waiting)) {
            if (now - arrival.deadline > 0) {
                arrival.end(Refusal.timeout());
            }
        }
    }

    /** A body on its way. */
    private final class Arrival implements Handler<Buffer> {
        final Promise<byte[]> body = Promise.promise();
        final long deadline;
        /** Nearly all bodies come in one piece. */
        private @Nullable Buffer received;

        private boolean inPieces;
        private boolean ended;

        Arrival(long deadline) {
            this.deadline = deadline;
        }

        @Override
        public void handle(Buffer piece) {
            if (ended) {
                return;
            }
            Buffer before = received;
            if ((before == null ? 0 : before.length()) + piece.length() > limit) {
                end(Refusal.tooLarge(limit));
            } else if (before == null) {
                received = piece;
            } else {
                if (!inPieces) {
                    inPieces = true;
                    before = Buffer.buffer(before.length() + piece.length())
                            .appendBuffer(before); // the first piece is not ours to write to
                }
                received = before.appendBuffer(piece);
            }
        }

        void whole() {
            if (!ended) {
                Buffer all = received;
                end();
                body.complete(all == null ? new byte[0] : all.getBytes());
            }
        }

        /** A connection that is cut, or chunks that the HTTP decoder cannot read: whatever it is, the client's doing. */
        void broke(Throwable cause) {
            log.debug("a request body broke off", cause);
            end(Refusal.malformed("The body ends early, or its chunks are not framed as HTTP says."));
        }

        void end(Refusal refusal) {
            if (!ended) {
                end();
                body.fail(refusal);
            }
        }

        private void end() {
            ended = true;
            received = null;
            waiting.remove(this);
        }
    }

    private Future<byte[]> inflate(byte[] packed) {
        return vertx.executeBlocking(() -> Gunzip.inflate(packed, limit), false);
    }
}

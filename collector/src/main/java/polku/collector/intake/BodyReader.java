package polku.collector.intake;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.Refusal;

/**
 * Reads a request's body whole: at most so many bytes, by a deadline, gzip inflated off the event loop. A refused body's
 * connection is closed, because what is still on the way can neither be used nor told from a next request.
 */
final class BodyReader {
    private static final Logger log = LoggerFactory.getLogger(BodyReader.class);

    private final Vertx vertx;
    private final int limit;
    private final Duration deadline;

    BodyReader(Vertx vertx, int limit, Duration deadline) {
        this.vertx = vertx;
        this.limit = limit;
        this.deadline = deadline;
    }

    /** Must be called before the handler of the request returns. Fails with a {@link Refusal}. */
    Future<byte[]> read(HttpServerRequest request) {
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

    private static void checkType(@Nullable String type) {
        if (type == null) {
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
        Promise<byte[]> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(Math.max(1, deadline.toMillis()), fired -> promise.tryFail(Refusal.timeout()));
        request.handler(chunk -> {
            if (body.length() + chunk.length() > limit) {
                promise.tryFail(Refusal.tooLarge(limit));
            } else if (!promise.future().isComplete()) {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> promise.tryComplete(body.getBytes()));
        request.exceptionHandler(cause -> promise.tryFail(broken(cause)));
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** A connection that is cut, or chunks that the HTTP decoder cannot read: whatever the exception, the client's doing. */
    private static Refusal broken(Throwable cause) {
        log.debug("a request body broke off", cause);
        return Refusal.malformed("The body ends early, or its chunks are not framed as HTTP says.");
    }

    private Future<byte[]> inflate(byte[] packed) {
        return vertx.executeBlocking(() -> Gunzip.inflate(packed, limit), false);
    }
}

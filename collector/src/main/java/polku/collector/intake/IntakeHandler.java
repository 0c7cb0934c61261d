package polku.collector.intake;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import polku.collector.CollectorMetrics;
import polku.collector.DropReason;
import polku.collector.Refusal;
import polku.http.BearerKey;
import polku.http.ProblemHandler;
import polku.http.TrustedProxies;
import polku.storage.control.ApiKeyVerifier;

/**
 * A way in over HTTP: reads the body, tells who sent it, lets the steps decide, answers, and counts what is refused. Used
 * by one event loop.
 */
final class IntakeHandler implements Handler<HttpServerRequest> {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PRIVACY_CONTROL = HttpHeaders.createOptimized("Sec-GPC");
    private static final CharSequence DO_NOT_TRACK = HttpHeaders.createOptimized("DNT");
    private static final long LINGER_MILLIS = 1000;

    /** What is done with a body. */
    interface Steps {
        Future<Receipt> accept(byte[] body, Sender sender, Loop loop);
    }

    /** What is taken for the body of a request. */
    interface Source {
        /** Must be called before the handler of the request returns. Fails with a {@link Refusal}. */
        Future<byte[]> read(HttpServerRequest request);
    }

    /** How a way in answers. */
    interface Answers {
        void taken(HttpServerRequest request, Receipt receipt);

        default void refused(HttpServerRequest request, Refusal refusal) {
            ProblemHandler.fail(request, refusal.answer());
        }
    }

    /** @param needsKey nothing is taken without a key that may ingest */
    record Rules(boolean needsKey, Source body, Answers answers) {}

    private final Vertx vertx;
    private final Rules rules;
    private final Supplier<Steps> steps;
    private final ApiKeyVerifier keys;
    private final TrustedProxies proxies;
    private final CollectorMetrics metrics;
    private final ProxyWarning proxyWarning;
    private @Nullable Loop loop;

    IntakeHandler(
            Vertx vertx,
            Rules rules,
            Supplier<Steps> steps,
            ApiKeyVerifier keys,
            TrustedProxies proxies,
            ProxyWarning proxyWarning,
            CollectorMetrics metrics) {
        this.vertx = vertx;
        this.rules = rules;
        this.steps = steps;
        this.keys = keys;
        this.proxies = proxies;
        this.proxyWarning = proxyWarning;
        this.metrics = metrics;
    }

    @Override
    public void handle(HttpServerRequest request) {
        CrossOrigin.allow(request.response());
        Loop current = loop();
        rules.body().read(request).onComplete(body -> take(body, request, current));
    }

    private void take(AsyncResult<byte[]> body, HttpServerRequest request, Loop current) {
        if (body.failed()) {
            refuse(request, body.cause());
            return;
        }
        Future<Receipt> taken;
        try {
            taken = steps.get().accept(body.result(), sender(request), current);
        } catch (RuntimeException e) {
            refuse(request, e);
            return;
        }
        taken.onComplete(result -> {
            if (result.succeeded()) {
                answer(request, result.result());
            } else {
                refuse(request, result.cause());
            }
        });
    }

    private Loop loop() {
        Loop current = loop;
        if (current == null) {
            current = new Loop(vertx.getOrCreateContext());
            loop = current;
        }
        return current;
    }

    private Sender sender(HttpServerRequest request) {
        boolean keyed = isKeyed(request);
        if (rules.needsKey() && !keyed) {
            throw Refusal.unauthorized(401, "Send a key with the right to ingest: Authorization: Bearer KEY.");
        }
        byte[] peer = TrustedProxies.peerOf(request);
        List<String> forwarded = request.headers().getAll(TrustedProxies.FORWARDED_FOR);
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        if (!forwarded.isEmpty()) {
            proxyWarning.see(peer, proxies);
        }
        return new Sender(
                proxies.clientOf(peer, forwarded),
                agent == null ? "" : agent,
                request.getHeader(HttpHeaders.ORIGIN),
                forwarded.isEmpty() ? null : forwarded.get(0),
                "1".equals(request.getHeader(PRIVACY_CONTROL)) || "1".equals(request.getHeader(DO_NOT_TRACK)),
                keyed);
    }

    private boolean isKeyed(HttpServerRequest request) {
        Optional<String> key = BearerKey.of(request);
        if (key.isEmpty()) {
            return false;
        }
        if (key.get().isEmpty()) {
            throw Refusal.unauthorized(401, "Send the key as \"Authorization: Bearer KEY\".");
        }
        ApiKeyVerifier.Rights rights =
                keys.verify(key.get()).orElseThrow(() -> Refusal.unauthorized(401, "The key is unknown or revoked."));
        if (!rights.ingest()) {
            throw Refusal.unauthorized(403, "The key has no right to ingest.");
        }
        return true;
    }

    private void answer(HttpServerRequest request, Receipt receipt) {
        if (!request.response().closed()) {
            rules.answers().taken(request, receipt);
        }
    }

    /** The answer of Polku's own ways in. */
    static void answerInFull(HttpServerRequest request, Receipt receipt) {
        request.response()
                .setStatusCode(202)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(receipt.toJson());
    }

    private void refuse(HttpServerRequest request, Throwable cause) {
        HttpServerResponse response = request.response();
        if (!request.isEnded() && !response.closed()) {
            closeSoon(request);
        }
        if (cause instanceof Refusal refusal) {
            metrics.refused(refusal.reason(), 1);
            rules.answers().refused(request, refusal);
        } else if (!response.closed()) {
            metrics.refused(DropReason.INTERNAL, 1);
            ProblemHandler.fail(request, cause);
        }
    }

    /** The rest of the body may still be coming; the client gets a moment to read the answer. */
    private void closeSoon(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        vertx.setTimer(LINGER_MILLIS, fired -> request.connection().close());
    }
}

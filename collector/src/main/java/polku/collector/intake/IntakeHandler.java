package polku.collector.intake;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import polku.collector.CollectorMetrics;
import polku.collector.DropReason;
import polku.collector.Refusal;
import polku.http.ProblemHandler;
import polku.http.RequestHead;

/**
 * A way in over HTTP: reads the body, tells who sent it, lets the steps decide, answers, and counts what is refused. Used
 * by one event loop.
 *
 * @param <R> what the steps tell of what was taken
 */
final class IntakeHandler<R> implements Handler<HttpServerRequest> {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final long LINGER_MILLIS = 1000;

    /** What is done with a body. */
    interface Steps<R> {
        Future<R> accept(byte[] body, Sender sender, Loop loop);
    }

    /** What is taken for the body of a request. */
    interface Source {
        /** Must be called before the handler of the request returns. Fails with a {@link Refusal}. */
        Future<byte[]> read(HttpServerRequest request);
    }

    /** How a way in answers. */
    interface Answers<R> {
        void taken(HttpServerRequest request, R receipt);

        default void refused(HttpServerRequest request, Refusal refusal) {
            ProblemHandler.fail(request, refusal.answer());
        }
    }

    /** @param needsKey nothing is taken without a key that may ingest */
    record Rules<R>(boolean needsKey, Source body, Answers<R> answers) {}

    private final Vertx vertx;
    private final Rules<R> rules;
    private final Supplier<Steps<R>> steps;
    private final Senders senders;
    private final CollectorMetrics metrics;
    private final LeftOutCounter leftOut;
    private @Nullable Loop loop;

    IntakeHandler(
            Vertx vertx,
            Rules<R> rules,
            Supplier<Steps<R>> steps,
            Senders senders,
            CollectorMetrics metrics,
            LeftOutCounter leftOut) {
        this.vertx = vertx;
        this.rules = rules;
        this.steps = steps;
        this.senders = senders;
        this.metrics = metrics;
        this.leftOut = leftOut;
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
        Future<R> taken;
        try {
            taken = steps.get().accept(body.result(), senders.of(RequestHead.of(request), rules.needsKey()), current);
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

    private void answer(HttpServerRequest request, R receipt) {
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
            refusal.leftOut().ifPresent(leftOut::count);
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

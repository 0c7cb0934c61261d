package polku.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of errors: every failure of a route leaves as a problem document. A {@link ProblemException} is answered
 * as it says; what nobody foresaw is a 500 that tells the client nothing but the request id, under which the log has it.
 */
public final class ProblemHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/problem+json";

    private ProblemHandler() {}

    /** Answers every failure of the router and of the routers mounted in it. */
    public static void install(Router router) {
        for (int status = 400; status < 600; status++) {
            int decided = status;
            router.errorHandler(status, context -> answer(context, decided));
        }
    }

    /** For {@code HttpServer.invalidRequestHandler}: what never became a request (header too long, bad request line). */
    public static void invalidRequest(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problem problem;
        if (cause instanceof TooLongHttpHeaderException) {
            problem = Problem.of(431, "The headers of the request are too long.");
        } else if (cause instanceof TooLongHttpLineException || cause instanceof TooLongFrameException) {
            problem = Problem.of(414, "The address of the request is too long.");
        } else {
            problem = Problem.badRequest("This is not an HTTP request that the server understands.");
        }
        HttpServerResponse response = request.response().putHeader("Connection", "close");
        write(response, problem.withRequestId(RequestIdHandler.idOf(response)))
                .onComplete(written -> request.connection().close());
    }

    /** Answers a request that failed outside of any router. */
    public static void fail(HttpServerRequest request, Throwable failure) {
        answer(request, 500, failure);
    }

    private static void answer(RoutingContext context, int status) {
        answer(context.request(), status, context.failure());
    }

    /**
     * @param status as the router decided. For a path that cannot be decoded there is neither an id of the request nor a
     *     failure
     */
    private static void answer(HttpServerRequest request, int status, @Nullable Throwable failure) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        String id = RequestIdHandler.idOf(response);
        Problem problem = problemOf(request, id, status, failure).withRequestId(id);
        if (response.headWritten()) {
            // Too late for a document: cutting the connection is the one sign left that the answer is not whole.
            response.reset();
            return;
        }
        if (failure instanceof ProblemException known) {
            known.headers().forEach(response::putHeader);
        }
        write(response, problem);
    }

    private static Problem problemOf(HttpServerRequest request, String id, int status, @Nullable Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure != null && status == 500 && !(failure instanceof HttpException)) {
            log.error("request {} {} {} failed", id, request.method(), request.path(), failure);
        }
        return Problem.of(status, detailOf(status));
    }

    private static String detailOf(int status) {
        return switch (status) {
            case 400 -> "The request is not well formed.";
            case 401 -> "Sign in, or send a key as \"Authorization: Bearer KEY\".";
            case 403 -> "This is not allowed.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not know this method.";
            case 408 -> "The request took too long to arrive.";
            case 413 -> "The request body is too large.";
            case 415 -> "The media type of the request body is not supported.";
            case 503 -> "The server cannot answer just now; try again later.";
            default ->
                status < 500
                        ? "The request cannot be answered."
                        : "Something went wrong on the server. Its log tells more under the request id.";
        };
    }

    private static Future<Void> write(HttpServerResponse response, Problem problem) {
        byte[] body;
        try {
            // By way of a string: half a surrogate pair of the request, quoted in the detail, becomes a question mark.
            body = JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        SecurityHeadersHandler.set(response); // it quotes the request, and may come from outside of any router
        return response.setStatusCode(problem.status())
                .putHeader("Content-Type", MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                // Vert.x tells the length by itself, but for HEAD.
                .putHeader("Content-Length", Integer.toString(body.length))
                .end(Buffer.buffer(body));
    }
}

package polku.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * A way for requests so frequent and small that making objects of Vert.x of them, and routing them, costs as much as
 * answering: they are taken from the connection as soon as they are there whole. Whatever is unusual about one goes the long
 * way, and so does every one that fails here, so that the long way alone decides on errors. Used by one event loop.
 */
public interface Shortcut {
    /**
     * Never changed once made, so that it can be given again and again.
     *
     * @param headers with {@code Content-Length}
     */
    record Answer(HttpResponseStatus status, HttpHeaders headers, byte[] body) {}

    /** The path, without a query, of the {@code POST} requests that may come this way. */
    String path();

    /** The longest body that may. */
    int maxBody();

    /** Whether a request with this type of body may; null where none is said. */
    boolean takes(@Nullable String contentType);

    /**
     * Completes with the answer, on the event loop. Where it fails, the request goes the long way as if it had never been
     * here: so nothing may have been done by then that cannot be done again.
     */
    Future<Answer> answer(RequestHead head, byte[] body);
}

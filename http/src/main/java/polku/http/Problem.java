package polku.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error as a client sees it, served as {@code application/problem+json}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 * @param type a stable name of the kind of problem ({@code urn:polku:problem:spool-full}), or {@code about:blank} where
 *     the status says it all
 * @param title the kind in a few words, the same every time
 * @param status the HTTP status, 400–599
 * @param detail what is wrong with this very request, in one sentence, without anything internal
 * @param requestId finds the request in the server's log; set when the problem is written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String requestId) {
    private static final String TYPES = "urn:polku:problem:";

    public Problem {
        Objects.requireNonNull(type);
        Objects.requireNonNull(title);
        Objects.requireNonNull(detail);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not the status of an error: " + status);
        }
    }

    /** A problem of a kind with a name of its own, such as {@code of(503, "spool-full", "Spool full", "…")}. */
    public static Problem of(int status, String kind, String title, String detail) {
        return new Problem(TYPES + kind, title, status, detail, null);
    }

    /** A problem that its status describes well enough. */
    public static Problem of(int status, String detail) {
        return new Problem("about:blank", ReasonPhrase.of(status), status, detail, null);
    }

    public static Problem badRequest(String detail) {
        return of(400, detail);
    }

    public static Problem unauthorized(String detail) {
        return of(401, detail);
    }

    public static Problem forbidden(String detail) {
        return of(403, detail);
    }

    public static Problem notFound(String detail) {
        return of(404, detail);
    }

    public Problem withRequestId(String id) {
        return new Problem(type, title, status, detail, id);
    }

    /** The exception that carries this problem to the {@link ProblemHandler}. */
    public ProblemException asException() {
        return new ProblemException(this);
    }
}

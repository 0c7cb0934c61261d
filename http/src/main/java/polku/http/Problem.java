package polku.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
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
 * @param errors the parts of the body that are wrong, where it is about them; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String requestId,
        @Nullable List<InvalidField> errors) {
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
        return new Problem(TYPES + kind, title, status, detail, null, null);
    }

    /** A problem that its status describes well enough. */
    public static Problem of(int status, String detail) {
        return new Problem("about:blank", ReasonPhrase.of(status), status, detail, null, null);
    }

    public static Problem badRequest(String detail) {
        return of(400, detail);
    }

    /** A 400 that names what is wrong with which field; the detail says all of it in words. */
    public static Problem invalid(List<InvalidField> errors) {
        String detail = errors.stream()
                .map(error -> error.name() + " " + error.detail())
                .collect(Collectors.joining("; ", "", "."));
        return new Problem(TYPES + "invalid-field", "Invalid field", 400, detail, null, List.copyOf(errors));
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

    /**
     * @param pointer where in the body, as a JSON pointer ({@code /aliases/0})
     * @param detail what it must be, to be read after the field's name ({@code must be a domain})
     */
    public record InvalidField(String pointer, String detail) {
        private String name() {
            return pointer.isEmpty() ? "the body" : pointer.substring(1).replace('/', '.');
        }
    }

    public Problem withRequestId(String id) {
        return new Problem(type, title, status, detail, id, errors);
    }

    /** The exception that carries this problem to the {@link ProblemHandler}. */
    public ProblemException asException() {
        return new ProblemException(this);
    }
}

package polku.http;

import java.util.Map;

/**
 * Ends a request with a {@link Problem}: {@code throw} it in a handler, or pass it to {@code RoutingContext.fail}. It is an
 * answer rather than a failure, so it has no stack trace.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    /** @param headers what the answer must carry beside the document ({@code Retry-After}, {@code Allow}) */
    public ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public Problem problem() {
        return problem;
    }

    public Map<String, String> headers() {
        return headers;
    }
}

package polku.collector;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.http.ProblemException;

/** A request that is refused: what the client is told, and the reason under which it is counted. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final DropReason reason;
    private final transient ProblemException answer;
    private final transient @Nullable LeftOut leftOut;

    private Refusal(DropReason reason, ProblemException answer, @Nullable LeftOut leftOut) {
        super(answer.getMessage(), null, false, false);
        this.reason = reason;
        this.answer = answer;
        this.leftOut = leftOut;
    }

    public static Refusal malformed(String detail) {
        return of(DropReason.MALFORMED, Problem.of(400, "malformed", "Malformed body", detail));
    }

    public static Refusal tooLarge(long limit) {
        return of(DropReason.TOO_LARGE, Problem.of(413, "The body is larger than " + limit + " bytes."));
    }

    public static Refusal unsupported(String detail) {
        return of(DropReason.UNSUPPORTED, Problem.of(415, detail));
    }

    public static Refusal unauthorized(int status, String detail) {
        return of(DropReason.UNAUTHORIZED, Problem.of(status, detail));
    }

    public static Refusal unknownSite(String site) {
        return of(
                DropReason.UNKNOWN_SITE,
                Problem.of(404, "unknown-site", "Unknown site", "There is no site '" + site + "'."));
    }

    /** @param leftOut by name the origin's host */
    public static Refusal wrongOrigin(String origin, LeftOut leftOut) {
        Problem problem =
                Problem.of(403, "wrong-origin", "Wrong origin", "'" + origin + "' does not belong to the site.");
        return new Refusal(DropReason.WRONG_ORIGIN, problem.asException(), leftOut);
    }

    /** @param leftOut by name the host of a page */
    public static Refusal wrongHostname(LeftOut leftOut) {
        Problem problem = Problem.of(403, "wrong-hostname", "Wrong host name", wrongHost(leftOut.name()));
        return new Refusal(DropReason.WRONG_HOSTNAME, problem.asException(), leftOut);
    }

    /** Why a page on this host is not taken. */
    public static String wrongHost(String host) {
        return "'" + host + "' is neither the site's domain nor one of its aliases.";
    }

    public static Refusal timeout() {
        return of(DropReason.TIMEOUT, Problem.of(408, "The request took too long to arrive."));
    }

    /** @param retryAfterSeconds when it is worth trying again */
    public static Refusal unavailable(DropReason reason, String detail, int retryAfterSeconds) {
        Problem problem = Problem.of(503, "not-taking", "Not taking events now", detail);
        return new Refusal(
                reason,
                new ProblemException(problem, Map.of("Retry-After", Integer.toString(retryAfterSeconds))),
                null);
    }

    public static Refusal of(DropReason reason, Problem problem) {
        return new Refusal(reason, problem.asException(), null);
    }

    public DropReason reason() {
        return reason;
    }

    /** What the site's owner may want to know of it, if anything. */
    public Optional<LeftOut> leftOut() {
        return Optional.ofNullable(leftOut);
    }

    /** What the client is told. */
    public ProblemException answer() {
        return answer;
    }
}

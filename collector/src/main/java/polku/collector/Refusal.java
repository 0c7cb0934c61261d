package polku.collector;

import java.util.Map;
import polku.http.Problem;
import polku.http.ProblemException;

/** A request that is refused: what the client is told, and the reason under which it is counted. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final DropReason reason;
    private final transient ProblemException answer;

    private Refusal(DropReason reason, ProblemException answer) {
        super(answer.getMessage(), null, false, false);
        this.reason = reason;
        this.answer = answer;
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

    public static Refusal wrongOrigin(String origin) {
        return of(
                DropReason.WRONG_ORIGIN,
                Problem.of(403, "wrong-origin", "Wrong origin", "'" + origin + "' does not belong to the site."));
    }

    public static Refusal wrongHostname(String host) {
        return of(
                DropReason.WRONG_HOSTNAME,
                Problem.of(
                        403,
                        "wrong-hostname",
                        "Wrong host name",
                        "'" + host + "' is neither the site's domain nor one of its aliases."));
    }

    public static Refusal timeout() {
        return of(DropReason.TIMEOUT, Problem.of(408, "The request took too long to arrive."));
    }

    /** @param retryAfterSeconds when it is worth trying again */
    public static Refusal unavailable(DropReason reason, String detail, int retryAfterSeconds) {
        Problem problem = Problem.of(503, "not-taking", "Not taking events now", detail);
        return new Refusal(
                reason, new ProblemException(problem, Map.of("Retry-After", Integer.toString(retryAfterSeconds))));
    }

    public static Refusal of(DropReason reason, Problem problem) {
        return new Refusal(reason, problem.asException());
    }

    public DropReason reason() {
        return reason;
    }

    /** What the client is told. */
    public ProblemException answer() {
        return answer;
    }
}

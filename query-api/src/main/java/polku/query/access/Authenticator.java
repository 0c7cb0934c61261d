package polku.query.access;

import java.util.Map;
import polku.http.Problem;
import polku.http.ProblemException;
import polku.storage.control.ApiKeyVerifier;
import polku.storage.control.SignIns;
import polku.storage.control.User;

/** Tells who asks, and refuses who may not. Blocks. */
public final class Authenticator {
    private final ApiKeyVerifier keys;
    private final SignIns signIns;

    public Authenticator(ApiKeyVerifier keys, SignIns signIns) {
        this.keys = keys;
        this.signIns = signIns;
    }

    /**
     * @param write whether the request changes something: with a cookie it then needs the CSRF token
     * @throws ProblemException 401 where nothing valid is shown, 403 where it is not enough
     */
    public Caller admit(Presented presented, Access access, boolean write) {
        if (access == Access.ANYONE) {
            return new Caller.Stranger();
        }
        Caller caller = callerOf(presented, write);
        if (!caller.may(access)) {
            throw Problem.forbidden(
                            caller instanceof Caller.Program
                                    ? "This API key does not have the right for this."
                                    : "Your role does not allow this.")
                    .asException();
        }
        return caller;
    }

    private Caller callerOf(Presented presented, boolean write) {
        if (presented.key().isPresent()) {
            return keys.verify(presented.key().get())
                    .map(Caller.Program::new)
                    .orElseThrow(() -> unauthorized("The API key is not known."));
        }
        if (presented.sessionToken().isEmpty()) {
            throw unauthorized("Sign in, or send a key as \"Authorization: Bearer KEY\".");
        }
        String token = presented.sessionToken().get();
        User user = signIns.find(token).orElseThrow(() -> unauthorized("The session has ended; sign in again."));
        if (write
                && !presented
                        .csrfToken()
                        .filter(csrf -> CsrfToken.matches(token, csrf))
                        .isPresent()) {
            throw Problem.of(
                            403,
                            "csrf",
                            "CSRF token missing",
                            "A change with the session cookie needs the header X-Polku-Csrf with the session's token.")
                    .asException();
        }
        return new Caller.Person(user);
    }

    private static ProblemException unauthorized(String detail) {
        return new ProblemException(Problem.unauthorized(detail), Map.of("WWW-Authenticate", "Bearer"));
    }
}

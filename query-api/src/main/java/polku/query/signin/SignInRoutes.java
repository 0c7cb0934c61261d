package polku.query.signin;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.http.ProblemException;
import polku.query.access.Access;
import polku.query.access.Caller;
import polku.query.access.SessionCookie;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.storage.control.SignIns;
import polku.storage.control.User;

/** Signing in and out: {@code /session}. */
public final class SignInRoutes implements EndpointGroup {
    private final Accounts accounts;
    private final SignIns signIns;
    private final SignInThrottle throttle;

    public SignInRoutes(Accounts accounts, SignIns signIns, InstantSource clock) {
        this.accounts = accounts;
        this.signIns = signIns;
        this.throttle = new SignInThrottle(clock);
    }

    record Credentials(@Nullable String email, @Nullable String password) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.post("/session", Access.ANYONE, Credentials.class, this::signIn)
                        .hashingPasswords(),
                Endpoint.get("/session", Access.SIGNED_IN, SignInRoutes::show),
                Endpoint.delete("/session", Access.SIGNED_IN, this::signOut));
    }

    private Answer signIn(ApiRequest<Credentials> request) {
        Fields fields = new Fields();
        String email = fields.required("email", request.body().email(), Fields.text(254));
        String password = fields.required("password", request.body().password(), given -> given);
        fields.check();
        if (email == null || password == null || password.length() > 2 * Passwords.MOST_LENGTH) {
            throw wrong();
        }
        throttle.admit(request.client(), email);
        User user = accounts.check(email, password).orElseThrow(SignInRoutes::wrong);
        throttle.succeed(request.client(), email);
        return begin(signIns, user, request, 200);
    }

    /** Signs the user in under a new token, whatever the browser came with. */
    static Answer begin(SignIns signIns, User user, ApiRequest<?> request, int status) {
        String token = signIns.begin(user, request.sessionToken());
        return new Answer(status, SignInAnswer.of(user, token), Map.of())
                .with("Set-Cookie", SessionCookie.of(token, request.secure()));
    }

    private static Answer show(ApiRequest<?> request) {
        Caller.Person person = (Caller.Person) request.caller();
        return Answer.ok(SignInAnswer.of(person.user(), tokenOf(request)));
    }

    private Answer signOut(ApiRequest<?> request) {
        signIns.end(tokenOf(request));
        return Answer.noContent().with("Set-Cookie", SessionCookie.removed(request.secure()));
    }

    static String tokenOf(ApiRequest<?> request) {
        Optional<String> token = request.sessionToken();
        return token.orElseThrow(() -> new IllegalStateException("a signed-in person without a token"));
    }

    private static ProblemException wrong() {
        // Says neither which of the two is wrong nor whether the account exists.
        return Problem.of(401, "wrong-credentials", "Wrong credentials", "E-mail address or password is wrong.")
                .asException();
    }
}

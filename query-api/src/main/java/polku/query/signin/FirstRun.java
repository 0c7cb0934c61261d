package polku.query.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.storage.control.SignIns;
import polku.storage.control.User;
import polku.storage.control.Users;

/**
 * Making the first owner: {@code /setup}. There is no default password; whoever sees the server's output holds the token,
 * which lives in this process only and opens nothing once there is a user.
 */
public final class FirstRun implements EndpointGroup {
    private final Users users;
    private final Accounts accounts;
    private final SignIns signIns;
    private final String token;

    public FirstRun(Users users, Accounts accounts, SignIns signIns) {
        this.users = users;
        this.accounts = accounts;
        this.signIns = signIns;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The token of the set-up link, or empty where somebody can sign in already. */
    public Optional<String> token() {
        return users.any() ? Optional.empty() : Optional.of(token);
    }

    record State(boolean required) {}

    record Owner(
            @Nullable String token,
            @Nullable String email,
            @Nullable String password) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get("/setup", Access.ANYONE, request -> Answer.ok(new State(!users.any()))),
                Endpoint.post("/setup", Access.ANYONE, Owner.class, this::setUp).hashingPasswords());
    }

    private Answer setUp(ApiRequest<Owner> request) {
        if (users.any()) {
            throw done();
        }
        Owner owner = request.body();
        Fields fields = new Fields();
        String given = fields.required("token", owner.token(), text -> text);
        if (given != null && !isToken(given)) {
            throw Problem.of(
                            403,
                            "wrong-setup-token",
                            "Wrong set-up token",
                            "This set-up link is not the one that the server printed at its last start.")
                    .asException();
        }
        String email = fields.required("email", owner.email(), Accounts::acceptEmail);
        String password = fields.required("password", owner.password(), Passwords::accept);
        fields.check();
        if (email == null || password == null) {
            throw new IllegalStateException("a checked field is missing");
        }
        User user = accounts.createFirst(email, password).orElseThrow(FirstRun::done);
        return SignInRoutes.begin(signIns, user, request, 201);
    }

    private boolean isToken(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static RuntimeException done() {
        return Problem.of(409, "setup-done", "Set-up done", "The set-up is done; sign in.")
                .asException();
    }
}

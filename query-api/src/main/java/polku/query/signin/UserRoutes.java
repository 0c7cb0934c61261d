package polku.query.signin;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.access.Caller;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.storage.control.SignIns;
import polku.storage.control.User;
import polku.storage.control.Users;

/** What people decide about themselves: {@code /user}. */
public final class UserRoutes implements EndpointGroup {
    private static final String AUTO = "auto";
    private static final Set<String> LANGUAGES = Set.of(AUTO, "en", "fi");
    private static final Set<String> THEMES = Set.of(AUTO, "light", "dark");

    private final Accounts accounts;
    private final Users users;
    private final SignIns signIns;
    private final SignInThrottle throttle;

    public UserRoutes(Accounts accounts, Users users, SignIns signIns, InstantSource clock) {
        this.accounts = accounts;
        this.users = users;
        this.signIns = signIns;
        this.throttle = new SignInThrottle(clock);
    }

    /** What is left out or null stays as it is. */
    record UserChange(
            @Nullable String currentPassword,
            @Nullable String newPassword,
            @Nullable String language,
            @Nullable String theme) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(Endpoint.patch("/user", Access.SIGNED_IN, UserChange.class, this::change)
                .hashingPasswords());
    }

    private Answer change(ApiRequest<UserChange> request) {
        UserChange change = request.body();
        Fields fields = new Fields();
        String language = fields.optional("language", change.language(), given -> choice(given, LANGUAGES));
        String theme = fields.optional("theme", change.theme(), given -> choice(given, THEMES));
        String password = fields.optional("newPassword", change.newPassword(), Passwords::accept);
        if (change.newPassword() != null && change.currentPassword() == null) {
            fields.wrong("currentPassword", "is missing");
        }
        fields.check();
        User user = ((Caller.Person) request.caller()).user();
        if (password != null && change.currentPassword() != null) {
            changePassword(request, user, change.currentPassword(), password);
        }
        User changed = new User(
                user.id(),
                user.email(),
                user.role(),
                user.createdAt(),
                language == null ? user.language() : language,
                theme == null ? user.theme() : theme);
        users.setPreferences(user.id(), changed.language(), changed.theme());
        return Answer.ok(SignInAnswer.of(changed, SignInRoutes.tokenOf(request)));
    }

    private void changePassword(ApiRequest<?> request, User user, String current, String password) {
        throttle.admit(request.client(), user.email());
        if (current.length() > 2 * Passwords.MOST_LENGTH
                || accounts.check(user.email(), current).isEmpty()) {
            throw Problem.of(403, "wrong-password", "Wrong password", "The current password is another one.")
                    .asException();
        }
        throttle.succeed(request.client(), user.email());
        users.setPassword(user.id(), Passwords.hash(password));
        // Whoever knew the old one is out.
        signIns.endOthers(user, SignInRoutes.tokenOf(request));
    }

    private static String choice(String given, Set<String> choices) {
        if (!choices.contains(given)) {
            throw new IllegalArgumentException("must be one of "
                    + String.join(", ", choices.stream().sorted().toList()));
        }
        return given.equals(AUTO) ? "" : given;
    }
}

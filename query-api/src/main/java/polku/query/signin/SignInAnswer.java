package polku.query.signin;

import java.util.Locale;
import polku.query.access.CsrfToken;
import polku.storage.control.User;

/**
 * Who is signed in.
 *
 * @param csrfToken goes into {@code X-Polku-Csrf} with every write
 */
record SignInAnswer(Person user, String csrfToken) {
    /**
     * @param role {@code owner}, {@code editor} or {@code viewer}
     * @param language {@code auto} for the browser's
     * @param theme {@code auto} for the browser's
     */
    record Person(String id, String email, String role, String language, String theme) {}

    static SignInAnswer of(User user, String sessionToken) {
        Person person = new Person(
                user.id(),
                user.email(),
                user.role().name().toLowerCase(Locale.ROOT),
                orAuto(user.language()),
                orAuto(user.theme()));
        return new SignInAnswer(person, CsrfToken.of(sessionToken));
    }

    private static String orAuto(String choice) {
        return choice.isEmpty() ? "auto" : choice;
    }
}

package polku.query.signin;

import java.util.Optional;
import java.util.regex.Pattern;
import polku.storage.control.Role;
import polku.storage.control.User;
import polku.storage.control.Users;

/** Users with their passwords. Every call that takes a password blocks for about a tenth of a second. */
public final class Accounts {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,189}");

    private final Users users;

    public Accounts(Users users) {
        this.users = users;
    }

    /**
     * Adds a user without the set-up link, for the demo and the command line.
     *
     * @throws IllegalArgumentException where the address or the password is not fit
     * @throws polku.storage.control.DuplicateException where the address is taken
     */
    public User create(String email, Role role, String password) {
        return users.create(acceptEmail(email), role, Passwords.hash(Passwords.accept(password)));
    }

    /** The first owner, or empty where somebody is there already. */
    Optional<User> createFirst(String email, String password) {
        return users.createFirst(email, Passwords.hash(password));
    }

    /** The user whom address and password name together. */
    Optional<User> check(String email, String password) {
        Optional<Users.Credentials> known = users.find(email);
        if (known.isEmpty()) {
            Passwords.checkInVain(password);
        }
        return known.filter(credentials -> Passwords.matches(password, credentials.passwordHash()))
                .map(Users.Credentials::user);
    }

    static String acceptEmail(String email) {
        String stripped = email.strip();
        if (!EMAIL.matcher(stripped).matches()) {
            throw new IllegalArgumentException("must be an e-mail address");
        }
        return stripped;
    }
}

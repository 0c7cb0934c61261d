package polku.query.signin;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/**
 * Hashes and checks passwords with Argon2id; a tenth of a second of one core each. Parameters lie in the hash, so they can
 * be raised later without ending anyone's password.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP: 19 MiB, 2
 *     rounds, 1 lane</a>
 */
final class Passwords {
    static final int LEAST_LENGTH = 10;
    static final int MOST_LENGTH = 256;

    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
    private static final int SALT_BYTES = 16;

    /** Checked when the account does not exist, so that the answer takes as long as for one that does. */
    private static final String NOBODYS = hash("nobody has this password");

    private Passwords() {}

    static String hash(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2ID).getResult();
    }

    static boolean matches(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /** Takes the time of a check, for nothing. */
    static void checkInVain(String password) {
        matches(password, NOBODYS);
    }

    /** A new password as it is, where it is good enough. */
    static String accept(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST_LENGTH || length > MOST_LENGTH) {
            throw new IllegalArgumentException("must have " + LEAST_LENGTH + " to " + MOST_LENGTH + " characters");
        }
        return password;
    }
}

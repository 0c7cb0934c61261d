package polku.query.access;

import polku.storage.control.SignIns;

/**
 * The cookie of a sign-in. Over HTTPS its name begins with {@code __Host-}: the browser then takes it only from this very
 * host, with Secure, so no neighbouring subdomain can plant one.
 */
public final class SessionCookie {
    private static final String NAME = "polku_session";

    private SessionCookie() {}

    static String name(boolean secure) {
        return secure ? "__Host-" + NAME : NAME;
    }

    /** The value of {@code Set-Cookie}. */
    public static String of(String token, boolean secure) {
        return write(token, SignIns.LIFETIME.toSeconds(), secure);
    }

    /** The value of {@code Set-Cookie} that removes it. */
    public static String removed(boolean secure) {
        return write("", 0, secure);
    }

    private static String write(String value, long maxAge, boolean secure) {
        return name(secure) + "=" + value + "; Path=/; Max-Age=" + maxAge + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}

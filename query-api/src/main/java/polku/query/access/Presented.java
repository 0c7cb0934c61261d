package polku.query.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a request shows of its caller, not yet believed. */
public record Presented(Optional<String> key, Optional<String> sessionToken, Optional<String> csrfToken) {
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+)");

    /** @param secure whether the client speaks HTTPS, which decides on the cookie's name */
    public static Presented by(HttpServerRequest request, boolean secure) {
        Cookie cookie = request.getCookie(SessionCookie.name(secure));
        return new Presented(
                Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                        .map(Presented::keyIn),
                Optional.ofNullable(cookie).map(Cookie::getValue),
                Optional.ofNullable(request.getHeader("X-Polku-Csrf")));
    }

    /** Another scheme is a key that nobody knows, so that it is refused rather than passed over. */
    private static String keyIn(String authorization) {
        var matcher = BEARER.matcher(authorization.strip());
        return matcher.matches() ? matcher.group(1) : "";
    }
}

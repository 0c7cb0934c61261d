package polku.query.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import polku.http.BearerKey;
import polku.http.RequestHead;

/** What a request shows of its caller, not yet believed. */
public record Presented(Optional<String> key, Optional<String> sessionToken, Optional<String> csrfToken) {
    /** @param secure whether the client speaks HTTPS, which decides on the cookie's name */
    public static Presented by(HttpServerRequest request, boolean secure) {
        Cookie cookie = request.getCookie(SessionCookie.name(secure));
        return new Presented(
                BearerKey.of(RequestHead.of(request)),
                Optional.ofNullable(cookie).map(Cookie::getValue),
                Optional.ofNullable(request.getHeader("X-Polku-Csrf")));
    }
}

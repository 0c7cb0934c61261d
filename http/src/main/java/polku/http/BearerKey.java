package polku.http;

import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key in {@code Authorization: Bearer KEY}. */
public final class BearerKey {
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+)");

    private BearerKey() {}

    /**
     * Empty without the header. Anything else in it is the key "", which nobody has, so that it is refused rather than
     * passed over.
     */
    public static Optional<String> of(RequestHead head) {
        String authorization = head.header(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return Optional.empty();
        }
        Matcher matcher = BEARER.matcher(authorization.strip());
        return Optional.of(matcher.matches() ? matcher.group(1) : "");
    }
}

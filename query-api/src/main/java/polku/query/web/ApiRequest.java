package polku.query.web;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polku.query.access.Caller;
import polku.storage.control.Site;

/**
 * A request that has passed: its caller may do this, its site exists, its body has the right form.
 *
 * @param query the parameters behind the "?"
 * @param accepted media types that the client would take, best first; empty for any
 * @param client the address it came from, told through trusted proxies only
 * @param secure whether the client speaks HTTPS
 * @param bearer what it shows as {@code Authorization: Bearer}, checked only where the endpoint is not for anyone
 * @param sessionToken the token in its cookie, checked only where the caller is a person
 * @param arrived by {@link System#nanoTime}, before it waited for its turn
 */
public record ApiRequest<T>(
        T body,
        Caller caller,
        @Nullable Site siteOrNull,
        Map<String, String> pathParameters,
        QueryParameters query,
        List<String> accepted,
        InetAddress client,
        boolean secure,
        Optional<String> bearer,
        Optional<String> sessionToken,
        long arrived) {

    /** The site in the path. */
    public Site site() {
        if (siteOrNull == null) {
            throw new IllegalStateException("the path of this endpoint has no {site}");
        }
        return siteOrNull;
    }

    /** True where the client would rather have this media type than JSON. */
    public boolean prefers(String mediaType) {
        for (String type : accepted) {
            if (type.equals(mediaType)) {
                return true;
            }
            if (type.equals("application/json")) {
                return false;
            }
        }
        return false;
    }

    /** A parameter of the path, decoded. */
    public String path(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the path of this endpoint has no {" + name + "}");
        }
        return value;
    }
}

package polku.query.access;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import polku.http.IpAddress;
import polku.http.TrustedProxies;

/**
 * How browsers reach the server.
 *
 * @param url scheme and host, where the operator says so
 * @param proxies whose {@code X-Forwarded-*} headers count
 */
public record PublicAddress(Optional<URI> url, TrustedProxies proxies) {
    /** True when the client speaks HTTPS, as far as can be known. */
    public boolean isSecure(HttpServerRequest request) {
        return url.filter(known -> "https".equals(known.getScheme())).isPresent() || proxies.isSecure(request);
    }

    public InetAddress clientOf(HttpServerRequest request) {
        return IpAddress.inetAddress(proxies.clientOf(request));
    }
}

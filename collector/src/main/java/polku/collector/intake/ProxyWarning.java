package polku.collector.intake;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.http.IpAddress;
import polku.http.TrustedProxies;

/**
 * Tells the owner once that a proxy in front of the server is not trusted: all its visitors share one address. Safe for use
 * by several threads, so that one serves all event loops.
 */
final class ProxyWarning {
    private static final Logger log = LoggerFactory.getLogger(ProxyWarning.class);

    private final AtomicBoolean told = new AtomicBoolean();

    /** @param peer who sent a request with {@code X-Forwarded-For} */
    void see(byte[] peer, TrustedProxies proxies) {
        if (told.get() || proxies.trusts(peer)) {
            return;
        }
        InetAddress address = IpAddress.inetAddress(peer);
        // A public peer may be anybody who plays proxy; a private one most likely is the owner's.
        if ((address.isSiteLocalAddress() || address.isLoopbackAddress()) && told.compareAndSet(false, true)) {
            log.warn(
                    "requests come through the proxy {}, whose X-Forwarded-For is not trusted, so that all visitors "
                            + "behind it share one address; set POLKU_TRUSTED_PROXIES={} if it is yours",
                    address.getHostAddress(),
                    address.getHostAddress());
        }
    }
}

package polku.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, told from the connection and from what trusted proxies add. Anyone can write an {@code
 * X-Forwarded-For}, so it is read from right to left, and only as far as the address that wrote each part is trusted.
 * Addresses are bytes as {@link IpAddress} reads them.
 */
public final class TrustedProxies {
    public static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");

    private static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("X-Forwarded-Proto");

    private final Networks networks;

    private TrustedProxies(Networks networks) {
        this.networks = networks;
    }

    /**
     * @param list addresses and networks ({@code 10.0.0.0/8, ::1}) between commas or spaces; empty: no proxy is trusted
     * @throws IllegalArgumentException that names the part that is neither
     */
    public static TrustedProxies parse(String list) {
        return new TrustedProxies(Networks.parse(list));
    }

    /** Who holds the connection; 0.0.0.0 where that is not known any more. */
    public static byte[] peerOf(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String text = peer == null ? null : peer.hostAddress();
        byte[] address = text == null ? null : IpAddress.parse(text);
        return address == null ? new byte[4] : address;
    }

    /** The address of the client itself, as far as it can be believed. */
    public byte[] clientOf(HttpServerRequest request) {
        return clientOf(peerOf(request), request.headers().getAll(FORWARDED_FOR));
    }

    /** @param forwardedFor the lines of {@code X-Forwarded-For}, none where it is missing; read as far as needed only */
    public byte[] clientOf(byte[] peer, List<String> forwardedFor) {
        byte[] client = peer;
        for (int i = forwardedFor.size() - 1; i >= 0; i--) {
            String line = forwardedFor.get(i);
            int end = line.length();
            while (end >= 0) {
                int comma = line.lastIndexOf(',', end - 1);
                byte[] further = trusts(client) ? hop(line.substring(comma + 1, end)) : null;
                if (further == null) {
                    return client;
                }
                client = further;
                end = comma;
            }
        }
        return client;
    }

    /** True when the client speaks HTTPS, to this server or to a trusted proxy in front of it. */
    public boolean isSecure(HttpServerRequest request) {
        if (request.isSSL()) {
            return true;
        }
        List<String> lines = request.headers().getAll(FORWARDED_PROTO);
        if (lines.isEmpty() || !trusts(peerOf(request))) {
            return false;
        }
        String last = lines.get(lines.size() - 1);
        return last.substring(last.lastIndexOf(',') + 1).strip().equalsIgnoreCase("https");
    }

    /** True for the addresses and networks of the list. */
    public boolean trusts(byte[] address) {
        return networks.hold(address);
    }

    /** An address as proxies write it: with or without brackets and port. */
    private static byte @Nullable [] hop(String text) {
        String bare = text.strip();
        if (bare.startsWith("[")) {
            int end = bare.indexOf(']');
            return end < 0 ? null : IpAddress.parse(bare.substring(1, end));
        }
        int colon = bare.indexOf(':');
        boolean hasPort = colon >= 0 && colon == bare.lastIndexOf(':');
        return IpAddress.parse(hasPort ? bare.substring(0, colon) : bare);
    }

    @Override
    public String toString() {
        return networks.toString();
    }
}

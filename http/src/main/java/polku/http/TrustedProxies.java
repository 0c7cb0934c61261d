package polku.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, told from the connection and from what trusted proxies add. Anyone can write an {@code
 * X-Forwarded-For}, so it is read from right to left, and only as far as the address that wrote each part is trusted.
 */
public final class TrustedProxies {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * @param list addresses and networks ({@code 10.0.0.0/8, ::1}) between commas; empty: no proxy is trusted
     * @throws IllegalArgumentException that names the part that is neither
     */
    public static TrustedProxies parse(String list) {
        List<Network> networks = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            if (!part.isBlank()) {
                networks.add(Network.parse(part.strip()));
            }
        }
        return new TrustedProxies(List.copyOf(networks));
    }

    /** The address of the client itself, as far as it can be believed. */
    public InetAddress clientOf(HttpServerRequest request) {
        InetAddress client = peerOf(request);
        List<String> forwarded = parts(request, FORWARDED_FOR);
        for (int i = forwarded.size() - 1; i >= 0 && trusts(client); i--) {
            InetAddress further = address(forwarded.get(i));
            if (further == null) {
                break;
            }
            client = further;
        }
        return client;
    }

    /** True when the client speaks HTTPS, to this server or to a trusted proxy in front of it. */
    public boolean isSecure(HttpServerRequest request) {
        if (request.isSSL()) {
            return true;
        }
        List<String> protocols = parts(request, FORWARDED_PROTO);
        return !protocols.isEmpty()
                && trusts(peerOf(request))
                && protocols.get(protocols.size() - 1).equalsIgnoreCase("https");
    }

    /** True for the addresses and networks of the list. */
    public boolean trusts(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Network network : networks) {
            if (network.holds(bytes)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> parts(HttpServerRequest request, String header) {
        List<String> parts = new ArrayList<>();
        for (String line : request.headers().getAll(header)) {
            for (String part : line.split(",", -1)) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private static InetAddress peerOf(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        InetAddress address = peer == null || peer.hostAddress() == null ? null : address(peer.hostAddress());
        // A Unix domain socket has no address: whoever reaches it is on this machine.
        return address == null ? InetAddress.getLoopbackAddress() : address;
    }

    /** An address as proxies write it: with or without brackets and port; never a name, so nothing is looked up. */
    private static @Nullable InetAddress address(String text) {
        String bare = text;
        if (bare.startsWith("[")) {
            int end = bare.indexOf(']');
            bare = end < 0 ? bare : bare.substring(1, end);
        } else if (bare.indexOf(':') >= 0 && bare.indexOf(':') == bare.lastIndexOf(':')) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(bare);
        try {
            // An IPv4 address mapped into IPv6 comes out as IPv4.
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Network(byte[] prefix, int bits) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                throw notANetwork(text);
            }
            byte[] prefix = address.getAddress();
            int all = prefix.length * 8;
            try {
                int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
                if (bits >= 0 && bits <= all) {
                    return new Network(prefix, bits);
                }
            } catch (NumberFormatException e) {
                throw notANetwork(text);
            }
            throw notANetwork(text);
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        private static IllegalArgumentException notANetwork(String text) {
            return new IllegalArgumentException(
                    "'" + text + "' is neither an address nor a network such as 10.0.0.0/8");
        }
    }
}

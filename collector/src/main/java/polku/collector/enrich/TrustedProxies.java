package polku.collector.enrich;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.config.ConfigException;

/**
 * Whose word is taken for a visitor's address. {@code X-Forwarded-For} is read from right to left, as long as each hop was
 * one of these; the first address that is not is the visitor's. Without trusted proxies the header is ignored.
 */
public final class TrustedProxies {
    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /** @param list addresses and networks, such as {@code "10.0.0.0/8, 192.0.2.7, fd00::/8"}; may be empty */
    public static TrustedProxies parse(String list) {
        List<Network> networks = new ArrayList<>();
        for (String part : list.split("[,\\s]+")) {
            if (!part.isEmpty()) {
                networks.add(Network.parse(part));
            }
        }
        return new TrustedProxies(List.copyOf(networks));
    }

    /** The 4 or 16 bytes of an address; null where the text is none. An IPv4 address inside an IPv6 one is IPv4. */
    public static byte @Nullable [] address(String text) {
        if (text.indexOf(':') < 0) {
            return NetUtil.createByteArrayFromIpAddressString(text);
        }
        try {
            // In brackets it is taken as a literal or not at all, never looked up.
            return InetAddress.getByName("[" + text + "]").getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * @param peer who holds the connection
     * @param forwardedFor the header's values joined by commas, or null
     */
    public byte[] visitor(byte[] peer, @Nullable String forwardedFor) {
        byte[] current = peer;
        if (forwardedFor == null || networks.isEmpty()) {
            return current;
        }
        String[] hops = forwardedFor.split(",");
        for (int i = hops.length - 1; i >= 0 && isTrusted(current); i--) {
            byte[] hop = address(withoutPort(hops[i].strip()));
            if (hop == null) {
                return current;
            }
            current = hop;
        }
        return current;
    }

    public boolean isTrusted(byte[] address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int close = hop.indexOf(']');
            return close < 0 ? hop : hop.substring(1, close);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    @Override
    public String toString() {
        return networks.toString();
    }

    private record Network(String text, byte[] base, int bits) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            byte[] base = address(slash < 0 ? text : text.substring(0, slash));
            if (base != null) {
                try {
                    int bits = slash < 0 ? base.length * 8 : Integer.parseInt(text.substring(slash + 1));
                    if (bits >= 0 && bits <= base.length * 8) {
                        return new Network(text, base, bits);
                    }
                } catch (NumberFormatException e) {
                    // said below
                }
            }
            throw new ConfigException("POLKU_TRUSTED_PROXIES: '" + text + "' is neither an address nor a network");
        }

        boolean contains(byte[] address) {
            if (address.length != base.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xff : 0xff << 8 - (bits - bit) & 0xff;
                if (((address[bit / 8] ^ base[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

package polku.http;

import java.util.ArrayList;
import java.util.List;

/** Addresses and networks ({@code 192.0.2.7}, {@code 10.0.0.0/8}, {@code 2001:db8::/32}). */
public final class Networks {
    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * @param list addresses and networks between commas or white space; may hold none
     * @throws IllegalArgumentException that names the part that is neither
     */
    public static Networks parse(String list) {
        List<Network> networks = new ArrayList<>();
        for (String part : list.split("[,\\s]+", -1)) {
            if (!part.isEmpty()) {
                networks.add(Network.parse(part));
            }
        }
        return new Networks(List.copyOf(networks));
    }

    /** @param address as {@link IpAddress} reads it */
    public boolean hold(byte[] address) {
        for (Network network : networks) {
            if (network.holds(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return networks.toString();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Network(String text, byte[] prefix, int bits) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            byte[] prefix = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
            if (prefix != null) {
                int all = prefix.length * 8;
                try {
                    int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
                    if (bits >= 0 && bits <= all) {
                        return new Network(text, prefix, bits);
                    }
                } catch (NumberFormatException e) {
                    // said below
                }
            }
            throw new IllegalArgumentException("'" + text + "' is neither an address nor a network such as 10.0.0.0/8");
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xff : 0xff << 8 - (bits - bit);
                if (((address[bit / 8] ^ prefix[bit / 8]) & mask & 0xff) != 0) {
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

package polku.query.check;

import java.net.Inet6Address;
import java.net.InetAddress;
import polku.http.Networks;

/**
 * Tells addresses of the public internet from those of this machine and its neighbourhood, which nobody may have the server
 * look at.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">Special addresses, IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">and IPv6</a>
 */
final class PublicAddresses {
    /** What {@link InetAddress} does not tell; IPv6 that carries an IPv4 address may lead anywhere. */
    private static final Networks SPECIAL = Networks.parse("0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24"
            + " 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4"
            + " ::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7");

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        boolean near = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || address instanceof Inet6Address six && six.isIPv4CompatibleAddress();
        return !near && !SPECIAL.hold(address.getAddress());
    }
}

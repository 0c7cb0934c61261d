package polku.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Internet addresses as their 4 or 16 bytes; an IPv4 address mapped into IPv6 is its 4 bytes. No name is ever looked up. */
public final class IpAddress {
    private IpAddress() {}

    /** The address that a text without brackets and port names; null where it names none. The zone of an address does not count. */
    public static byte @Nullable [] parse(String text) {
        if (text.indexOf(':') < 0) {
            return NetUtil.createByteArrayFromIpAddressString(text);
        }
        int zone = text.indexOf('%');
        try {
            // Netty reads ::192.0.2.1 as IPv4 and 64:ff9b::192.0.2.1 not at all. Java takes what stands in brackets as
            // an
            // address or not at all, but asks the system for the network interface that a zone names.
            return InetAddress.getByName("[" + (zone < 0 ? text : text.substring(0, zone)) + "]")
                    .getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** @throws IllegalArgumentException for anything but 4 or 16 bytes */
    public static InetAddress inetAddress(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package polku.collector.door;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Who sent something, as far as a translation needs it.
 *
 * @param address 4 or 16 bytes
 * @param forwardedFor the first address of {@code X-Forwarded-For}, unchecked: to be believed with a key only
 * @param keyed a server of the owner's, which speaks for visitors
 * @param receivedAt milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Caller(
        byte[] address, String userAgent, @Nullable String forwardedFor, boolean keyed, long receivedAt) {

    /** The visitor's address where a server with a key names it. */
    @Nullable
    String visitorAddress() {
        return keyed ? forwardedFor : null;
    }

    /** Tells browsers apart; not to be stored. */
    String who() {
        String visitor = visitorAddress();
        return (visitor == null ? HexFormat.of().formatHex(address) : visitor) + ' ' + userAgent;
    }
}

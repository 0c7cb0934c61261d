package polku.collector.intake;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as far as the connection and the headers tell.
 *
 * @param address 4 or 16 bytes
 * @param origin the page that sent it, as browsers say; null where they do not
 * @param forwardedFor the first X-Forwarded-For as it was written; only with a key does it begin with the visitor's
 *     address
 * @param optedOut its headers ask not to be tracked (Global Privacy Control, Do Not Track)
 * @param keyed it carried a key that may send events for others
 */
record Sender(
        byte[] address,
        String userAgent,
        @Nullable String origin,
        @Nullable String forwardedFor,
        boolean optedOut,
        boolean keyed) {}

package polku.collector.intake;

import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import polku.collector.Refusal;
import polku.http.BearerKey;
import polku.http.RequestHead;
import polku.http.TrustedProxies;
import polku.storage.control.ApiKeyVerifier;

/** Tells who sent a request. Safe for use by several threads. */
final class Senders {
    private static final CharSequence PRIVACY_CONTROL = HttpHeaders.createOptimized("Sec-GPC");
    private static final CharSequence DO_NOT_TRACK = HttpHeaders.createOptimized("DNT");

    private final ApiKeyVerifier keys;
    private final TrustedProxies proxies;
    private final ProxyWarning proxyWarning = new ProxyWarning();

    Senders(ApiKeyVerifier keys, TrustedProxies proxies) {
        this.keys = keys;
        this.proxies = proxies;
    }

    /**
     * @param needsKey whether only one with a key that may ingest will do
     * @throws Refusal 401 or 403, for a key that will not
     */
    Sender of(RequestHead head, boolean needsKey) {
        boolean keyed = isKeyed(head);
        if (needsKey && !keyed) {
            throw Refusal.unauthorized(401, "Send a key with the right to ingest: Authorization: Bearer KEY.");
        }
        byte[] peer = head.peer();
        List<String> forwarded = head.headers(TrustedProxies.FORWARDED_FOR);
        String agent = head.header(HttpHeaders.USER_AGENT);
        if (!forwarded.isEmpty()) {
            proxyWarning.see(peer, proxies);
        }
        return new Sender(
                proxies.clientOf(peer, forwarded),
                agent == null ? "" : agent,
                head.header(HttpHeaders.ORIGIN),
                forwarded.isEmpty() ? null : forwarded.get(0),
                "1".equals(head.header(PRIVACY_CONTROL)) || "1".equals(head.header(DO_NOT_TRACK)),
                keyed);
    }

    private boolean isKeyed(RequestHead head) {
        Optional<String> key = BearerKey.of(head);
        if (key.isEmpty()) {
            return false;
        }
        if (key.get().isEmpty()) {
            throw Refusal.unauthorized(401, "Send the key as \"Authorization: Bearer KEY\".");
        }
        ApiKeyVerifier.Rights rights =
                keys.verify(key.get()).orElseThrow(() -> Refusal.unauthorized(401, "The key is unknown or revoked."));
        if (!rights.ingest()) {
            throw Refusal.unauthorized(403, "The key has no right to ingest.");
        }
        return true;
    }
}

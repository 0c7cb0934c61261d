package polku.collector.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import polku.storage.control.SaltSource;
import polku.storage.control.Site;

/**
 * Visitor ids without anything stored on the device: {@code HMAC-SHA-256(salt of the UTC day, site ‖ address ‖ user agent)},
 * cut to 64 bits. An IPv6 address is cut to its /64, because a household changes the rest. A visitor who was there in
 * the last 30 minutes before midnight, or since under that id, keeps the id of yesterday.
 */
public final class VisitorIds {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long SESSION_GAP = Duration.ofMinutes(30).toMillis();
    /** How many visitors may be on their way over midnight. */
    public static final int MOST_KEPT = 500_000;

    /** Keying it costs more than hashing, so each thread keeps the one of the day. */
    private static final ThreadLocal<KeyedMac> MAC = new ThreadLocal<>();

    private final SaltSource salts;
    private final InstantSource clock;
    /** Ids that were active in the last 30 minutes of their day, or are being kept over midnight: 60 MB at most. */
    private final Cache<Long, Boolean> overMidnight;

    public VisitorIds(SaltSource salts, InstantSource clock) {
        this.salts = salts;
        this.clock = clock;
        this.overMidnight = Caffeine.newBuilder()
                .ticker((Ticker) () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterAccess(Duration.ofMillis(SESSION_GAP))
                .maximumSize(MOST_KEPT)
                .build();
    }

    /** @param address 4 or 16 bytes */
    public long cookieless(Site site, byte[] address, String userAgent) {
        long now = clock.millis();
        byte[] text = message(site, address, userAgent);
        if (overMidnight.estimatedSize() > 0) {
            long yesterday = hash(salts.saltOfDay(now - DAY), text);
            if (overMidnight.getIfPresent(yesterday) != null) {
                return yesterday;
            }
        }
        long today = hash(salts.saltOfDay(now), text);
        if (DAY - now % DAY <= SESSION_GAP) {
            overMidnight.put(today, true);
        }
        return today;
    }

    /**
     * Since when the visitors are to be known who may be on their way over midnight, in milliseconds since the epoch; empty when
     * midnight is far. To be asked after a start, which has forgotten them.
     */
    public OptionalLong neededSince() {
        long now = clock.millis();
        boolean isNear = now % DAY < SESSION_GAP || DAY - now % DAY <= SESSION_GAP;
        return isNear ? OptionalLong.of(now - SESSION_GAP) : OptionalLong.empty();
    }

    /** Visitors who were active since then keep their id over midnight, or have kept it; of whatever kind an id is. */
    public void keep(Collection<Long> active) {
        active.forEach(id -> overMidnight.put(id, true));
    }

    /** The id of a visitor whom the owner's own server names: the same for ever. */
    public long named(Site site, String visitor) {
        return NamedIds.id(site, NamedIds.Kind.VISITOR, visitor);
    }

    /**
     * The id of a visitor who consented, the same in every session.
     *
     * @param client what the visitor's browser keeps
     */
    public long consenting(Site site, String client) {
        return NamedIds.id(site, NamedIds.Kind.CLIENT, client);
    }

    private static byte[] message(Site site, byte[] address, String userAgent) {
        byte[] network = address.length == 16 ? Arrays.copyOf(address, 8) : address;
        byte[] siteId = site.id().getBytes(StandardCharsets.UTF_8);
        byte[] agent = userAgent.getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[siteId.length + 2 + network.length + agent.length];
        System.arraycopy(siteId, 0, message, 0, siteId.length);
        int at = siteId.length;
        message[at++] = 0; // ends the site's id
        message[at++] = (byte) network.length;
        System.arraycopy(network, 0, message, at, network.length);
        System.arraycopy(agent, 0, message, at + network.length, agent.length);
        return message;
    }

    private static long hash(byte[] salt, byte[] message) {
        KeyedMac keyed = MAC.get();
        if (keyed == null || !Arrays.equals(keyed.salt, salt)) {
            keyed = KeyedMac.of(salt);
            MAC.set(keyed);
        }
        return ByteBuffer.wrap(keyed.mac.doFinal(message)).getLong();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record KeyedMac(byte[] salt, Mac mac) {
        static KeyedMac of(byte[] salt) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(salt, "HmacSHA256"));
                return new KeyedMac(salt.clone(), mac);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

package polku.storage.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what its bearer may do with one page of a site, and tells whether a token is one of ours: HMAC-SHA-256 under a secret
 * that all servers of a control store share. Answers from memory: safe on an event loop, and for use by several threads.
 *
 * <p>A token is the letter of its purpose, which also names the tracker's file that makes use of it, a dot, and URL-safe
 * Base64 of the rest and its signature. Nothing in it is secret.
 */
public final class PageTokens {
    private static final int MAC_BYTES = 16;
    /** What a page's address and the fixed parts need at most, in Base64. */
    private static final int LONGEST = 12_000;

    private final SecretKeySpec key;
    private final InstantSource clock;
    /** Keying it costs more than signing. */
    private final ThreadLocal<Mac> mac;

    private PageTokens(byte[] secret, InstantSource clock) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
        this.clock = clock;
        this.mac = ThreadLocal.withInitial(this::keyed);
    }

    /** The same secret for all who share the file; made by the first. */
    static PageTokens of(Database database, InstantSource clock) {
        byte[] secret = database.write(handle -> {
            handle.createUpdate(Database.sql(PageTokens.class, "insert"))
                    .bind("value", Secrets.bytes(32))
                    .execute();
            return handle.createQuery(Database.sql(PageTokens.class, "find"))
                    .mapTo(byte[].class)
                    .one();
        });
        return new PageTokens(secret, clock);
    }

    /** Tokens of nobody else: for a server without a control store, such as in a test. */
    public static PageTokens alone(InstantSource clock) {
        return new PageTokens(Secrets.bytes(32), clock);
    }

    /** What a token is for; nothing else can be done with it. */
    public enum Purpose {
        /** A visitor's tracker tells which version of the page it sees, and records it where that is wanted. */
        LOOK('l', Duration.ofMinutes(10)),
        /** The owner records the page. */
        SNAPSHOT('s', Duration.ofHours(1)),
        /** The owner sees the page's figures on it. */
        OVERLAY('o', Duration.ofHours(1)),
        /** A visitor's tracker records the session; on whichever page of the site. */
        REPLAY('r', Duration.ofHours(24));

        private final char letter;
        private final Duration life;

        Purpose(char letter, Duration life) {
            this.letter = letter;
            this.life = life;
        }

        /** From its signing. */
        public Duration life() {
            return life;
        }
    }

    /**
     * What a token says.
     *
     * @param siteId see {@link Site#id}
     * @param visitorId of table rows; 0 where the bearer is the owner
     * @param hostname of the page
     * @param page as pages are named in tables
     * @param device of the visitor; empty where the bearer is the owner
     */
    public record Grant(Purpose purpose, String siteId, long visitorId, String hostname, String page, String device) {}

    /**
     * A token of ours.
     *
     * @param id the same for the same token alone
     */
    public record Presented(long id, Grant grant) {}

    /** A token that lives as long as its purpose has it. */
    public String sign(Grant grant) {
        long expiresAt = clock.millis() + grant.purpose.life.toMillis();
        byte[] site = grant.siteId.getBytes(StandardCharsets.UTF_8);
        byte[] hostname = grant.hostname.getBytes(StandardCharsets.UTF_8);
        byte[] device = grant.device.getBytes(StandardCharsets.UTF_8);
        byte[] page = grant.page.getBytes(StandardCharsets.UTF_8);
        byte[] said = ByteBuffer.allocate(20 + site.length + hostname.length + device.length + page.length)
                .putLong(expiresAt)
                .putLong(grant.visitorId)
                .put((byte) site.length)
                .put(site)
                .putShort((short) hostname.length)
                .put(hostname)
                .put((byte) device.length)
                .put(device)
                .put(page)
                .array();
        byte[] signed = Arrays.copyOf(said, said.length + MAC_BYTES);
        System.arraycopy(signature(grant.purpose, said), 0, signed, said.length, MAC_BYTES);
        return grant.purpose.letter + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /** What a token of ours says that has not expired; empty for any other text. */
    public Optional<Presented> read(String token) {
        Purpose purpose = purpose(token);
        byte[] signed = purpose == null ? null : decoded(token.substring(2));
        if (purpose == null || signed == null) {
            return Optional.empty();
        }
        byte[] said = Arrays.copyOf(signed, signed.length - MAC_BYTES);
        byte[] signature = Arrays.copyOfRange(signed, said.length, signed.length);
        if (!MessageDigest.isEqual(signature(purpose, said), signature)) {
            return Optional.empty();
        }
        ByteBuffer rest = ByteBuffer.wrap(said); // written by us
        if (rest.getLong() < clock.millis()) {
            return Optional.empty();
        }
        long visitor = rest.getLong();
        String site = text(rest, rest.get());
        String hostname = text(rest, rest.getShort());
        String device = text(rest, rest.get());
        Grant grant = new Grant(purpose, site, visitor, hostname, text(rest, rest.remaining()), device);
        return Optional.of(new Presented(ByteBuffer.wrap(signature).getLong(), grant));
    }

    private static @Nullable Purpose purpose(String token) {
        if (token.length() < 3 || token.length() > LONGEST || token.charAt(1) != '.') {
            return null;
        }
        for (Purpose purpose : Purpose.values()) {
            if (purpose.letter == token.charAt(0)) {
                return purpose;
            }
        }
        return null;
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length < MAC_BYTES ? null : bytes;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String text(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] signature(Purpose purpose, byte[] said) {
        Mac signing = mac.get();
        signing.update((byte) purpose.letter);
        return Arrays.copyOf(signing.doFinal(said), MAC_BYTES);
    }

    private Mac keyed() {
        try {
            Mac keyed = Mac.getInstance("HmacSHA256");
            keyed.init(key);
            return keyed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA-256", e);
        }
    }
}

package polku.collector.enrich;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import polku.storage.control.Site;

/** The numbers of what senders name: within a site the same name gives the same number, for ever. */
public final class NamedIds {
    private static final ThreadLocal<MessageDigest> SHA = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    });

    private NamedIds() {}

    /** What is named; the same name for two kinds gives two numbers. */
    public enum Kind {
        VISITOR(0),
        EVENT(1),
        CLIENT(2),
        USER(3);

        private final byte mark;

        Kind(int mark) {
            this.mark = (byte) mark;
        }
    }

    /** The first 64 bits of the SHA-256 of site, kind and name. */
    public static long id(Site site, Kind kind, String name) {
        MessageDigest sha = SHA.get();
        sha.update(site.id().getBytes(StandardCharsets.UTF_8));
        sha.update(kind.mark);
        return ByteBuffer.wrap(sha.digest(name.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}

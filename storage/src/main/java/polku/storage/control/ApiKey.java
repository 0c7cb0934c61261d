package polku.storage.control;

import java.time.Instant;

/** A key for programs, without the key itself: that is shown once and stored as a hash. */
public record ApiKey(String id, String name, ApiKeyVerifier.Rights rights, Instant createdAt) {}

package polku.storage.control;

import java.time.Instant;

/**
 * Someone who may sign in.
 *
 * @param email lower case; the name to sign in with
 */
public record User(String id, String email, Role role, Instant createdAt) {}

package polku.storage.control;

import java.time.Instant;

/**
 * Someone who may sign in.
 *
 * @param email lower case; the name to sign in with
 * @param language of the dashboard, "" for the browser's
 * @param theme of the dashboard, "" for the browser's
 */
public record User(String id, String email, Role role, Instant createdAt, String language, String theme) {}

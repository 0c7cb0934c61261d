package polku.storage.control;

/**
 * The secret of a day under which cookieless visitor ids are made; answered from memory: safe on an event loop. Salts live
 * in the control store only, today's and yesterday's; older ones are destroyed.
 */
public interface SaltSource {
    /** The 32-byte salt of the UTC day that holds {@code millis} (today or yesterday only). */
    byte[] saltOfDay(long millis);
}

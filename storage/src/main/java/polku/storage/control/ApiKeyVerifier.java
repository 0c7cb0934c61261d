package polku.storage.control;

import java.util.Optional;

/** Tells what a presented API key may do, answered from memory: safe on an event loop. */
public interface ApiKeyVerifier {
    /** The rights of the key, or empty where it is unknown or revoked. */
    Optional<Rights> verify(String presentedKey);

    /**
     * @param ingest may send events for others (past times, explicit visitors)
     * @param read may ask questions
     * @param manage may change sites, goals and keys
     */
    record Rights(boolean ingest, boolean read, boolean manage) {}
}

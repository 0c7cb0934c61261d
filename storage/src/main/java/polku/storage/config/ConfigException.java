package polku.storage.config;

/** A setting is wrong. The message is one sentence for the operator; the server prints it and stops. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}

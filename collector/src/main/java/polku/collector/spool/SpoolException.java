package polku.collector.spool;

/** The spool took nothing of the request. */
public final class SpoolException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Its limit, or that of the disk, is near: it recovers when ClickHouse has taken something. */
        FULL,
        /** The server is stopping. */
        CLOSED,
        /** Writing or syncing failed: what was handed over may or may not be there. */
        FAILED
    }

    private final Reason reason;

    SpoolException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    SpoolException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

package polku.storage.clickhouse;

/** A statement failed. What a caller may do next depends on the {@link Outcome}. */
public final class ClickHouseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is known about the statement's effect. */
    public enum Outcome {
        /** ClickHouse answered with an error about this very statement or its data: the same bytes fail again. */
        REJECTED,
        /** It did not run (nobody listens, overloaded, memory or time limit, read-only): try again later. */
        UNAVAILABLE,
        /** The answer is missing (time-out, connection lost after sending): it may have run. */
        UNKNOWN
    }

    private final int code;
    private final Outcome outcome;

    /** @param code ClickHouse's error code, 0 where there is none */
    public ClickHouseException(
            int code, Outcome outcome, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.outcome = outcome;
    }

    public int code() {
        return code;
    }

    public Outcome outcome() {
        return outcome;
    }
}

package polku.storage.clickhouse;

import java.util.Set;
import polku.storage.clickhouse.ClickHouseException.Outcome;

/** What ClickHouse's error codes mean for a caller. */
final class Outcomes {
    static final int TOO_MANY_PARTS = 252;
    static final int TOO_MANY_SIMULTANEOUS_QUERIES = 202;

    /** About the moment or the set-up, not about the statement. */
    private static final Set<Integer> TEMPORARY = Set.of(
            159, // TIMEOUT_EXCEEDED
            160, // TOO_SLOW
            164, // READONLY
            192, // UNKNOWN_USER
            193, // WRONG_PASSWORD
            194, // REQUIRED_PASSWORD
            TOO_MANY_SIMULTANEOUS_QUERIES,
            209, // SOCKET_TIMEOUT
            210, // NETWORK_ERROR
            225, // NO_ZOOKEEPER
            236, // ABORTED
            241, // MEMORY_LIMIT_EXCEEDED
            242, // TABLE_IS_READ_ONLY
            243, // NOT_ENOUGH_SPACE
            TOO_MANY_PARTS,
            279, // ALL_CONNECTION_TRIES_FAILED
            285, // TOO_FEW_LIVE_REPLICAS
            286, // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
            394, // QUERY_WAS_CANCELLED
            439, // CANNOT_SCHEDULE_TASK
            473, // DEADLOCK_AVOIDED
            497, // ACCESS_DENIED
            516, // AUTHENTICATION_FAILED
            745, // SERVER_OVERLOADED
            999); // KEEPER_EXCEPTION

    /** The rows themselves cannot be stored. */
    private static final Set<Integer> BAD_ROWS = Set.of(
            6, // CANNOT_PARSE_TEXT
            25, // CANNOT_PARSE_ESCAPE_SEQUENCE
            26, // CANNOT_PARSE_QUOTED_STRING
            27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
            32, // ATTEMPT_TO_READ_AFTER_EOF
            33, // CANNOT_READ_ALL_DATA
            36, // BAD_ARGUMENTS
            38, // CANNOT_PARSE_DATE
            41, // CANNOT_PARSE_DATETIME
            53, // TYPE_MISMATCH
            69, // ARGUMENT_OUT_OF_BOUND
            70, // CANNOT_CONVERT_TYPE
            72, // CANNOT_PARSE_NUMBER
            117, // INCORRECT_DATA
            128, // TOO_LARGE_ARRAY_SIZE
            131, // TOO_LARGE_STRING_SIZE
            321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
            349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
            407, // DECIMAL_OVERFLOW
            469, // VIOLATED_CONSTRAINT
            691); // UNKNOWN_ELEMENT_OF_ENUM

    private static final int UNKNOWN_STATUS_OF_INSERT = 319;

    private Outcomes() {}

    /** A statement without rows: what is not known to pass by is its own fault. */
    static Outcome ofStatement(int code) {
        return TEMPORARY.contains(code) ? Outcome.UNAVAILABLE : Outcome.REJECTED;
    }

    /**
     * An insert: only what is known to lie in the rows rejects them, since a rejected row ends in the dead letters. A
     * table that is missing, or an error nobody thought of, must hold the rows up, not throw them away.
     */
    static Outcome ofInsert(int code, String message) {
        if (code == UNKNOWN_STATUS_OF_INSERT) {
            return Outcome.UNKNOWN;
        }
        // One code for "merges do not keep up" and for "this block spans too many months"; only the second is the
        // rows'.
        boolean badRows = BAD_ROWS.contains(code)
                || (code == TOO_MANY_PARTS && message.contains("partitions for single INSERT block"));
        return badRows ? Outcome.REJECTED : Outcome.UNAVAILABLE;
    }
}

package polku.storage.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ClickHouse refused a statement; the message is ClickHouse's own, "Code: 60. DB::Exception: … (UNKNOWN_TABLE)". */
final class EngineException extends Exception {
    private static final long serialVersionUID = 1;
    private static final Pattern CODE = Pattern.compile("^Code: (\\d+)");

    static final int NOT_IMPLEMENTED = 48;
    static final int UNKNOWN_EXCEPTION = 49;
    static final int QUERY_IS_TOO_LARGE = 191;
    static final int TOO_MANY_SIMULTANEOUS_QUERIES = 202;
    static final int AUTHENTICATION_FAILED = 516;

    private final int code;

    private EngineException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** What the engine reported. */
    static EngineException reported(String message) {
        Matcher matcher = CODE.matcher(message);
        return new EngineException(matcher.find() ? Integer.parseInt(matcher.group(1)) : UNKNOWN_EXCEPTION, message);
    }

    /** What the endpoint itself has to say, in ClickHouse's form. */
    static EngineException of(int code, String name, String message) {
        return new EngineException(code, "Code: " + code + ". DB::Exception: " + message + " (" + name + ")");
    }

    int code() {
        return code;
    }

    /** The HTTP status that ClickHouse gives this code ({@code exceptionCodeToHTTPStatus.cpp}). */
    int status() {
        return switch (code) {
            case 194, AUTHENTICATION_FAILED -> 401;
            case 192, 193 -> 403;
            // cannot parse, syntax error, type mismatch, bad arguments
            case 6, 25, 26, 27, 36, 38, 41, 43, 53, 62, 72, 117, 130, 167, 168, 171, 172, 375, 456, 457 -> 400;
            // unknown table, column, function, type, database, setting, format, …
            case 46, 47, 50, 56, 60, 63, 73, 77, 78, 81, 115 -> 404;
            case 159 -> 408;
            case QUERY_IS_TOO_LARGE -> 413;
            case NOT_IMPLEMENTED -> 501;
            case 76, 209, 439 -> 503;
            default -> 500;
        };
    }
}

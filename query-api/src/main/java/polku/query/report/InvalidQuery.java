package polku.query.report;

import java.util.List;
import polku.http.Problem;
import polku.http.Problem.InvalidField;
import polku.http.ProblemException;
import polku.storage.clickhouse.ClickHouseException;

/** A query that cannot be asked: a 400 that points at the field. */
public final class InvalidQuery {
    /** ClickHouse's CANNOT_COMPILE_REGEXP: RE2 there refuses what re2j here lets pass, such as one that grows too large. */
    private static final int REGEX_REFUSED = 427;

    private InvalidQuery() {}

    /**
     * @param pointer JSON pointer into the body
     * @param detail to be read after the field's name
     */
    public static ProblemException at(String pointer, String detail) {
        return Problem.invalid(List.of(new InvalidField(pointer, detail))).asException();
    }

    /** What the client can mend of what ClickHouse refused, or the failure itself. */
    public static RuntimeException known(ClickHouseException failure) {
        return failure.code() == REGEX_REFUSED
                ? at("/filters", "have a regular expression that is too large or not in RE2's syntax")
                : failure;
    }
}

package polku.query.report;

import java.util.List;
import polku.http.Problem;
import polku.http.Problem.InvalidField;
import polku.http.ProblemException;

/** A query that cannot be asked: a 400 that points at the field. */
final class InvalidQuery {
    private InvalidQuery() {}

    /**
     * @param pointer JSON pointer into the body
     * @param detail to be read after the field's name
     */
    static ProblemException at(String pointer, String detail) {
        return Problem.invalid(List.of(new InvalidField(pointer, detail))).asException();
    }
}

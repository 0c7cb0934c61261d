package polku.query.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.http.Problem.InvalidField;

/**
 * Turns the fields of a request record into values, and gathers what is wrong with all of them, so that a client hears
 * everything at once. Readers throw {@link IllegalArgumentException} with words such as "must be a domain".
 */
public final class Fields {
    private final List<InvalidField> errors = new ArrayList<>();

    /** The value of a field that must be there; where it is wrong, null until {@link #check} throws. */
    public <T, R> @Nullable R required(String name, @Nullable T given, Function<T, R> reader) {
        if (given == null) {
            return wrong(name, "is missing");
        }
        return optional(name, given, reader);
    }

    /** The value of a field that may be left out. */
    public <T, R> @Nullable R optional(String name, @Nullable T given, Function<T, R> reader) {
        if (given == null) {
            return null;
        }
        try {
            return reader.apply(given);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            return wrong(name, message == null ? "is not valid" : message);
        }
    }

    /** Every element of a list. */
    public <T, R> @Nullable List<R> each(
            String name, @Nullable List<@Nullable T> given, int most, Function<T, R> reader) {
        if (given == null) {
            return null;
        }
        if (given.size() > most) {
            return wrong(name, "must have at most " + most + " elements");
        }
        List<R> values = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            R value = required(name + "/" + i, given.get(i), reader);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    /** Notes an error that is about more than one field, or none. */
    public <R> @Nullable R wrong(String name, String detail) {
        errors.add(new InvalidField(name.isEmpty() ? "" : "/" + name, detail));
        return null;
    }

    /** @throws polku.http.ProblemException 400 with every error, where there is one */
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).asException();
        }
    }

    /** Reads a text of 1 to {@code most} characters without control characters, stripped. */
    public static Function<String, String> text(int most) {
        return given -> {
            String text = given.strip();
            if (text.isEmpty() || text.length() > most) {
                throw new IllegalArgumentException("must have 1 to " + most + " characters");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("must not have control characters");
            }
            return text;
        };
    }
}

package polku.storage.read;

import java.util.List;
import java.util.Optional;
import polku.storage.control.Goal;

/** A condition on an event and its session. Conditions on several events' properties must hold on the same event. */
public sealed interface Filter {

    /** True where the dimension's value meets any of {@code values} ({@link Operator#IS_NOT}: none of them). */
    record Match(Operator operator, Dimension dimension, List<String> values) implements Filter {
        public Match {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("a filter needs a value");
            }
        }
    }

    /** True where the event reaches any of {@code goals}; negated, where it reaches none. */
    record Reaches(boolean negated, List<Goal> goals) implements Filter {
        public Reaches {
            goals = List.copyOf(goals);
        }
    }

    /** True where at least one of the filters is. */
    record AnyOf(List<Filter> filters) implements Filter {
        public AnyOf {
            filters = List.copyOf(filters);
            if (filters.isEmpty()) {
                throw new IllegalArgumentException("an alternative needs a filter");
            }
        }
    }

    /** Comparisons are exact to the byte: case matters. */
    enum Operator {
        IS("is"),
        IS_NOT("isNot"),
        CONTAINS("contains"),
        STARTS_WITH("startsWith"),
        /** RE2, found anywhere in the value; {@code .} matches line breaks too. */
        MATCHES("matches");

        private final String id;

        Operator(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        public static Optional<Operator> of(String id) {
            for (Operator operator : values()) {
                if (operator.id.equals(id)) {
                    return Optional.of(operator);
                }
            }
            return Optional.empty();
        }
    }
}

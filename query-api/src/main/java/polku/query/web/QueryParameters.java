package polku.query.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.http.Problem.InvalidField;

/**
 * What stands behind the "?" of the address. Unknown and repeated parameters are a 400, as unknown fields of a body are.
 *
 * @param given names with their values, decoded
 */
public record QueryParameters(Map<String, List<String>> given) {
    public static final QueryParameters NONE = new QueryParameters(Map.of());

    /** Each parameter's value. */
    public Values only(String... names) {
        Set<String> known = Set.of(names);
        List<InvalidField> errors = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        given.forEach((name, all) -> {
            if (!known.contains(name)) {
                errors.add(new InvalidField("/" + name, "is not a parameter that is known here"));
            } else if (all.size() > 1) {
                errors.add(new InvalidField("/" + name, "is there twice"));
            } else {
                values.put(name, all.get(0));
            }
        });
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).asException();
        }
        return new Values(values);
    }

    /** The values of known parameters. */
    public record Values(Map<String, String> byName) {
        public @Nullable String get(String name) {
            return byName.get(name);
        }
    }

    /** Reads a whole number between two bounds, both included. */
    public static int number(String given, int least, int most) {
        if (given.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(given);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException("must be from " + least + " to " + most);
    }
}

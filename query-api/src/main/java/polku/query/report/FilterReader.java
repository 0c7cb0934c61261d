package polku.query.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;
import polku.storage.read.Filter;
import polku.storage.read.Filter.Operator;

/** Reads {@code ["op", "dimension", ["value"…]]} and {@code ["or", [filter…]]}. */
public final class FilterReader {
    static final int MOST_FILTERS = 20;
    static final int MOST_VALUES = 100;
    static final int MOST_VALUES_IN_ALL = 500;
    static final int LONGEST_VALUE = 2048;
    static final int LONGEST_REGEX = 512;

    private final SiteTerms terms;
    private final String place;
    private int filters;
    private int values;

    public FilterReader(SiteTerms terms) {
        this(terms, "/filters");
    }

    /** @param place of the filters in the body, as a JSON pointer */
    public FilterReader(SiteTerms terms, String place) {
        this.terms = terms;
        this.place = place;
    }

    /** @throws polku.http.ProblemException 400 */
    public List<Filter> read(@Nullable List<JsonNode> given) {
        if (given == null) {
            return List.of();
        }
        List<Filter> read = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            read.add(filter(given.get(i), place + "/" + i, true));
        }
        return read;
    }

    private Filter filter(@Nullable JsonNode given, String pointer, boolean mayBeOr) {
        if (given == null
                || !given.isArray()
                || given.size() < 2
                || !given.get(0).isTextual()) {
            throw InvalidQuery.at(
                    pointer, "must be [\"op\", \"dimension\", [\"value\"]] or [\"or\", [filter, filter]]");
        }
        String operator = given.get(0).textValue();
        if (operator.equals("or")) {
            if (!mayBeOr) {
                throw InvalidQuery.at(pointer, "must not be an or within an or");
            }
            return alternatives(given, pointer);
        }
        if (++filters > MOST_FILTERS) {
            throw InvalidQuery.at(place, "must be at most " + MOST_FILTERS + " filters");
        }
        Operator known = Operator.of(operator)
                .orElseThrow(() ->
                        InvalidQuery.at(pointer + "/0", "must be is, isNot, contains, startsWith, matches or or"));
        if (given.size() != 3) {
            throw InvalidQuery.at(pointer, "must have an operator, a dimension and values");
        }
        if (!given.get(1).isTextual()) {
            throw InvalidQuery.at(pointer + "/1", "must be the name of a dimension");
        }
        String dimension = given.get(1).textValue();
        List<String> texts = values(given.get(2), known, pointer + "/2");
        return dimension.equals("goal")
                ? reaches(known, texts, pointer)
                : new Filter.Match(known, terms.dimension(dimension, pointer + "/1"), texts);
    }

    private Filter alternatives(JsonNode given, String pointer) {
        if (given.size() != 2 || !given.get(1).isArray() || given.get(1).isEmpty()) {
            throw InvalidQuery.at(pointer + "/1", "must be a list of filters");
        }
        List<Filter> read = new ArrayList<>();
        for (int i = 0; i < given.get(1).size(); i++) {
            read.add(filter(given.get(1).get(i), pointer + "/1/" + i, false));
        }
        return new Filter.AnyOf(read);
    }

    private Filter reaches(Operator operator, List<String> ids, String pointer) {
        if (operator != Operator.IS && operator != Operator.IS_NOT) {
            throw InvalidQuery.at(pointer + "/0", "must be is or isNot for a goal");
        }
        List<Goal> named = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            named.add(terms.goal(ids.get(i), pointer + "/2/" + i));
        }
        return new Filter.Reaches(operator == Operator.IS_NOT, named);
    }

    private List<String> values(JsonNode given, Operator operator, String pointer) {
        if (!given.isArray() || given.isEmpty() || given.size() > MOST_VALUES) {
            throw InvalidQuery.at(pointer, "must be a list of 1 to " + MOST_VALUES + " values");
        }
        values += given.size();
        if (values > MOST_VALUES_IN_ALL) {
            throw InvalidQuery.at(place, "must have at most " + MOST_VALUES_IN_ALL + " values in all");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            JsonNode value = given.get(i);
            if (!value.isTextual()) {
                throw InvalidQuery.at(pointer + "/" + i, "must be a text");
            }
            texts.add(checked(value.textValue(), operator, pointer + "/" + i));
        }
        return texts;
    }

    private static String checked(String value, Operator operator, String pointer) {
        if (value.length() > LONGEST_VALUE) {
            throw InvalidQuery.at(pointer, "must have at most " + LONGEST_VALUE + " characters");
        }
        UnicodeText.check(value, pointer);
        if (operator == Operator.IS || operator == Operator.IS_NOT) {
            return value;
        }
        if (value.isEmpty()) {
            throw InvalidQuery.at(pointer, "must not be empty");
        }
        if (operator == Operator.MATCHES) {
            checkRegex(value, pointer);
        }
        return value;
    }

    private static void checkRegex(String regex, String pointer) {
        if (regex.length() > LONGEST_REGEX) {
            throw InvalidQuery.at(pointer, "must have at most " + LONGEST_REGEX + " characters");
        }
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw InvalidQuery.at(pointer, "must be a regular expression in RE2's syntax: " + e.getDescription());
        }
    }
}

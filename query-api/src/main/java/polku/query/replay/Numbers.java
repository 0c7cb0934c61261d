package polku.query.replay;

import com.fasterxml.jackson.databind.JsonNode;

/** Numbers as a player can use them, whatever was recorded. */
final class Numbers {
    /** A place that is farther off is none. */
    static final double FARTHEST = 1e8;

    static final double LARGEST_WINDOW = 20_000;

    private Numbers() {}

    /** The number within its bounds, or the usual one where it is none. */
    static double within(JsonNode given, double least, double most, double usual) {
        if (!given.isNumber()) {
            return usual;
        }
        double number = given.doubleValue();
        return Double.isNaN(number) ? usual : Math.max(least, Math.min(most, number));
    }

    /** Of a node or style sheet; -1 is none that is known. */
    static int id(JsonNode given) {
        return given.isIntegralNumber() && given.canConvertToInt() ? given.intValue() : -1;
    }

    static int whole(JsonNode given, int least, int most, int usual) {
        return given.isIntegralNumber() && given.canConvertToInt()
                ? Math.max(least, Math.min(most, given.intValue()))
                : usual;
    }
}

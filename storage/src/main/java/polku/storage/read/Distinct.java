package polku.storage.read;

/** How distinct visitors and sessions are counted. */
enum Distinct {
    /** Keeps each of them in memory. */
    EXACT("uniqExact"),
    /** Of up to 65,536 nearly exact, beyond within a percent or so, in little memory. */
    ESTIMATED("uniq");

    private final String function;

    Distinct(String function) {
        this.function = function;
    }

    String of(String column) {
        return function + "(" + column + ")";
    }
}

package polku.load.drill;

/** One fault, played on a running server. */
interface Drill {
    String name();

    /** What is done to the server. */
    String fault();

    /** What must happen. */
    String expectation();

    /**
     * Plays the fault.
     *
     * @return what was measured, in one line
     * @throws Failure the expectation was not met
     * @throws NotRun this machine cannot play the fault
     */
    String run(Room room) throws Exception;

    /** Something was not as expected. */
    final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }

    /** Says what is missing. */
    final class NotRun extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotRun(String message) {
            super(message);
        }
    }

    /** @throws Failure with the message, formatted, unless {@code met} */
    static void expect(boolean met, String message, Object... values) {
        if (!met) {
            throw new Failure(String.format(java.util.Locale.ROOT, message, values));
        }
    }
}

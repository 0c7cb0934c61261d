package polku.storage.read.replay;

/** How much went wrong in a session: the one definition of the score, in SQL and in numbers. */
final class Frustration {
    /** Of the interactions ({@code i}) of one session. */
    static final String SQL = "3 * countIf(i.kind = 'rageClick') + 2 * countIf(i.kind = 'errorClick')"
            + " + countIf(i.kind = 'deadClick') + 2 * countIf(i.kind = 'error') + countIf(i.kind = 'failedRequest')";

    /** The kinds that count. */
    static final String KINDS = "i.kind IN ('rageClick', 'errorClick', 'deadClick', 'error', 'failedRequest')";

    private Frustration() {}

    static long of(long rage, long errorClicks, long dead, long errors, long failedRequests) {
        return 3 * rage + 2 * errorClicks + dead + 2 * errors + failedRequests;
    }
}

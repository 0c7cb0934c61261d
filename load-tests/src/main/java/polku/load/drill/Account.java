package polku.load.drill;

import static polku.load.drill.Drill.expect;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import polku.load.PolkuUnderTest;
import polku.load.ServerProcess;

/**
 * The account after a drill, from three sides: what the client was told, what the server's ledger says, and what a query
 * counts in ClickHouse.
 */
record Account(
        long acknowledged,
        long accepted,
        long stored,
        long spooled,
        long deadLettered,
        long resent,
        long lost,
        long duplicates,
        long counted) {
    private static final Duration DRAIN = Duration.ofMinutes(4);
    /** Answers of the query API are shared for a second. */
    private static final long SHARED_MILLIS = 1200;

    /** Waits until nothing is spooled, then reads everything. */
    static Account atRest(PolkuUnderTest polku, long acknowledged) {
        long end = System.nanoTime() + DRAIN.toNanos();
        Account account = read(polku, acknowledged);
        while ((account.spooled > 0 || account.counted != account.stored) && System.nanoTime() < end) {
            ServerProcess.pause(SHARED_MILLIS);
            account = read(polku, acknowledged);
        }
        return account;
    }

    /** For rows that are not all events: waits until nothing is spooled, and only the ledger can be checked. */
    static Account ofLedger(PolkuUnderTest polku) {
        Room.await("nothing is spooled", DRAIN, () -> read(polku, 0).spooled == 0);
        return read(polku, 0).balances();
    }

    private static Account read(PolkuUnderTest polku, long acknowledged) {
        try {
            Map<String, Double> metrics = polku.metrics();
            return new Account(
                    acknowledged,
                    rows(metrics, "accepted"),
                    rows(metrics, "stored"),
                    rows(metrics, "spooled"),
                    rows(metrics, "dead_lettered"),
                    rows(metrics, "resent"),
                    rows(metrics, "lost"),
                    rows(metrics, "duplicate"),
                    polku.total("events", ""));
        } catch (IllegalStateException | UncheckedIOException e) {
            // Not all is back yet: as if everything still waited.
            return new Account(acknowledged, -1, -1, 1, -1, -1, -1, -1, -1);
        }
    }

    private static long rows(Map<String, Double> metrics, String state) {
        Double rows = metrics.get("polku_ledger_rows{state=\"" + state + "\"}");
        expect(rows != null, "/metrics has no polku_ledger_rows{state=\"%s\"}", state);
        return rows == null ? -1 : rows.longValue();
    }

    private Account balances() {
        expect(accepted == stored + spooled + deadLettered + resent + lost, "the account does not add up: %s", this);
        return this;
    }

    /** Every row is somewhere, and what is stored is what is counted. */
    Account addsUp() {
        balances();
        expect(counted == stored, "ClickHouse counts other rows than are stored: %s", this);
        return this;
    }

    /** Besides, exactly what was acknowledged is there, page by page. */
    Account isExact(PolkuUnderTest polku) {
        addsUp();
        expect(accepted == acknowledged, "other rows were accepted than acknowledged: %s", this);
        expect(counted == acknowledged, "other rows are there than acknowledged: %s", this);
        Map<String, Long> pages = polku.by("page", "pageviews");
        for (long page = 0; page * AccountedLoad.VIEWS < acknowledged; page++) {
            long views = Math.min(AccountedLoad.VIEWS, acknowledged - page * AccountedLoad.VIEWS);
            long seen = pages.getOrDefault("/drill/" + page, 0L);
            expect(seen == views, "page %d was viewed %d times and counted %d times: %s", page, views, seen, this);
        }
        return this;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%saccepted %,d = stored %,d + spooled %,d + dead %,d + resent %,d + lost %,d"
                        + " (%,d duplicates apart); events counted by a query: %,d",
                acknowledged == 0 ? "" : String.format(Locale.ROOT, "%,d acknowledged; ", acknowledged),
                accepted,
                stored,
                spooled,
                deadLettered,
                resent,
                lost,
                duplicates,
                counted);
    }
}

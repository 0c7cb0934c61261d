package polku.collector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import polku.collector.batch.BatchWriter;
import polku.collector.batch.BatchWriter.BatchTimings;
import polku.collector.enrich.UserAgent.Robot;
import polku.collector.enrich.UserAgents;
import polku.collector.replay.Recordings.Verdict;
import polku.collector.spool.Spool;

/**
 * What the collector counts. Every event that reaches it ends in exactly one of accepted, dropped and rejected (a refused
 * request counts as one, since nobody knows how many events it held). {@code polku_ledger_rows} is durable: at rest
 * {@code accepted = stored + spooled + dead_lettered + resent + lost}, where accepted is counted apart. Alert on a growing {@code polku_spool_age_seconds} and on
 * any dead letter.
 */
public final class CollectorMetrics implements BatchTimings {
    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter sighted;
    private final Counter recorded;
    private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);
    private final Counter replayCharacters;
    private final Map<DropReason, Counter> refused = new EnumMap<>(DropReason.class);
    private final Timer inserts;
    private final Counter storedRows;
    private final Counter failures;

    public CollectorMetrics(MeterRegistry registry) {
        this.registry = registry;
        accepted = Counter.builder("polku.events.accepted")
                .description("Events and interactions answered with 202 and durable")
                .register(registry);
        sighted = snapshots("sighting");
        recorded = snapshots("recording");
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(
                    verdict,
                    Counter.builder("polku.replays")
                            .description(
                                    "Pages that were opened on sites that record sessions: whether the visitor is recorded")
                            .tag("verdict", verdict.label())
                            .register(registry));
        }
        replayCharacters = Counter.builder("polku.replay.characters")
                .description("Of chunks of recordings that were taken, as JSON text; stored compressed")
                .register(registry);
        for (DropReason reason : DropReason.values()) {
            refused.put(reason, refusals(reason).tag("reason", reason.label()).register(registry));
        }
        inserts = Timer.builder("polku.batch.insert")
                .description("From a batch's file to its last table")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        storedRows = Counter.builder("polku.batch.rows")
                .description("Rows of all tables that ClickHouse acknowledged")
                .register(registry);
        failures = Counter.builder("polku.batch.failures")
                .description("Tries to form or insert a batch that failed and are repeated")
                .register(registry);
    }

    /** Adds the figures that are read from the parts whenever somebody asks. */
    void observe(Spool spool, BatchWriter writer, UserAgents agents) {
        Gauge.builder("polku.spool.bytes", spool, Spool::bytes)
                .description("On disk, with what is stored and kept for some minutes to know repetitions by")
                .register(registry);
        Gauge.builder("polku.spool.rows", spool, Spool::pendingRows)
                .description("Accepted and not stored yet")
                .register(registry);
        Gauge.builder("polku.spool.age.seconds", spool, s -> s.age().toMillis() / 1000.0)
                .description("Since when rows have been waiting and none was taken")
                .register(registry);
        FunctionCounter.builder("polku.spool.cut.bytes", spool, Spool::cutBytes)
                .description(
                        "Cut off at a start, where a crash left an entry unfinished; nobody was told that it was taken")
                .register(registry);
        FunctionCounter.builder("polku.spool.damaged.bytes", spool, Spool::damagedBytes)
                .description("Bytes that the disk gave back otherwise than written; rows in them are lost")
                .register(registry);
        FunctionCounter.builder("polku.user.agents.unparsed", agents, UserAgents::unparsed)
                .description("User agents taken as unknown, since too many waited to be read")
                .register(registry);
        ledger("accepted", spool, Spool::acceptedRows);
        ledger("spooled", spool, Spool::pendingRows);
        ledger("stored", writer, w -> w.ledger().stored());
        ledger("dead_lettered", writer, w -> w.ledger().deadLettered());
        ledger("resent", writer, w -> w.ledger().resends());
        ledger("lost", writer, BatchWriter::lost);
        ledger("duplicate", writer, BatchWriter::duplicates);
    }

    private <T> void ledger(String state, T object, ToDoubleFunction<T> rows) {
        Gauge.builder("polku.ledger.rows", object, rows)
                .description("The account of all rows: accepted = stored + spooled + dead-lettered + resent + lost")
                .tag("state", state)
                .register(registry);
    }

    private Counter snapshots(String kind) {
        return Counter.builder("polku.snapshots")
                .description("Versions of pages that were seen, and those that were recorded; stored as one row each")
                .tag("kind", kind)
                .register(registry);
    }

    private static Counter.Builder refusals(DropReason reason) {
        return reason.isAnsweredAsTaken()
                ? Counter.builder("polku.events.dropped").description("Left out, and answered with 202")
                : Counter.builder("polku.events.rejected").description("Refused with a problem document");
    }

    public void accepted(int events) {
        accepted.increment(events);
    }

    public void refused(DropReason reason, int events) {
        java.util.Objects.requireNonNull(refused.get(reason)).increment(events);
    }

    /** A visitor's browser told which version of a page it sees. */
    public void sighted() {
        sighted.increment();
    }

    public void recorded() {
        recorded.increment();
    }

    /** A page was opened on a site that records sessions. */
    public void judged(Verdict verdict) {
        java.util.Objects.requireNonNull(verdicts.get(verdict)).increment();
    }

    /** A chunk of a recording was taken. */
    public void replayed(int characters) {
        replayCharacters.increment(characters);
    }

    /** @param robot with one of a bounded number of names */
    public void crawled(Robot robot, int events) {
        registry.counter("polku.crawlers", "kind", robot.ai() ? "ai" : "bot", "name", robot.name())
                .increment(events);
    }

    @Override
    public void stored(int rows, long nanos) {
        inserts.record(nanos, TimeUnit.NANOSECONDS);
        storedRows.increment(rows);
    }

    @Override
    public void failed() {
        failures.increment();
    }
}

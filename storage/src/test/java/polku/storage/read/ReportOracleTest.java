package polku.storage.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.Goal;
import polku.storage.testing.TestClickHouse;

/** Random questions over random sessions, answered by ClickHouse and by {@link ReportOracle}: equal to the last digit. */
final class ReportOracleTest {
    private static final int SITE = 7;
    private static final int OTHER_SITE = 8;
    private static HttpClickHouse clickHouse;
    private static ReportOracle oracle;

    @BeforeAll
    static void fill() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        Random random = new Random(20261001);
        List<RecordedSession> sessions = RandomTerms.sessions(random, 900);
        RecordedSite.store(clickHouse, SITE, sessions, random);
        // Another site with sessions of the same ids: nothing of it may show.
        RecordedSite.store(clickHouse, OTHER_SITE, RandomTerms.sessions(new Random(5), 900), random);
        oracle = new ReportOracle(sessions);
    }

    @AfterAll
    static void close() {
        clickHouse.close();
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    static IntStream fewSeeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answer_randomQuestion_isWhatTheDefinitionsSay(int seed) {
        Random random = new Random(seed);
        ZoneId zone = RecordedSession.of(random, RandomTerms.ZONES);
        Interval interval = random.nextInt(3) > 0 ? null : RecordedSession.of(random, List.of(Interval.values()));
        ReportQuestion question = question(random, zone, interval);

        Report answer = new ReportStore(clickHouse).answer(question);

        assertThat(answer).as("%s", question).isEqualTo(oracle.answer(question, interval, zone));
    }

    /** Which the slots of 15 minutes tell, but for what lies before the first and behind the last. */
    @ParameterizedTest
    @MethodSource("fewSeeds")
    void answer_allMetricsWithoutFilterAndDimension_isWhatTheDefinitionsSay(int seed) {
        Random random = new Random(seed);
        ZoneId zone = RecordedSession.of(random, RandomTerms.ZONES);
        Interval interval = random.nextBoolean() ? null : RecordedSession.of(random, List.of(Interval.values()));
        Period period = RandomTerms.period(random, zone, interval);
        Period comparison = random.nextBoolean() ? null : RandomTerms.period(random, zone, interval);
        ReportQuestion question = new ReportQuestion(
                SITE,
                "EUR",
                allMetrics(),
                List.of(),
                List.of(),
                period,
                interval == null ? null : Buckets.of(period, interval, zone),
                comparison,
                interval == null || comparison == null ? null : Buckets.of(comparison, interval, zone),
                List.of(),
                1000,
                0);

        Report answer = new ReportStore(clickHouse).answer(question);

        assertThat(answer).as("%s", question).isEqualTo(oracle.answer(question, interval, zone));
    }

    @Test
    void answer_everyDimensionByEveryMetric_isWhatTheDefinitionsSay() {
        List<Dimension> all = new ArrayList<>(Dimension.fixed());
        all.add(RandomTerms.GROUPS);
        all.add(new Dimension.PageGroup(List.of()));
        for (Dimension.OfWeek.Part part : Dimension.OfWeek.Part.values()) {
            RandomTerms.ZONES.forEach(zone -> all.add(new Dimension.OfWeek(part, zone)));
        }
        for (Dimension dimension : all) {
            ReportQuestion question = new ReportQuestion(
                    SITE,
                    "EUR",
                    allMetrics(),
                    List.of(dimension),
                    List.of(),
                    RandomTerms.period(LocalDate.of(2026, 10, 20), LocalDate.of(2026, 11, 2), ZoneId.of("UTC")),
                    null,
                    null,
                    null,
                    List.of(new ReportQuestion.Order.ByMetric(0, true)),
                    1000,
                    0);

            Report answer = new ReportStore(clickHouse).answer(question);

            assertThat(answer).as("%s", dimension).isEqualTo(oracle.answer(question, null, ZoneId.of("UTC")));
            assertThat(answer.rows()).isNotEmpty();
        }
    }

    private static ReportQuestion question(Random random, ZoneId zone, @Nullable Interval interval) {
        Period period = RandomTerms.period(random, zone, interval);
        Period comparison = random.nextInt(3) > 0 ? null : RandomTerms.period(random, zone, interval);
        List<Metric> metrics = new ArrayList<>(allMetrics());
        Collections.shuffle(metrics, random);
        metrics = metrics.subList(0, 1 + random.nextInt(random.nextInt(8) == 0 ? metrics.size() : 6));
        if (random.nextInt(4) == 0) {
            // What events alone can tell is asked in another way.
            metrics = allMetrics().subList(0, 3);
        }
        List<Dimension> dimensions = new ArrayList<>();
        int size = random.nextInt(4);
        while (dimensions.size() < size) {
            Dimension dimension = RandomTerms.dimension(random);
            if (!dimensions.contains(dimension)) {
                dimensions.add(dimension);
            }
        }
        List<ReportQuestion.Order> order = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            order.add(
                    dimensions.isEmpty() || random.nextBoolean()
                            ? new ReportQuestion.Order.ByMetric(random.nextInt(metrics.size()), random.nextBoolean())
                            : new ReportQuestion.Order.ByDimension(
                                    random.nextInt(dimensions.size()), random.nextBoolean()));
        }
        return new ReportQuestion(
                SITE,
                "EUR",
                metrics,
                dimensions,
                RandomTerms.filters(random),
                period,
                interval == null ? null : Buckets.of(period, interval, zone),
                comparison,
                interval == null || comparison == null ? null : Buckets.of(comparison, interval, zone),
                order,
                random.nextBoolean() ? 1000 : 1 + random.nextInt(7),
                random.nextBoolean() ? 0 : random.nextInt(5));
    }

    private static List<Metric> allMetrics() {
        List<Metric> metrics = new ArrayList<>();
        for (Metric.Kind kind : Metric.Kind.values()) {
            metrics.add(new Metric(kind.id(), kind, kind.isOfGoals() ? RandomTerms.GOALS : List.of()));
        }
        for (Goal goal : RandomTerms.GOALS) {
            metrics.add(new Metric("conversions:" + goal.id(), Metric.Kind.CONVERSIONS, List.of(goal)));
            metrics.add(new Metric("conversionRate:" + goal.id(), Metric.Kind.CONVERSION_RATE, List.of(goal)));
        }
        return metrics;
    }
}

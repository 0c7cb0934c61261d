package polku.storage.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.Goal;
import polku.storage.read.RecordedSession.Hit;
import polku.storage.statistics.CountChange;
import polku.storage.statistics.Sample;
import polku.storage.testing.TestClickHouse;

/** What is compared is gathered from the sessions by hand here; what is made of it is held by StatisticsTest. */
class ChangeStoreTest {
    private static final int SITE = 7;
    private static final ZoneId ZONE = ZoneId.of("Europe/Helsinki");
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 5);
    private static final Period BEFORE = days(FIRST, 14);
    /** With the day of a clock change. */
    private static final Period PERIOD = days(FIRST.plusDays(14), 14);

    private static final Goal GOAL = new Goal("g1", "s", "Signed up", null, "signup", null, Instant.EPOCH);

    private static HttpClickHouse clickHouse;
    private static List<RecordedSession> sessions;

    @BeforeAll
    static void fill() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        Random random = new Random(4);
        sessions = IntStream.range(0, 700)
                .mapToObj(i -> RecordedSession.random(
                        random, 1000 + i, BEFORE.fromMillis() - 90_000_000L, PERIOD.toMillis() + 90_000_000L))
                .toList();
        RecordedSite.store(clickHouse, SITE, sessions, random);
    }

    @AfterAll
    static void close() {
        clickHouse.close();
    }

    @Test
    void counts_areComparedByTheirDays() {
        List<Change> changes = changes(List.of(), PERIOD, BEFORE);

        List<CountChange.Step> pageviews = new ArrayList<>();
        List<CountChange.Step> visitors = new ArrayList<>();
        double[] totalPageviews = new double[2];
        for (int day = 0; day < 28; day++) {
            Period one = days(FIRST.plusDays(day), 1);
            double views = hits(one).stream().filter(Hit::isPageview).count();
            totalPageviews[day / 14] += views;
            pageviews.add(new CountChange.Step(day / 14, day % 7, 1, views));
            visitors.add(new CountChange.Step(day / 14, day % 7, 1, visitors(one)));
        }
        isClose(
                change(changes, "pageviews"),
                CountChange.pValue(totalPageviews[0], totalPageviews[1], pageviews, 7, true));
        isClose(change(changes, "visitors"), CountChange.pValue(visitors(BEFORE), visitors(PERIOD), visitors, 7, true));
        assertThat(change(changes, "revenue").pValue()).isBetween(0.0, 1.0);
        assertThat(change(changes, "pageviews").smallSample()).isFalse();
    }

    @Test
    void ratesAndMeans_areComparedBySessions() {
        List<Change> changes = changes(List.of(), PERIOD, BEFORE);

        isClose(
                change(changes, "sessionDuration"),
                Sample.sameMean(
                        sample(BEFORE, session -> (session.endedAt() - session.startedAt()) / 1000.0),
                        sample(PERIOD, session -> (session.endedAt() - session.startedAt()) / 1000.0)));
        isClose(
                change(changes, "engagedTime"),
                Sample.sameMean(
                        sample(BEFORE, session -> session.engagedMs() / 1000.0),
                        sample(PERIOD, session -> session.engagedMs() / 1000.0)));
        isClose(
                change(changes, "viewsPerSession"),
                Sample.sameMean(
                        sample(BEFORE, session -> session.pageviews().size()),
                        sample(PERIOD, session -> session.pageviews().size())));
        isClose(change(changes, "bounceRate"), Sample.sameProportion(bounces(BEFORE), bounces(PERIOD)));
        isClose(
                change(changes, "conversionRate"),
                Sample.sameProportion(
                        sample(BEFORE, session -> converts(session, BEFORE)),
                        sample(PERIOD, session -> converts(session, PERIOD))));
    }

    @Test
    void withAFilterOnEvents_viewsPerSessionCannotBeTold() {
        Filter filter = new Filter.Match(Filter.Operator.IS, Dimension.OfEvent.PAGE, List.of("/blog"));
        List<Change> changes = changes(List.of(filter), PERIOD, BEFORE);
        assertThat(change(changes, "viewsPerSession").pValue()).isNull();
        assertThat(change(changes, "sessions").pValue()).isNotNull();
    }

    @Test
    void ofAPeriodThatRuns_whatIsToComeIsNotTakenForDaysWithoutVisitors() {
        Period over = days(FIRST.plusDays(14), 16);
        Period running = days(FIRST.plusDays(14), 46);
        assertThat(changes(List.of(), running, BEFORE, over.to())).isEqualTo(changes(List.of(), over, BEFORE));
    }

    @Test
    void aDay_isComparedByItsHours_andSaysThatItIsSmall() {
        List<Change> changes = changes(List.of(), days(FIRST.plusDays(3), 1), days(FIRST.plusDays(2), 1));
        assertThat(change(changes, "sessions").pValue()).isNotNull();
        assertThat(change(changes, "conversions").smallSample()).isTrue();
        assertThat(change(changes, "bounceRate").smallSample()).isTrue();
    }

    @Test
    void noData_isNoChange() {
        List<Change> changes = changes(List.of(), days(FIRST.plusYears(1), 14), days(FIRST.plusYears(2), 14));
        assertThat(changes).allMatch(change -> change.pValue() == null).hasSize(11);
    }

    private static List<Change> changes(List<Filter> filters, Period period, Period comparison) {
        return changes(filters, period, comparison, period.to().plusSeconds(1));
    }

    private static List<Change> changes(List<Filter> filters, Period period, Period comparison, Instant now) {
        List<Metric> metrics = new ArrayList<>();
        for (Metric.Kind kind : Metric.Kind.values()) {
            metrics.add(new Metric(kind.id(), kind, kind.isOfGoals() ? List.of(GOAL) : List.of()));
        }
        ReportQuestion question = new ReportQuestion(
                SITE, "EUR", metrics, List.of(), filters, period, null, comparison, null, List.of(), 1, 0);
        return new ChangeStore(clickHouse)
                .changes(question, ZONE, new ReportStore(clickHouse).totals(question.ofTotals()), now);
    }

    private static Change change(List<Change> changes, String metric) {
        return changes.stream()
                .filter(change -> change.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    private static void isClose(Change change, Double expected) {
        assertThat(change.pValue()).as(change.metric()).isCloseTo(Objects.requireNonNull(expected), within(1e-9));
    }

    private static List<RecordedSession> overlapping(Period period) {
        return sessions.stream()
                .filter(session -> !session.events().isEmpty())
                .filter(session -> session.startedAt() < period.toMillis() && session.endedAt() >= period.fromMillis())
                .toList();
    }

    private static List<Hit> hits(Period period) {
        return sessions.stream()
                .flatMap(session -> session.events().stream())
                .filter(hit -> hit.at() >= period.fromMillis() && hit.at() < period.toMillis())
                .toList();
    }

    private static double visitors(Period period) {
        Set<Long> visitors = new HashSet<>();
        overlapping(period).forEach(session -> visitors.add(session.visitor()));
        return visitors.size();
    }

    private static Sample bounces(Period period) {
        List<RecordedSession> entered = overlapping(period).stream()
                .filter(session -> !session.pageviews().isEmpty())
                .toList();
        double bounced =
                entered.stream().filter(session -> session.events().size() == 1).count();
        return new Sample(entered.size(), bounced, bounced);
    }

    private static double converts(RecordedSession session, Period period) {
        return session.events().stream()
                        .anyMatch(hit -> hit.name().equals("signup")
                                && hit.at() >= period.fromMillis()
                                && hit.at() < period.toMillis())
                ? 1
                : 0;
    }

    private static Sample sample(Period period, ToDoubleFunction<RecordedSession> value) {
        double[] values = overlapping(period).stream().mapToDouble(value).toArray();
        double sum = 0;
        double squares = 0;
        for (double each : values) {
            sum += each;
            squares += each * each;
        }
        return new Sample(values.length, sum, squares);
    }

    private static Period days(LocalDate first, int count) {
        return new Period(
                first.atStartOfDay(ZONE).toInstant(),
                first.plusDays(count).atStartOfDay(ZONE).toInstant());
    }
}

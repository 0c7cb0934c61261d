package polku.storage.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
import polku.storage.control.UrlGroup;
import polku.storage.testing.TestClickHouse;

/** Random questions over random sessions, answered by ClickHouse and by {@link ReportOracle}: equal to the last digit. */
final class ReportOracleTest {
    private static final int SITE = 7;
    private static final int OTHER_SITE = 8;
    /** Clocks are set in Lord Howe (by half an hour) on 4 October, in Helsinki on the 25th, in New York on 1 November. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 9, 30);

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 3);
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Helsinki"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("UTC"));
    private static final List<Goal> GOALS = List.of(
            new Goal("g1", "s", "Signed up", null, "signup", null, Instant.EPOCH),
            new Goal("g2", "s", "Blog", "/blog/*", null, null, Instant.EPOCH),
            new Goal("g3", "s", "Any blog", "/bl**", null, null, Instant.EPOCH),
            new Goal("g4", "s", "Exact", "/shop", null, null, Instant.EPOCH),
            new Goal("g5", "s", "Odd", "/*漢*\\", null, null, Instant.EPOCH));
    private static final List<String> REGEXES =
            List.of("^/blog", "[aeiou]{1}$", "a|o", "(?i)GOOGLE", "\\\\", "^.{3,8}$", "\\.org$", "^$", "'");

    private static final Dimension.PageGroup GROUPS = new Dimension.PageGroup(List.of(
            group("Blog posts", "/blog/*"), group("nul\0'", "/blog/**"), group("/x", "/x"), group("Odd", "/*漢*\\")));

    private static HttpClickHouse clickHouse;
    private static ReportOracle oracle;

    @BeforeAll
    static void fill() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        Random random = new Random(20261001);
        List<RecordedSession> sessions = sessions(random, 900);
        RecordedSite.store(clickHouse, SITE, sessions, random);
        // Another site with sessions of the same ids: nothing of it may show.
        RecordedSite.store(clickHouse, OTHER_SITE, sessions(new Random(5), 900), random);
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
        ZoneId zone = RecordedSession.of(random, ZONES);
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
        ZoneId zone = RecordedSession.of(random, ZONES);
        Interval interval = random.nextBoolean() ? null : RecordedSession.of(random, List.of(Interval.values()));
        Period period = period(random, zone, interval);
        Period comparison = random.nextBoolean() ? null : period(random, zone, interval);
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
        all.add(GROUPS);
        all.add(new Dimension.PageGroup(List.of()));
        for (Dimension.OfWeek.Part part : Dimension.OfWeek.Part.values()) {
            ZONES.forEach(zone -> all.add(new Dimension.OfWeek(part, zone)));
        }
        for (Dimension dimension : all) {
            ReportQuestion question = new ReportQuestion(
                    SITE,
                    "EUR",
                    allMetrics(),
                    List.of(dimension),
                    List.of(),
                    period(LocalDate.of(2026, 10, 20), LocalDate.of(2026, 11, 2), ZoneId.of("UTC")),
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

    private static UrlGroup group(String name, String pattern) {
        return new UrlGroup(name, "s", name, pattern, Instant.EPOCH);
    }

    private static List<RecordedSession> sessions(Random random, int count) {
        long earliest = FIRST_DAY
                .minusDays(2)
                .atStartOfDay(ZoneId.of("UTC"))
                .toInstant()
                .toEpochMilli();
        long latest =
                LAST_DAY.plusDays(2).atStartOfDay(ZoneId.of("UTC")).toInstant().toEpochMilli();
        return IntStream.range(0, count)
                .mapToObj(i -> RecordedSession.random(random, 1000 + i, earliest, latest))
                .toList();
    }

    private static ReportQuestion question(Random random, ZoneId zone, @Nullable Interval interval) {
        Period period = period(random, zone, interval);
        Period comparison = random.nextInt(3) > 0 ? null : period(random, zone, interval);
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
            Dimension dimension = dimension(random);
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
        List<Filter> filters = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            filters.add(random.nextInt(4) == 0 ? anyOf(random) : filter(random));
        }
        return new ReportQuestion(
                SITE,
                "EUR",
                metrics,
                dimensions,
                filters,
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
            metrics.add(new Metric(kind.id(), kind, kind.isOfGoals() ? GOALS : List.of()));
        }
        for (Goal goal : GOALS) {
            metrics.add(new Metric("conversions:" + goal.id(), Metric.Kind.CONVERSIONS, List.of(goal)));
            metrics.add(new Metric("conversionRate:" + goal.id(), Metric.Kind.CONVERSION_RATE, List.of(goal)));
        }
        return metrics;
    }

    private static Filter anyOf(Random random) {
        List<Filter> filters = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            filters.add(filter(random));
        }
        return new Filter.AnyOf(filters);
    }

    private static Filter filter(Random random) {
        if (random.nextInt(8) == 0) {
            return new Filter.Reaches(random.nextBoolean(), List.of(RecordedSession.of(random, GOALS)));
        }
        Filter.Operator operator = RecordedSession.of(random, List.of(Filter.Operator.values()));
        Dimension dimension = random.nextInt(3) == 0 ? Dimension.OfEvent.PAGE : dimension(random);
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
            String value = operator == Filter.Operator.MATCHES
                    ? RecordedSession.of(random, REGEXES)
                    : random.nextInt(4) == 0
                            ? RecordedSession.of(random, RecordedSession.NASTY)
                            : RecordedSession.of(random, values(dimension));
            boolean exact = operator == Filter.Operator.IS || operator == Filter.Operator.IS_NOT;
            values.add(value.isEmpty() && !exact ? "o" : value);
        }
        return new Filter.Match(operator, dimension, values);
    }

    private static List<String> values(Dimension dimension) {
        if (dimension instanceof Dimension.Property) {
            return RecordedSession.PLANS;
        }
        return switch (dimension.id()) {
            case "page", "entryPage", "exitPage" -> RecordedSession.PAGES;
            case "hostname" -> RecordedSession.HOSTS;
            case "event" -> List.of("pageview", "signup", "purchase", "'quoted'");
            case "country" -> RecordedSession.COUNTRIES;
            case "device" -> List.of("desktop", "mobile");
            case "pageGroup" -> List.of("Blog posts", "nul\0'", "/x", "/shop");
            case "weekday" -> List.of("1", "6", "7");
            case "hour" -> List.of("00", "09", "23");
            case "search" -> RecordedSession.TERMS;
            case "status" -> List.of("404", "500", "");
            case "title" -> List.of("Title of /b", "Title of /");
            case "outbound", "download" -> List.of("https://example.net/1", "2");
            case "utmMedium", "utmCampaign", "utmTerm" -> RecordedSession.CAMPAIGNS;
            default -> RecordedSession.SOURCES;
        };
    }

    private static Dimension dimension(Random random) {
        List<Dimension> all = new ArrayList<>(Dimension.fixed());
        all.add(Dimension.OfEvent.PAGE);
        all.add(Dimension.OfEvent.HOSTNAME);
        all.add(GROUPS);
        all.add(GROUPS);
        all.add(new Dimension.OfWeek(Dimension.OfWeek.Part.WEEKDAY, RecordedSession.of(random, ZONES)));
        all.add(new Dimension.OfWeek(Dimension.OfWeek.Part.HOUR, RecordedSession.of(random, ZONES)));
        all.add(new Dimension.Property("plan"));
        all.add(new Dimension.Property("it's"));
        all.add(new Dimension.Property("absent"));
        return RecordedSession.of(random, all);
    }

    /** Whole days, days around a clock change, or any time to any other. */
    private static Period period(Random random, ZoneId zone, @Nullable Interval interval) {
        if (interval == Interval.MINUTE) {
            Instant from = LocalDate.of(2026, 10, 25)
                    .atStartOfDay(zone)
                    .plusMinutes(random.nextInt(600))
                    .toInstant();
            return new Period(from, from.plusMillis(60_000L + random.nextInt(36_000_000)));
        }
        LocalDate day = RecordedSession.of(
                random, List.of(LocalDate.of(2026, 10, 4), LocalDate.of(2026, 10, 25), LocalDate.of(2026, 11, 1)));
        return switch (random.nextInt(3)) {
            case 0 -> period(day, day.plusDays(1 + random.nextInt(2)), zone);
            case 1 -> {
                LocalDate first = FIRST_DAY.plusDays(random.nextInt(25));
                yield period(first, first.plusDays(1 + random.nextInt(12)), zone);
            }
            default -> {
                Instant from = FIRST_DAY.atStartOfDay(zone).toInstant().plusMillis(random.nextInt(2_000_000_000));
                yield new Period(from, from.plusMillis(1L + random.nextInt(900_000_000)));
            }
        };
    }

    private static Period period(LocalDate first, LocalDate end, ZoneId zone) {
        return new Period(
                first.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant());
    }
}

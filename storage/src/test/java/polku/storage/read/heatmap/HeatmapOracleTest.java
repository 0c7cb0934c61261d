package polku.storage.read.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import polku.storage.read.Buckets;
import polku.storage.read.Dimension.OfSession;
import polku.storage.read.Interval;
import polku.storage.read.RandomTerms;
import polku.storage.read.RecordedSession;
import polku.storage.read.RecordedSite;
import polku.storage.read.heatmap.PointQuestion.By;
import polku.storage.testing.TestClickHouse;
import polku.storage.write.Client;
import polku.storage.write.InteractionRow.Kind;

/** Random questions about random pages, answered by ClickHouse and by {@link HeatmapOracle}. */
final class HeatmapOracleTest {
    private static final int SITE = 7;
    private static final int OTHER_SITE = 8;
    private static final List<OfSession> DIMENSIONS = List.of(
            OfSession.SOURCE,
            OfSession.CHANNEL,
            OfSession.UTM_CAMPAIGN,
            OfSession.UTM_SOURCE,
            OfSession.COUNTRY,
            OfSession.BROWSER,
            OfSession.OS,
            OfSession.LANGUAGE);
    private static final double EXACT = 1e-9;

    private static HttpClickHouse clickHouse;
    private static HeatmapOracle oracle;
    private static ClickOracle clicks;

    @BeforeAll
    static void fill() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        List<RecordedSession> sessions = store(SITE, 11);
        List<Touch> touches = Touch.random(new Random(12), SITE, sessions);
        Touch.store(clickHouse, touches, "touches");
        // Another site with sessions, visitors and pageviews of the same ids: nothing of it may show.
        Touch.store(clickHouse, Touch.random(new Random(13), OTHER_SITE, store(OTHER_SITE, 14)), "others");
        oracle = new HeatmapOracle(sessions, touches);
        clicks = new ClickOracle(oracle);
    }

    private static List<RecordedSession> store(int site, int seed) {
        Random random = new Random(seed);
        List<RecordedSession> sessions = RandomTerms.sessions(random, 900);
        RecordedSite.store(
                clickHouse,
                site,
                sessions,
                random,
                hit -> new Client("", Touch.device(hit), "", "", "", "", "", "", "", ""));
        return sessions;
    }

    @AfterAll
    static void close() {
        clickHouse.close();
    }

    static IntStream seeds() {
        return IntStream.range(0, 120);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void points_areWhatTheDefinitionsSay_andAddUp(int seed) {
        Random random = new Random(seed);
        PointQuestion question =
                new PointQuestion(scope(random), RecordedSession.of(random, List.of(PointKind.values())), by(random));

        Heatmap answer = new PointStore(clickHouse).answer(question);

        assertThat(points(answer, question.kind())).as("%s", question).isEqualTo(oracle.points(question));
        assertThat(answer.samples()).isEqualTo(oracle.samples(question.scope()));
        List<Touch> touches = oracle.touches(question.scope(), HeatmapOracle.kind(question.kind()));
        assertThat(answer.interactions()).isEqualTo(touches.size());
        assertThat(answer.sessions())
                .isEqualTo(touches.stream()
                        .map(touch -> touch.session().id())
                        .distinct()
                        .count());
        assertThat(IntStream.of(answer.points().count()).asLongStream().sum()).isEqualTo(answer.interactions());
        assertThat(answer.elements().stream().mapToLong(Heatmap.Element::count).sum())
                .isEqualTo(answer.interactions());
        assertThat(answer.elements()).isSortedAccordingTo((a, b) -> Long.compare(b.count(), a.count()));
        for (Heatmap.Element element : answer.elements()) {
            List<Touch> named = HeatmapOracle.by(
                            question.kind() == PointKind.MOVE ? oracle.touches(question.scope(), Kind.CLICK) : touches,
                            Touch::selector)
                    .getOrDefault(element.selector(), List.of());
            long last = named.stream().mapToLong(Touch::at).max().orElse(0);
            List<String> latest = named.isEmpty()
                    ? List.of("")
                    : named.stream()
                            .filter(click -> click.at() == last)
                            .map(click -> click.row().spot().text())
                            .toList();
            assertThat(latest).contains(element.text());
        }
    }

    /** What an answer says of each cell; each cell must be there once. */
    private static Map<HeatmapOracle.Cell, List<Long>> points(Heatmap answer, PointKind kind) {
        Heatmap.Points points = answer.points();
        int[] value = points.value();
        Map<HeatmapOracle.Cell, List<Long>> cells = new HashMap<>();
        for (int i = 0; i < points.size(); i++) {
            HeatmapOracle.Cell cell = HeatmapOracle.cell(
                    answer.elements().get(points.element()[i]).selector(),
                    points.x()[i],
                    points.y()[i],
                    value == null || answer.values() == null
                            ? null
                            : answer.values().get(value[i]),
                    kind);
            List<Long> numbers = new ArrayList<>();
            for (int[] column : List.of(
                    points.count(), points.x(), points.y(), points.pageX(), points.pageY(), points.documentWidth())) {
                numbers.add((long) column[i]);
            }
            assertThat(cells.put(cell, numbers)).isNull();
        }
        return cells;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scrolling_isWhatTheDefinitionsSay(int seed) {
        HeatmapScope scope = scope(new Random(seed));

        Scrolling answer = new ScrollStore(clickHouse).answer(scope);

        Scrolling expected = oracle.scrolling(scope);
        assertThat(answer)
                .as("%s", scope)
                .usingRecursiveComparison()
                .withComparatorForType(HeatmapOracleTest::nearly, Double.class)
                .isEqualTo(expected);
        assertThat(answer.reach()).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void elements_areWhatTheDefinitionsSay_andTheirSharesAddUp(int seed) {
        Random random = new Random(seed);
        HeatmapScope scope = scope(random);
        HeatmapScope other = random.nextBoolean() ? null : scope(random);
        ElementQuestion question = new ElementQuestion(
                scope,
                random.nextInt(6) == 0 ? List.of() : goals(random),
                other == null
                        ? null
                        : new HeatmapScope(SITE, scope.place(), other.device(), other.period(), other.filters()));

        Elements answer = new ElementStore(clickHouse).answer(question);

        Map<String, Elements.Row> rows = new HashMap<>();
        for (Elements.Row row : answer.rows()) {
            assertThat(rows.put(row.selector(), row)).isNull();
        }
        assertThat(rows)
                .as("%s", question)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*\\.tag", ".*\\.text")
                .withComparatorForType(HeatmapOracleTest::nearly, Double.class)
                .isEqualTo(clicks.elements(question));
        assertThat(answer.samples()).isEqualTo(oracle.samples(scope));
        assertThat(answer.comparedSamples())
                .isEqualTo(question.compared() == null ? null : oracle.samples(question.compared()));
        List<Double> shares = answer.rows().stream()
                .map(Elements.Row::share)
                .filter(Objects::nonNull)
                .toList();
        assertThat(shares.stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(shares.isEmpty() ? 0 : 1, within(EXACT));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void zones_areWhatTheDefinitionsSay(int seed) {
        Random random = new Random(seed);
        List<ZoneQuestion.Zone> zones = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            double top = random.nextInt(10) == 0 ? 1000 : random.nextInt(1000) + random.nextDouble();
            List<String> selectors = new ArrayList<>(Touch.SELECTORS);
            Collections.shuffle(selectors, random);
            zones.add(new ZoneQuestion.Zone(
                    "zone " + i,
                    selectors.subList(0, random.nextInt(selectors.size())),
                    top,
                    Math.min(1000, top + random.nextInt(300)),
                    random.nextInt(4) == 0));
        }
        ZoneQuestion question = new ZoneQuestion(scope(random), zones, "EUR");

        Zones answer = new ZoneStore(clickHouse).answer(question);

        assertThat(answer)
                .as("%s", question)
                .usingRecursiveComparison()
                .withComparatorForType(HeatmapOracleTest::nearly, Double.class)
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(clicks.zones(question));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void series_ofAnElement_hasEveryStep(int seed) {
        Random random = new Random(seed);
        ZoneId zone = RecordedSession.of(random, RandomTerms.ZONES);
        HeatmapScope scope = scope(random);
        Interval interval = RecordedSession.of(random, List.of(Interval.DAY, Interval.WEEK, Interval.MONTH));
        ElementSeriesQuestion question = new ElementSeriesQuestion(
                scope, RecordedSession.of(random, Touch.SELECTORS), Buckets.of(scope.period(), interval, zone));

        List<ElementSeriesStore.Step> answer = new ElementSeriesStore(clickHouse).answer(question);

        Map<Object, ElementSeriesStore.Step> expected = clicks.series(question, at -> day(at, zone, interval));
        for (int i = 0; i < question.series().size(); i++) {
            LocalDate day = question.series().start(i).toLocalDate();
            assertThat(answer.get(i))
                    .as("%s of %s", day, question)
                    .isEqualTo(expected.getOrDefault(day, ElementSeriesStore.Step.NONE));
        }
        assertThat(answer).hasSize(question.series().size());
        assertThat(answer.stream().mapToLong(ElementSeriesStore.Step::clicks).sum())
                .isEqualTo(expected.values().stream()
                        .mapToLong(ElementSeriesStore.Step::clicks)
                        .sum());
    }

    private static LocalDate day(long at, ZoneId zone, Interval interval) {
        LocalDate day = Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
        return switch (interval) {
            case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1);
            case MONTH -> day.withDayOfMonth(1);
            default -> day;
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void pages_areWhatTheDefinitionsSay(int seed) {
        Random random = new Random(seed);
        HeatmapScope some = scope(random);
        PageQuestion question = new PageQuestion(
                new HeatmapScope(SITE, new Place.Any(), some.device(), some.period(), some.filters()),
                random.nextBoolean() ? null : random.nextInt(4) == 0 ? List.of() : RandomTerms.GROUPS.groups());

        List<PageRow> answer = new PageStore(clickHouse).answer(question);

        Map<String, PageRow> rows = new HashMap<>();
        for (PageRow row : answer) {
            assertThat(rows.put(row.page(), row)).isNull();
        }
        assertThat(rows)
                .as("%s", question)
                .usingRecursiveComparison()
                .withComparatorForType(HeatmapOracleTest::nearly, Double.class)
                .isEqualTo(clicks.pages(question));
    }

    /** What random questions are about, lest they all are about nothing. */
    @Test
    void questions_meetSomethingMostly() {
        long met = seeds().filter(seed ->
                        !oracle.touches(scope(new Random(seed)), Kind.CLICK).isEmpty())
                .count();
        assertThat(met).isGreaterThan(30);
    }

    private static int nearly(double a, double b) {
        return Math.abs(a - b) <= EXACT * Math.max(1, Math.abs(a)) ? 0 : Double.compare(a, b);
    }

    static HeatmapScope scope(Random random) {
        ZoneId zone = RecordedSession.of(random, RandomTerms.ZONES);
        Place place = random.nextBoolean()
                ? new Place.Page(RecordedSession.of(random, RecordedSession.PAGES))
                : new Place.Group(
                        RecordedSession.of(
                                random, List.of("Blog posts", "nul\0'", "/x", "/shop", "/blog/a", "nowhere")),
                        RandomTerms.GROUPS.groups());
        return new HeatmapScope(
                SITE,
                place,
                random.nextBoolean() ? null : RecordedSession.of(random, List.of("desktop", "tablet", "mobile")),
                RandomTerms.period(random, zone, null),
                random.nextInt(3) == 0 ? List.of() : RandomTerms.filters(random));
    }

    static List<Goal> goals(Random random) {
        return random.nextBoolean() ? RandomTerms.GOALS : List.of(RecordedSession.of(random, RandomTerms.GOALS));
    }

    private static @Nullable By by(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> new By.Returning();
            case 2 -> new By.Converted(goals(random));
            default -> new By.OfSession(RecordedSession.of(random, DIMENSIONS));
        };
    }
}

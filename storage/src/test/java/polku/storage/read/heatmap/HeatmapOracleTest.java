package polku.storage.read.heatmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.Goal;
import polku.storage.read.Dimension.OfSession;
import polku.storage.read.RandomTerms;
import polku.storage.read.RecordedSession;
import polku.storage.read.RecordedSite;
import polku.storage.read.heatmap.PointQuestion.By;
import polku.storage.testing.TestClickHouse;
import polku.storage.write.Client;

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

    @BeforeAll
    static void fill() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        List<RecordedSession> sessions = store(SITE, 11);
        List<Touch> touches = Touch.random(new Random(12), SITE, sessions);
        Touch.store(clickHouse, touches, "touches");
        // Another site with sessions, visitors and pageviews of the same ids: nothing of it may show.
        Touch.store(clickHouse, Touch.random(new Random(13), OTHER_SITE, store(OTHER_SITE, 14)), "others");
        oracle = new HeatmapOracle(sessions, touches);
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
            List<Touch> clicks = HeatmapOracle.by(
                            question.kind() == PointKind.MOVE
                                    ? oracle.touches(question.scope(), polku.storage.write.InteractionRow.Kind.CLICK)
                                    : touches,
                            Touch::selector)
                    .getOrDefault(element.selector(), List.of());
            long last = clicks.stream().mapToLong(Touch::at).max().orElse(0);
            List<String> latest = clicks.isEmpty()
                    ? List.of("")
                    : clicks.stream()
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
                .withComparatorForType(
                        (a, b) -> Math.abs(a - b) < EXACT * Math.max(1, Math.abs(a)) ? 0 : 1, Double.class)
                .isEqualTo(expected);
        assertThat(answer.reach()).isSortedAccordingTo((a, b) -> Long.compare(b, a));
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

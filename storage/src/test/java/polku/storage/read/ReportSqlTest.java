package polku.storage.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.Sql;
import polku.storage.control.Goal;
import polku.storage.control.PageGlob;
import polku.storage.control.UrlGroup;

class ReportSqlTest {
    private static final String HOSTILE = "x'; DROP TABLE events; --";
    private static final Period OCTOBER =
            new Period(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));
    private static final Period SEPTEMBER =
            new Period(Instant.parse("2026-09-01T00:00:00Z"), Instant.parse("2026-10-01T00:00:00Z"));
    private static final List<Goal> GOALS = List.of(
            new Goal("g1", "s", HOSTILE, null, HOSTILE, null, Instant.EPOCH),
            new Goal("g2", "s", HOSTILE, "/*" + HOSTILE, null, null, Instant.EPOCH));
    private static final Dimension.PageGroup GROUPS = new Dimension.PageGroup(IntStream.range(0, 50)
            .mapToObj(i -> new UrlGroup("g" + i, "s", HOSTILE, "/*" + HOSTILE, Instant.EPOCH))
            .toList());
    private static final Pattern TABLE =
            Pattern.compile("\\b(events|sessions|interactions|event_slots|session_slots)\\b(?: AS [es])?(?: FINAL)?");

    /** Every dimension, with every operator, with and without series and comparison. */
    static Stream<ReportQuestion> questions() {
        List<Dimension> dimensions = new ArrayList<>(Dimension.fixed());
        dimensions.add(new Dimension.Property(HOSTILE));
        dimensions.add(GROUPS);
        dimensions.add(new Dimension.OfWeek(Dimension.OfWeek.Part.HOUR, ZoneId.of("Europe/Helsinki")));
        List<ReportQuestion> questions = new ArrayList<>();
        questions.add(question(List.of(), List.of(), null, SEPTEMBER));
        questions.add(question(List.of(), List.of(), Interval.DAY, SEPTEMBER));
        for (Dimension dimension : dimensions) {
            for (Filter.Operator operator : Filter.Operator.values()) {
                Filter one = new Filter.Match(operator, dimension, List.of(HOSTILE));
                Filter two = new Filter.Match(operator, Dimension.OfSession.SOURCE, List.of(HOSTILE, HOSTILE));
                Filter goal = new Filter.Reaches(true, GOALS);
                questions.add(question(List.of(dimension), List.of(one, two, goal), null, SEPTEMBER));
                questions.add(question(List.of(), List.of(new Filter.AnyOf(List.of(one, two))), Interval.DAY, null));
            }
            questions.add(question(List.of(dimension, Dimension.OfEvent.EVENT), List.of(), Interval.DAY, SEPTEMBER));
        }
        return questions.stream();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void everyTable_isReadForOneSiteOnly(ReportQuestion question) {
        for (SqlStatement statement : statements(question)) {
            assertThat(reads(statement.sql())).isPositive();
            assertConfined(statement.sql());
            assertThat(statement.parameters()).containsEntry("site", 7L);
        }
    }

    @Test
    void everyTable_ofSuggestions_isReadForOneSiteOnly() {
        for (Dimension dimension :
                List.of(Dimension.OfSession.SOURCE, Dimension.OfEvent.PAGE, GROUPS, new Dimension.Property(HOSTILE))) {
            SqlStatement statement = ValueStore.statement(new ValueQuestion(7, dimension, HOSTILE, OCTOBER, 10));
            assertConfined(statement.sql());
            assertThat(statement.sql()).doesNotContain("DROP");
        }
        assertConfined(Sql.load(ValueStore.class, "properties.sql"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "realtimeVisitors.sql",
                "realtimeMinutes.sql",
                "realtimePages.sql",
                "realtimeSources.sql",
                "realtimeCountries.sql",
                "realtimeEvents.sql"
            })
    void everyTable_ofRealtime_isReadForOneSiteOnly(String file) {
        assertConfined(Sql.load(RealtimeStore.class, file));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void values_areBound_neverWritten(ReportQuestion question) {
        for (SqlStatement statement : statements(question)) {
            assertThat(statement.sql())
                    .doesNotContain("DROP")
                    .doesNotContain("--")
                    .doesNotContain("EUR");
            Matcher placeholder = Pattern.compile("\\{(\\w+):[A-Za-z0-9()]+}").matcher(statement.sql());
            Set<String> used = new java.util.HashSet<>();
            while (placeholder.find()) {
                used.add(placeholder.group(1));
            }
            assertThat(statement.parameters().keySet()).containsAll(used);
        }
    }

    @Test
    void largestQuestion_staysBelowClickHousesLimitOfAQuery() {
        List<Filter> filters = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            filters.add(new Filter.AnyOf(List.of(new Filter.Match(
                    Filter.Operator.CONTAINS,
                    GROUPS,
                    List.of("x").stream()
                            .flatMap(x -> Stream.generate(() -> x).limit(25))
                            .toList()))));
        }
        ReportQuestion question =
                question(List.of(GROUPS, Dimension.OfSession.SOURCE), filters, Interval.DAY, SEPTEMBER);
        assertThat(ReportSql.rows(question, Distinct.EXACT).sql()).hasSizeLessThan(ClickHouse.LONGEST_QUERY);
    }

    @Test
    void pattern_starsStandForASegmentOrForAnything() {
        assertThat("/shop/red/shoes").doesNotMatch(PageGlob.toRegex("/shop/*"));
        assertThat("/shop/red").matches(PageGlob.toRegex("/shop/*"));
        assertThat("/shop/red/shoes").matches(PageGlob.toRegex("/shop/**"));
        assertThat("/shop/red/shoes").matches(PageGlob.toRegex("/*/red/*"));
        assertThat("/a+b(c)").matches(PageGlob.toRegex("/a+b(*)"));
        assertThat("/aab(c)").doesNotMatch(PageGlob.toRegex("/a+b(*)"));
        assertThat(PageGlob.prefix("/shop/*/x*")).isEqualTo("/shop/");
    }

    private static void assertConfined(String sql) {
        Matcher from = Pattern.compile(
                        "FROM " + TABLE.pattern() + "\\s+(?:PRE)?WHERE (?:[es]\\.)?site_id = \\{site:UInt32\\}")
                .matcher(sql);
        int confined = 0;
        while (from.find()) {
            confined++;
        }
        assertThat(confined).as(sql).isEqualTo(reads(sql)).isPositive();
    }

    private static int reads(String sql) {
        Matcher from = Pattern.compile("(?:FROM|JOIN) " + TABLE.pattern()).matcher(sql);
        int reads = 0;
        while (from.find()) {
            reads++;
        }
        return reads;
    }

    private static List<SqlStatement> statements(ReportQuestion question) {
        return List.of(
                ReportSql.rows(question, Distinct.EXACT),
                ReportSql.totals(question, Distinct.ESTIMATED),
                ReportSql.otherCurrencies(question));
    }

    private static ReportQuestion question(
            List<Dimension> dimensions,
            List<Filter> filters,
            @Nullable Interval interval,
            @Nullable Period comparison) {
        ZoneId zone = ZoneId.of("Europe/Helsinki");
        List<Metric> metrics = new ArrayList<>();
        for (Metric.Kind kind : Metric.Kind.values()) {
            metrics.add(new Metric(kind.id(), kind, kind.isOfGoals() ? GOALS : List.of()));
        }
        return new ReportQuestion(
                7,
                "EUR",
                metrics,
                dimensions,
                filters,
                OCTOBER,
                interval == null ? null : Buckets.of(OCTOBER, interval, zone),
                comparison,
                interval == null || comparison == null ? null : Buckets.of(comparison, interval, zone),
                List.of(new ReportQuestion.Order.ByMetric(0, true)),
                100,
                0);
    }
}

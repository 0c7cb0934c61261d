package polku.query.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import polku.query.web.Answer;
import polku.storage.read.Buckets;
import polku.storage.read.Dimension;
import polku.storage.read.Interval;
import polku.storage.read.Metric;
import polku.storage.read.Period;
import polku.storage.read.Report;
import polku.storage.read.ReportQuestion;

class CsvAnswerTest {
    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");
    private static final Period TWO_DAYS =
            new Period(Instant.parse("2026-10-24T21:00:00Z"), Instant.parse("2026-10-26T22:00:00Z"));
    private static final Period ONE_DAY =
            new Period(Instant.parse("2026-10-23T21:00:00Z"), Instant.parse("2026-10-24T21:00:00Z"));

    @Test
    void breakdown_isATableWithAHeader() {
        assertThat(csv(
                        question(List.of(Dimension.OfEvent.PAGE, new Dimension.Property("plan")), null, null),
                        List.of(row(0, List.of("/", "pro"), 12L, new BigDecimal("1000.5"), 0.25)),
                        null))
                .isEqualTo("page,prop:plan,visitors,revenue,bounceRate\r\n/,pro,12,1000.5,0.25\r\n");
    }

    @Test
    void values_areQuotedWhereTheyMustBe() {
        assertThat(values("a,b", "say \"hi\"", "two\r\nlines", "ä漢🙂 'x'"))
                .containsExactly("\"a,b\"", "\"say \"\"hi\"\"\"", "\"two\r\nlines\"", "ä漢🙂 'x'");
    }

    @Test
    void values_thatASpreadsheetWouldRun_areDisarmed() {
        assertThat(values("=1+1", "+1", "-1", "@x", "\tx", "\rx", "=HYPERLINK(\"http://x\",\"y\")", "a=1"))
                .containsExactly(
                        "'=1+1",
                        "'+1",
                        "'-1",
                        "'@x",
                        "'\tx",
                        "\"'\rx\"",
                        "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"",
                        "a=1");
    }

    @Test
    void nothingKnown_isAnEmptyField() {
        assertThat(csv(question(List.of(), null, null), List.of(row(0, List.of(), 0L, BigDecimal.ZERO, null)), null))
                .isEqualTo("visitors,revenue,bounceRate\r\n0,0,\r\n");
    }

    @Test
    void seriesWithComparison_hasTheTimesOfBoth_andNothingWhereTheOtherIsShorter() {
        assertThat(csv(
                        question(List.of(), Interval.DAY, ONE_DAY),
                        List.of(
                                row(0, List.of(), 1L, BigDecimal.ONE, 0.5),
                                row(1, List.of(), 2L, BigDecimal.ONE, null)),
                        List.of(row(0, List.of(), 3L, BigDecimal.TEN, 1.0))))
                .isEqualTo("time,visitors,revenue,bounceRate,comparison.time,comparison.visitors,comparison.revenue,"
                        + "comparison.bounceRate\r\n"
                        + "2026-10-25T00:00:00+03:00,1,1,0.5,2026-10-24T00:00:00+03:00,3,10,1.0\r\n"
                        + "2026-10-26T00:00:00+02:00,2,1,,,,,\r\n");
    }

    @Test
    void tableThatIsCut_saysSo() {
        ReportQuestion question = question(List.of(Dimension.OfEvent.PAGE), null, null);
        List<Report.Row> one = List.of(row(0, List.of("/"), 1L, BigDecimal.ZERO, null));
        assertThat(CsvAnswer.of(question, report(one, null, 1)).headers()).doesNotContainKey("Polku-Truncated");
        assertThat(CsvAnswer.of(question, report(one, null, 2)).headers()).containsEntry("Polku-Truncated", "true");
    }

    private static List<String> values(String... values) {
        String header = "page,visitors,revenue,bounceRate\r\n";
        return Arrays.stream(values)
                .map(value -> csv(
                        question(List.of(Dimension.OfEvent.PAGE), null, null),
                        List.of(row(0, List.of(value), 1L, BigDecimal.ZERO, 0.0)),
                        null))
                .map(csv -> csv.substring(header.length(), csv.length() - ",1,0,0.0\r\n".length()))
                .toList();
    }

    private static String csv(ReportQuestion question, List<Report.Row> rows, @Nullable List<Report.Row> comparison) {
        Answer answer = CsvAnswer.of(question, report(rows, comparison, rows.size()));
        return new String((byte[]) answer.body(), StandardCharsets.UTF_8);
    }

    private static Report report(List<Report.Row> rows, @Nullable List<Report.Row> comparison, long rowCount) {
        return new Report(rows, comparison, List.of(), null, rowCount, false, Map.of());
    }

    private static Report.Row row(int step, List<String> dimensions, Number... metrics) {
        return new Report.Row(step, dimensions, Arrays.asList(metrics));
    }

    private static ReportQuestion question(
            List<Dimension> dimensions, @Nullable Interval interval, @Nullable Period comparison) {
        return new ReportQuestion(
                7,
                "EUR",
                List.of(
                        new Metric("visitors", Metric.Kind.VISITORS, List.of()),
                        new Metric("revenue", Metric.Kind.REVENUE, List.of()),
                        new Metric("bounceRate", Metric.Kind.BOUNCE_RATE, List.of())),
                dimensions,
                List.of(),
                TWO_DAYS,
                interval == null ? null : Buckets.of(TWO_DAYS, interval, HELSINKI),
                comparison,
                interval == null || comparison == null ? null : Buckets.of(comparison, interval, HELSINKI),
                List.of(),
                100,
                0);
    }
}

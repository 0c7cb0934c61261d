package polku.load.queries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import polku.load.queries.Question.Filter;

class OverviewTest {
    /** 13:07 in Helsinki, in winter time; the clocks were set back on 25 October. */
    private static final Range.Compared PERIOD =
            Range.Compared.lastDays(30, ZoneId.of("Europe/Helsinki"), Instant.parse("2026-11-23T11:07:30Z"));

    @Test
    void lastDays_endWithToday_andAreComparedWithAsManyBefore_upToTheSameTimeOfDay() {
        assertThat(PERIOD.current())
                .isEqualTo(new Range(Instant.parse("2026-10-24T21:00:00Z"), Instant.parse("2026-11-23T22:00:00Z")));
        assertThat(PERIOD.previous())
                .isEqualTo(new Range(Instant.parse("2026-09-24T21:00:00Z"), Instant.parse("2026-10-24T21:00:00Z")));
        assertThat(PERIOD.previousSoFar())
                .isEqualTo(new Range(Instant.parse("2026-09-24T21:00:00Z"), Instant.parse("2026-10-24T10:05:00Z")));
    }

    @Test
    void breakdown_isAskedAsThePanelAsksIt() throws Exception {
        Question question = Question.totals(
                        List.of("visitors"), PERIOD.current(), List.of(Filter.is("source", "Google")))
                .by("page");
        assertThat(new ObjectMapper().readTree(question.json())).isEqualTo(new ObjectMapper().readTree("""
                {"metrics": ["visitors"],
                 "dateRange": {"from": "2026-10-24T21:00:00Z", "to": "2026-11-23T22:00:00Z"},
                 "filters": [["is", "source", ["Google"]]],
                 "dimensions": ["page"], "orderBy": [["visitors", "desc"]], "limit": 100}"""));
    }

    @Test
    void totals_ofTheVisitorsThatPanelsBreakDown_areSharedByThese_andByNoOthers() {
        List<Panel> panels = Overview.panels(PERIOD, List.of("g1"));
        assertThat(Overview.sharedTotals(panels))
                .containsExactly(Question.totals(List.of("visitors"), PERIOD.current(), List.of()));
    }

    @Test
    void wholes_leaveOutWhatIsAskedOnlyAsAPartOfOthers() {
        List<Panel> panels = Overview.panels(PERIOD, List.of("g1"));
        List<Panel> parts = new ArrayList<>(panels);
        parts.removeAll(Overview.wholes(panels));
        assertThat(parts).extracting(Panel::name).containsExactly("key figures, compared", "visitors in all");
    }

    @Test
    void scan_readsThePeriod_andThePeriodComparedWith() {
        Panel series = Overview.panels(PERIOD, List.of()).stream()
                .filter(panel -> panel.name().equals("visitors by day, compared"))
                .findFirst()
                .orElseThrow();
        assertThat(series.scans(7))
                .hasSize(2)
                .allSatisfy(
                        scan -> assertThat(scan)
                                .startsWith(
                                        "SELECT max(at), max(visitor_id), max(session_id) FROM events WHERE site_id = 7 AND at >="));
    }
}
